"""The columns of a list of resources: what each means, and how its cells become clean values."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ccin.kernel.clock import today
from ccin.library.imports.lines import Line, is_told
from ccin.library.imports.web_text import as_words
from ccin.library.rules.addresses import former_path
from ccin.library.states.resources import EvidenceLevel, Licence, SectionName, Visibility
from ccin.members.imports.rows import Problem, Unreadable, as_date
from ccin.members.imports.tables import Cell

LONGEST_TITLE = 200
LONGEST_SUMMARY = 400
LONGEST_TEXT = 1_000_000
OLDEST = 1844  # Rochdale
MOST_NAMES = 60  # of themes, partners or principles in one cell
Reader = Callable[[Cell], object]


@dataclass(frozen=True, slots=True)
class Row:
    """What a line says of a resource; empty is what it does not say."""

    line: int
    title: str = ""
    id: str = ""
    kind: str = ""
    summary: str = ""
    body: str = ""
    sections: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    working_with: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    principles: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    date: "date | None" = None
    link: str = ""
    old_address: str = ""
    visibility: str = ""
    language: str = ""
    licence: str = ""
    evidence: str = ""
    source: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how its cells are read, and what to tell whoever fills it in."""

    read: Reader
    help: str | Promise
    example: str = ""
    also: tuple[str, ...] = ()


def as_line(longest: int) -> Reader:
    """One line of words; HTML signs of a website's titles become what they stand for."""

    def read(cell: Cell) -> str:
        text = " ".join(as_words(_written(cell)).split())
        if len(text) > longest:
            raise Unreadable(
                _("Shorten this to %(longest)d characters; it has %(length)d.")
                % {"longest": longest, "length": len(text)}
            )
        return text

    return read


def as_own_name(cell: Cell) -> str:
    """The list's own number or name, to the letter: nothing in it is a sign of a website."""
    text = "".join(each for each in _written(cell) if each.isprintable())
    if len(text) > LONGEST_TITLE:
        raise Unreadable(
            _("Shorten this to %(longest)d characters; it has %(length)d.")
            % {"longest": LONGEST_TITLE, "length": len(text)}
        )
    return text


def as_text(cell: Cell) -> str:
    text = as_words(_written(cell))
    if len(text) > LONGEST_TEXT:
        raise Unreadable(
            _("Divide this text; it has more than %(most)s characters.")
            % {"most": f"{LONGEST_TEXT:,}"}
        )
    return text


def as_names(cell: Cell) -> tuple[str, ...]:
    """Parted by semicolons, bars or lines; each once."""
    names = [" ".join(as_words(name).split()) for name in re.split(r"[;|\n]", _written(cell))]
    found = tuple(dict.fromkeys(name for name in names if name))
    if len(found) > MOST_NAMES:
        raise Unreadable(_("Name no more than %(most)d here.") % {"most": MOST_NAMES})
    return found


def as_principles(cell: Cell) -> tuple[tuple[str, str], ...]:
    """`Democratic engagement: Residents chaired the panel; Innovation: …`"""
    found = {}
    for each in as_names(cell):
        name, _colon, sentence = each.partition(":")
        if len(sentence.strip()) > LONGEST_SUMMARY:
            raise Unreadable(
                _("Shorten the sentence of “%(name)s” to 400 characters.") % {"name": name.strip()}
            )
        found[name.strip()] = sentence.strip()
    return tuple(found.items())


def as_day(cell: Cell) -> date:
    text = _written(cell)
    moment = re.match(r"\d{4}-\d{2}-\d{2}(?=[T ]\d)", text)
    day = as_date(moment[0] if moment else (cell if isinstance(cell, date) else text))
    if not day.year >= OLDEST or day > today():
        raise Unreadable(_("“%(day)s” is before 1844 or still to come.") % {"day": day})
    return day


def as_year(cell: Cell) -> int:
    found = re.fullmatch(r"(\d{4})(?:\.0)?", _written(cell))
    if not found or not OLDEST <= int(found[1]) <= today().year + 1:
        raise Unreadable(
            _("“%(cell)s” is not a year. Write it with four figures, as 2023.") % {"cell": cell}
        )
    return int(found[1])


def as_address(cell: Cell) -> str:
    text = _written(cell)
    address = text if "://" in text else f"https://{text}"
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc or re.search(r"\s", text):
        raise Unreadable(
            _("“%(text)s” is not a web address. Write it as https://www.council.example/report.")
            % {"text": text[:80]}
        )
    return _no_longer_than(300, address)


def as_path(cell: Cell) -> str:
    path = former_path(_written(cell))
    if path == "/" or re.search(r"\s", path):
        raise Unreadable(
            _("Write where it stood on the old site, as /case-study/repair-cafe/, or nothing.")
        )
    return _no_longer_than(300, path)


def as_language(cell: Cell) -> str:
    text = _written(cell).casefold().replace("_", "-")
    known = {"english": "en", "welsh": "cy", "cymraeg": "cy", "gaelic": "gd", "irish": "ga"}
    code = known.get(text, text)
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z]{2})?", code) or len(code) > 5:
        raise Unreadable(_("Write the language as en, cy, gd or ga."))
    return code


def as_choice(
    choices: type[Licence] | type[EvidenceLevel] | type[Visibility],
    *,
    leaving_out: frozenset[str] = frozenset(),
) -> Reader:
    """The word of the code, or how its label begins, in any case."""
    known: dict[str, str] = {}
    for value, label in choices.choices:
        if value and value not in leaving_out:
            short = str(label).partition(":")[0]
            bare = re.sub(r"^\d_", "", value)
            known |= {value: value, bare: value, str(label).casefold(): value}
            known[short.casefold()] = value
    written = sorted({re.sub(r"^\d_", "", value) for value in known.values()})

    def read(cell: Cell) -> str:
        text = " ".join(_written(cell).casefold().split())
        if text not in known:
            raise Unreadable(
                _("“%(cell)s” is not known here. Write one of: %(known)s.")
                % {"cell": _written(cell)[:60], "known": ", ".join(written)}
            )
        return known[text]

    return read


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _no_longer_than(longest: int, text: str) -> str:
    if len(text) > longest:
        raise Unreadable(
            _("This address is longer than %(longest)d characters.") % {"longest": longest}
        )
    return text


_no_body = frozenset({Visibility.CLASS.value, Visibility.BODY.value})
L = gettext_lazy
COLUMNS: Mapping[str, Column] = {
    "title": Column(
        as_text,
        L("What it is called, in up to 200 characters; a longer one is kept whole in the text."),
        "Repair cafés in every library",
        also=("name", "heading", "post_title"),
    ),
    "id": Column(
        as_own_name,
        L("Your own number or name of it: by this the same row is known again in a later list."),
        "17",
        also=("_id", "doc_id", "docid", "docno", "reference", "ref", "identifier", "post_id"),
    ),
    "kind": Column(
        as_line(60),
        L("case study, tool, guide, report, presentation, webinar, video, newsletter, synthesis."),
        "case study",
        also=("type", "resource_type", "content_type", "post_type", "format"),
    ),
    "summary": Column(
        as_text,
        L("One or two sentences, up to 400 characters."),
        "Volunteers mend what neighbours bring.",
        also=("description", "excerpt", "short_description", "in_short"),
    ),
    "body": Column(
        as_text,
        L("The whole text, where it is not divided by questions. HTML is turned into plain words."),
        also=("text", "content", "contents", "full_text", "abstract", "post_content", "page"),
    ),
    "owner": Column(
        as_line(200),
        L("The member it belongs to, as the network writes its name. Empty: the network’s own."),
        "Anytown Borough Council",
        also=("council", "member", "organisation", "organization", "owned_by"),
    ),
    "working_with": Column(as_names, L("Councils an affiliate worked with; semicolons between.")),
    "partners": Column(
        as_names, L("Others who took part; semicolons between."), also=("partner", "with")
    ),
    "themes": Column(
        as_names,
        L("What it is about; semicolons between."),
        "Climate and net zero; Democracy and engagement",
        also=("theme", "category", "categories", "topic", "topics", "tags", "keywords", "subjects"),
    ),
    "principles": Column(
        as_principles,
        L("Each with its sentence: “Co-production: Residents wrote the plan”; semicolons between."),
        "Co-production: Residents wrote the plan",
        also=("principle", "values_and_principles"),
    ),
    "year": Column(as_year, L("The year of the work."), "2023", also=("year_of_the_work",)),
    "date": Column(
        as_day,
        L("When it was published, as 2021-07-31 or 31/07/2021. Empty: the day it is brought in."),
        "31/07/2023",
        also=("published", "published_on", "publication_date", "date_published", "post_date"),
    ),
    "link": Column(
        as_address,
        L("Where it is, if it is elsewhere."),
        also=("url", "web", "website", "web_address", "hyperlink"),
    ),
    "old_address": Column(
        as_path,
        L("Where it stood on an earlier site. Whoever follows it is led to where it is now."),
        "/case-study/repair-cafes/",
        also=(
            "address",
            "address_on_the_old_site",
            "permalink",
            "old_url",
            "path",
            "former_address",
        ),
    ),
    "visibility": Column(
        as_choice(Visibility, leaving_out=_no_body),
        L("public or members."),
        "public",
        also=("visible_to", "who_may_read_it"),
    ),
    "language": Column(as_language, L("en, cy, gd or ga. Empty: English."), "en", also=("lang",)),
    "licence": Column(
        as_choice(Licence),
        L("ogl-3, cc-by-4 or owner (all rights with its owner)."),
        "ogl-3",
        also=("license",),
    ),
    "evidence": Column(
        as_choice(EvidenceLevel),
        L("How it is known what changed: told, counted, compared or evaluated."),
        "counted",
        also=("evidence_level", "level_of_evidence"),
    ),
    "source": Column(
        as_line(300), L("Where this is recorded. Empty: the name of the list."), also=("origin",)
    ),
    "contact": Column(
        as_line(200),
        L("For everyone to read: how to reach somebody. No private person’s details."),
        "policy@anytown.example",
        also=("contact_line", "contact_details"),
    ),
    **{each.value: Column(as_text, each.label) for each in SectionName},
}
OWN_NAMES = frozenset({"id", *COLUMNS["id"].also})
_KNOWN = {heading: name for name, column in COLUMNS.items() for heading in (name, *column.also)}
SECTIONS = tuple(name.value for name in SectionName)


def template() -> bytes:
    """An empty list with every column and one example row; Excel reads the accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerow([column.example for column in COLUMNS.values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


@dataclass(slots=True)
class Headings:
    """Which column of the list is which of ours; a heading of our own wins over one like it."""

    given: tuple[str, ...]
    named: dict[str, str] = field(default_factory=dict)
    not_read: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for heading in sorted(self.given, key=lambda each: each not in COLUMNS):
            name = _KNOWN.get(heading)
            if name is not None:
                self.named.setdefault(name, heading)
        read = set(self.named.values())
        self.not_read = tuple(each for each in self.given if each not in read)

    @property
    def lacks(self) -> bool:
        """There is neither a title nor anything to read."""
        return not {"title", "summary", "body", *SECTIONS} & set(self.named)


def read_line(line: Line, headings: Headings) -> Row | list[Problem]:
    values: dict[str, object] = {}
    ours = {heading: name for name, heading in headings.named.items()}
    problems = [
        Problem(line.number, ours.get(heading, heading), words) for heading, words in line.faults
    ]
    for name, heading in headings.named.items():
        cell = line.cells.get(heading)
        if cell is None or not is_told(cell):
            continue
        try:
            values[name] = COLUMNS[name].read(cell)
        except Unreadable as error:
            problems.append(Problem(line.number, name, str(error)))
    if problems:
        return problems
    sections = tuple((name, str(values.pop(name))) for name in SECTIONS if values.get(name))
    for name in SECTIONS:
        values.pop(name, None)
    # Each column reads a cell to the type of the field that bears its name.
    return Row(line=line.number, sections=sections, **values)  # type: ignore[arg-type]
