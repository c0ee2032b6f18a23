"""Posts of a website, from the file that WordPress writes under Tools → Export."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.library.imports.lines import Line, Listing, counted
from ccin.library.imports.web_text import without_shortcodes
from ccin.members.imports.tables import Cell

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
NO_RESOURCE = frozenset(
    {
        "attachment",
        "nav_menu_item",
        "revision",
        "custom_css",
        "customize_changeset",
        "oembed_cache",
        "wp_block",
        "wp_template",
        "wp_template_part",
        "wp_navigation",
        "wp_global_styles",
        "wp_font_family",
        "acf-field",
        "acf-field-group",
    }
)
HEADINGS = (
    *("id", "title", "kind", "summary", "body", "owner", "themes", "principles"),
    *("date", "old_address"),
)
MOST_ATTACHMENTS = 50_000


def read_wordpress(file: BinaryIO) -> Listing:
    """An export with a document type of its own is refused unread: nothing in it is expanded."""
    site, attachments = _look_through(file)
    file.seek(0)
    return Listing(HEADINGS, counted(_lines(file, attachments)), keyed=urlsplit(site).netloc)


def _look_through(file: BinaryIO) -> tuple[str, dict[str, list[tuple[str, str]]]]:
    """The site's address, and the files of each post, which may stand anywhere in the export."""
    site, found, count = "", defaultdict(list), 0
    for element in _elements(file):
        if element.tag != "item":
            site = site or (element.text or "").strip()
            continue
        if _told(element, "post_type") == "attachment" and count < MOST_ATTACHMENTS:
            count += 1
            address = _told(element, "attachment_url") or _text(element, "guid")
            found[_told(element, "post_parent")].append((_text(element, "title"), address))
    return site, dict(found)


def _lines(file: BinaryIO, attachments: dict[str, list[tuple[str, str]]]) -> Iterator[Line]:
    items = (element for element in _elements(file) if element.tag == "item")
    for number, item in enumerate(items, start=1):
        if _told(item, "post_type") in NO_RESOURCE:
            continue
        yield Line(number, _cells(item, attachments), left_out=_why_left_out(item))


def _why_left_out(item: Any) -> str:
    status = _told(item, "status")
    if _told(item, "post_password"):
        return _("It has a password on the old site.")
    if status in {"publish", ""}:
        return ""
    words = {
        "draft": _("It is a draft on the old site."),
        "private": _("It is private on the old site."),
        "trash": _("It is in the old site’s bin."),
        "pending": _("It waits for review on the old site."),
        "future": _("It is to appear later on the old site."),
    }
    return words.get(status, _("It is not published on the old site."))


def _cells(item: Any, attachments: dict[str, list[tuple[str, str]]]) -> dict[str, Cell]:
    own = _told(item, "post_id")
    files = [f"- [{title or url}]({url})" for title, url in attachments.get(own, []) if url]
    body = without_shortcodes(_text(item, CONTENT))
    if files:
        body = f"{body}\n\n" + "\n".join(files)
    cells: dict[str, Cell] = {
        "id": own,
        "title": _text(item, "title"),
        "kind": _told(item, "post_type"),
        "summary": without_shortcodes(_excerpt(item)),
        "body": body,
        "date": _told(item, "post_date")[:10],
        "old_address": _text(item, "link"),
    }
    gathered = defaultdict(list)
    for category in item.iterfind("category"):
        column = _column_of(category.get("domain") or "")
        gathered[column].append("".join(category.itertext()).strip())
    return cells | {column: "; ".join(words) for column, words in gathered.items()}


def _column_of(domain: str) -> str:
    """Which of the old site's ways of sorting its posts means what here."""
    domain = domain.lower()
    if "principle" in domain:
        return "principles"
    if any(word in domain for word in ("member", "council", "organisation", "owner")):
        return "owner"
    return "themes"


def _excerpt(item: Any) -> str:
    for child in item:
        if isinstance(child.tag, str) and child.tag.endswith("/excerpt/}encoded"):
            return "".join(child.itertext()).strip()
    return ""


def _told(item: Any, name: str) -> str:
    """A value of WordPress's own names, whatever version of them the export declares."""
    for child in item:
        if isinstance(child.tag, str) and child.tag.endswith("}" + name):
            return "".join(child.itertext()).strip()
    return ""


def _text(item: Any, name: str) -> str:
    found = item.find(name)
    return "".join(found.itertext()).strip() if found is not None else ""


def _elements(file: BinaryIO) -> Iterator[Any]:
    """Each post, and the site's address; what has been read is let go at once."""
    from lxml import etree  # noqa: PLC0415 - few requests need it

    file.seek(0)
    parser = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    is_export = False
    try:
        for event, element in parser:
            if event == "start":
                _refuse_entities(element)
                is_export = is_export or element.tag == "channel"
            elif element.tag == "item" or (
                element.tag == "link" and element.getparent().tag == "channel"
            ):
                yield element
                _let_go(element)
    except etree.XMLSyntaxError as error:
        raise Refused(
            _("The export cannot be read: %(error)s. Export it again.") % {"error": error.msg}
        ) from None
    if not is_export:
        raise Refused(_("This is not a WordPress export. Write one under Tools → Export."))


def _refuse_entities(element: Any) -> None:
    if element.getparent() is None and element.getroottree().docinfo.doctype:
        raise Refused(
            _("The export declares a document type of its own, which WordPress never does.")
        )


def _let_go(element: Any) -> None:
    if element.tag == "item":
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
