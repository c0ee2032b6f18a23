"""What the names in a list mean here: of owners, themes, principles and kinds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from ccin.kernel.clock import today
from ccin.library.models import Theme
from ccin.library.states.resources import ResourceKind
from ccin.members.models import Organisation
from ccin.principles.models import Principle, Statement
from ccin.register.models import AuthorityName
from ccin.register.rules import fold
from ccin.register.rules.names import heart

SUGGESTED = 3
LIKE_ENOUGH = 72  # of 100
ASKED_AT_MOST = 100  # names of one column
LEAVE_OUT = "leave_out"
KINDS = {
    "case study": ResourceKind.CASE_STUDY,
    "case studies": ResourceKind.CASE_STUDY,
    "publication": ResourceKind.REPORT,
    "project": ResourceKind.REPORT,
    "funded project": ResourceKind.REPORT,
    "policy lab": ResourceKind.REPORT,
    "policy prototype": ResourceKind.REPORT,
    "toolkit": ResourceKind.TOOL,
    "template": ResourceKind.TOOL,
    "guidance": ResourceKind.GUIDE,
    "handbook": ResourceKind.GUIDE,
    "slides": ResourceKind.PRESENTATION,
    "recording": ResourceKind.WEBINAR,
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name of a column that means nothing here yet: in how many rows, and what it may mean."""

    column: str
    name: str
    rows: int
    suggestions: tuple[tuple[str, str], ...]  # key and label


@dataclass(slots=True)
class Glossary:
    """The names of one column: to which key each leads, and how each key is called."""

    meant: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def add(self, key: object, label: str, names: Iterable[str]) -> None:
        """A name that means two things means neither."""
        self.labels[str(key)] = label
        for name in {fold(each) for each in names} - {""}:
            known = self.meant.setdefault(name, str(key))
            if known != str(key):
                self.meant[name] = ""

    def suggest(self, name: str) -> tuple[tuple[str, str], ...]:
        named = {known: key for known, key in self.meant.items() if key}
        found = process.extract(
            fold(name), named.keys(), scorer=fuzz.WRatio, limit=12, score_cutoff=LIKE_ENOUGH
        )
        keys = dict.fromkeys(named[known] for known, _score, _place in found)
        return tuple((key, self.labels[key]) for key in [*keys][:SUGGESTED])


class Names:
    """What is known when looking through a list begins, and what staff chose for the rest."""

    def __init__(self, chosen: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.chosen = chosen or {}
        self.owners = _owners()
        self.glossaries = {
            "kind": _kinds(),
            "owner": self.owners,
            "themes": _themes(),
            "principles": _principles(),
        }
        self.asked: dict[str, Counter[str]] = defaultdict(Counter)

    def key(self, column: str, name: str) -> str:
        """Its key, or nothing; a name that nobody has chosen a meaning for is asked about."""
        folded = fold(name)
        glossary = self.glossaries[column]
        found = glossary.meant.get(folded, "")
        if not found and column == "owner":
            found = glossary.meant.get(f"heart {heart(folded)}", "")
        if found or not folded:
            return found
        if name in self.chosen.get(column, {}):
            return self._allowed(column, self.chosen[column][name])
        if len(self.asked[column]) < ASKED_AT_MOST or name in self.asked[column]:
            self.asked[column][name] += 1
        return ""

    def unknown(self) -> list[Unknown]:
        """Most frequent first, owners before themes."""
        return [
            Unknown(column, name, rows, self.glossaries[column].suggest(name))
            for column in self.glossaries
            for name, rows in self.asked[column].most_common()
        ]

    def _allowed(self, column: str, key: str) -> str:
        if column == "kind" and key == LEAVE_OUT:
            return key
        return key if key in self.glossaries[column].labels else ""


def choices_of(column: str) -> list[tuple[str, str]]:
    """All that a name of this column can mean, for whoever chooses."""
    made: dict[str, Any] = {
        "kind": _kinds,
        "owner": _owners,
        "themes": _themes,
        "principles": _principles,
    }
    return sorted(made[column]().labels.items(), key=lambda each: each[1].casefold())


def _owners() -> Glossary:
    """By every name of the council behind it, and by what is left without “Borough Council”."""
    glossary = Glossary()
    other: dict[int, list[str]] = defaultdict(list)
    for authority, text in AuthorityName.objects.values_list("authority", "text"):
        other[authority].append(text)
    for one in Organisation.objects.kept().select_related("authority").order_by("pk"):
        names = [one.name]
        if one.authority is not None:
            names += [one.authority.name, one.authority.short_name, *other[one.authority.pk]]
        hearts = {f"heart {heart(fold(name))}" for name in names if name}
        glossary.add(one.pk, one.name, [*names, *hearts])
    return glossary


def _themes() -> Glossary:
    """By name before synonym: a synonym may be the name of another theme."""
    glossary = Glossary()
    themes = list(Theme.objects.kept().prefetch_related("synonyms"))
    for theme in themes:
        glossary.add(theme.pk, theme.name, [theme.name])
    named = dict(glossary.meant)
    for theme in themes:
        words = [each.words for each in theme.synonyms.all()]
        glossary.add(theme.pk, theme.name, [each for each in words if fold(each) not in named])
    return glossary


def _principles() -> Glossary:
    glossary = Glossary()
    statement = Statement.objects.in_force_on(today()).first()
    for one in Principle.objects.filter(statement=statement).order_by("position"):
        number = str(one.position)
        glossary.add(one.pk, one.name, [one.name, number, f"{number} {one.name}"])
    return glossary


def _kinds() -> Glossary:
    glossary = Glossary()
    for value, label in ResourceKind.choices:
        also = [name for name, kind in KINDS.items() if kind == value]
        plain = [value.replace("_", " "), str(label)]
        plurals = [f"{name}s" for name in [*plain, *also]]
        glossary.add(value, str(label), [*plain, *also, *plurals])
    return glossary
