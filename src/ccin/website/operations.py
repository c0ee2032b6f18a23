"""Writing what the site begins with, its news, and its table of old addresses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Page, Site

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.website.addresses import normal_path
from ccin.website.imports import HOME, FirstPage, as_html, first_addresses, first_pages, with_links
from ccin.website.models import ContentPage, HomePage, NewsIndexPage, NewsPage, OldAddress
from ccin.website.reads.addresses import leads_somewhere
from ccin.website.reads.pages import pages_to_go, revisions_to_appear

KINDS: dict[str, type[Page]] = {
    "home": HomePage,
    "content": ContentPage,
    "news": NewsIndexPage,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What writing the first pages came to, by the names of their files."""

    new: list[str]
    renewed: list[str]
    left_alone: list[str]


@transaction.atomic
def write_first_pages(*, by: Actor) -> Written:
    """Put the site's own words in place; a page that a person has edited is left as it is.

    Safe to run again: a page whose file has changed since is written anew, as a new revision.
    """
    by.must(Permission.PAGE_PUBLISH)
    files = first_pages()
    pages = _standing()
    edited = [file.name for file in files if _is_staffs_own(pages.get(file.name))]
    new = _plant(files, pages)
    taken = [file.name for file in files if file.name not in pages]
    keys = {name: page.pk for name, page in pages.items()}
    renewed = []
    for file in files:
        page = pages.get(file.name)
        if page and file.name not in edited and (page.file_digest != file.digest or not page.live):
            _fill(page, file, keys)
            renewed.append(file.name)
    _write_first_addresses()
    written = Written(new, [name for name in renewed if name not in new], [*edited, *taken])
    if renewed:
        record(by, "website.first_pages_written", pages[HOME], new=new, renewed=written.renewed)
    return written


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news as an operation takes it; `words` are Markdown, with links but no sources."""

    title: str
    slug: str
    date: date
    summary: str
    words: str
    demonstration: bool = False


@transaction.atomic
def publish_news(news: News, *, by: Actor) -> NewsPage:
    """Put a piece of news on the site at once. Staff write theirs in the editor instead."""
    by.must(Permission.PAGE_PUBLISH)
    index = NewsIndexPage.objects.select_for_update().first()
    if index is None:
        raise Refused(gettext("Write the first pages before any news."))
    page = NewsPage(
        title=news.title,
        slug=news.slug,
        date=news.date,
        reviewed_on=min(news.date, today()),
        summary=news.summary,
        body=json.dumps([{"type": "text", "value": as_html(news.words)}]),
        demonstration=news.demonstration,
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    record(by, "website.news_published", page, title=news.title, fictional=news.demonstration)
    return page


@transaction.atomic
def publish_scheduled(*, by: Actor) -> tuple[int, int]:
    """Let appear what was to appear by now and take down what was to go; says how many of each.

    A page may have both set: what is to go goes first, as Wagtail's own command has it.
    """
    by.must(Permission.PAGE_PUBLISH)
    going = list(pages_to_go())
    for page in going:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    appearing = list(revisions_to_appear())
    for revision in appearing:
        revision.publish(log_action="wagtail.publish.scheduled")
    return len(appearing), len(going)


def _standing() -> dict[str, Page]:
    """The pages once written from files, wherever staff have moved them since."""
    found = [page for kind in KINDS.values() for page in kind.objects.exclude(file_name="")]
    return {page.file_name: page for page in found}


def _is_staffs_own(page: Page | None) -> bool:
    return page is not None and page.revisions.filter(user__isnull=False).exists()


def _plant(files: list[FirstPage], pages: dict[str, Page]) -> list[str]:
    """Give each page that is not there yet its place; an address that staff use stays theirs."""
    new = []
    for file in files:
        if file.name in pages:
            continue
        page = KINDS[file.kind](
            slug=file.slug, live=False, file_name=file.name, **_fields(file, {})
        )
        parent = pages.get(file.parent)
        if file.name == HOME:
            _open_front_door(page)
        elif parent is None or parent.get_children().filter(slug=file.slug).exists():
            continue
        else:
            parent.add_child(instance=page)
        pages[file.name] = page
        new.append(file.name)
    return new


def _open_front_door(home: Page) -> None:
    """The home page takes the place of the one that Wagtail is installed with."""
    Page.get_first_root_node().get_children().filter(slug="home").delete()
    Page.get_first_root_node().add_child(instance=home)
    address = urlsplit(settings.SITE_ADDRESS)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": settings.NETWORK_NAME,
            "root_page": home,
        },
    )
    Site.clear_site_root_paths_cache()


def _fill(page: Page, file: FirstPage, keys: Mapping[str, int]) -> None:
    for field, value in _fields(file, keys).items():
        setattr(page, field, value)
    page.file_digest = file.digest
    page.save_revision().publish()


def _fields(file: FirstPage, keys: Mapping[str, int]) -> dict[str, Any]:
    fields: dict[str, Any] = with_links(dict(file.fields), keys)
    if file.body:
        sources = [{"type": "source", "value": source} for source in file.sources]
        fields["body"] = json.dumps(with_links(file.body, keys))
        fields["sources"] = json.dumps(sources)
    return fields


def _write_first_addresses() -> None:
    for path, fields in first_addresses().items():
        OldAddress.objects.get_or_create(path=normal_path(path), defaults=fields)


@dataclass(frozen=True, slots=True)
class Leading:
    """What staff say of an old address: the address, where it leads, and where it was printed."""

    path: str
    target: str
    note: str = ""


@transaction.atomic
def add_old_address(leading: Leading, *, by: Actor) -> OldAddress:
    """From now on this address leads there. Refused where nobody would ever come through it."""
    by.must(Permission.OLD_ADDRESS_CHANGE)
    path = normal_path(leading.path)
    _refuse_useless_path(path)
    _refuse_dead_end(path, leading.target)
    address = OldAddress.objects.create(path=path, target=leading.target, note=leading.note)
    record(by, "website.old_address_added", address, path=path, target=leading.target)
    return address


@transaction.atomic
def change_old_address(address: OldAddress, leading: Leading, *, version: int, by: Actor) -> None:
    """Send it somewhere else. The old address itself stays: another one is added, not renamed."""
    address.refresh_from_db(from_queryset=OldAddress.objects.select_for_update())
    by.must(Permission.OLD_ADDRESS_CHANGE)
    if address.version != version:
        raise Stale(sent={gettext("Leads to"): leading.target, gettext("Note"): leading.note})
    _refuse_dead_end(address.path, leading.target)
    before = address.target
    address.target, address.note = leading.target, leading.note
    address.version += 1
    address.save(update_fields=["target", "note", "version"])
    record(by, "website.old_address_changed", address, before=before, target=leading.target)


@transaction.atomic
def remove_old_address(address: OldAddress, *, by: Actor) -> None:
    """From now on a reader who comes this way is told that there is no such page."""
    address.refresh_from_db(from_queryset=OldAddress.objects.select_for_update())
    by.must(Permission.OLD_ADDRESS_CHANGE)
    record(by, "website.old_address_removed", address, path=address.path, target=address.target)
    address.delete()


def _refuse_useless_path(path: str) -> None:
    if path == "/":
        raise Refused(gettext("Enter the address that was printed, such as /projects/."))
    if OldAddress.objects.filter(path=path).exists():
        raise Refused(gettext("%s is on the list already. Change it there.") % path)
    if leads_somewhere(path):
        raise Refused(gettext("There is a page at %s, so nobody would be led away from it.") % path)


def _refuse_dead_end(path: str, target: str) -> None:
    """Neither a loop, nor a chain of old addresses, nor a page that is not there."""
    if target.startswith("https://"):
        return
    if not target.startswith("/") or target.startswith("//"):
        raise Refused(gettext("Enter where it leads, starting with / or with https://."))
    if normal_path(target) == path:
        raise Refused(gettext("An address cannot lead to itself."))
    further = OldAddress.objects.leading_from(target)
    if further and not leads_somewhere(target):
        raise Refused(
            gettext("%(target)s is an old address itself. Enter where it leads: %(further)s")
            % {"target": target, "further": further.target}
        )
    if not leads_somewhere(target):
        raise Refused(gettext("There is no page at %s. Check the address.") % target)
