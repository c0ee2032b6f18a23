"""A search of the library: what was found, by what it can be narrowed, and what is near to mine."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.library.reads.indexing import council_of, residents_of
from ccin.library.reads.themes import themes_by_slug
from ccin.library.reasons.finding import FACET_WORDS, OTHER_KINDS, quoted, why
from ccin.library.rules.finding import FACETS, Sought
from ccin.library.states.resources import ResourceKind
from ccin.members.models import Organisation
from ccin.members.reasons import SIZE_WORDS
from ccin.members.rules.sizes import size_band
from ccin.search.reads import find
from ccin.search.rules import Asked, Found, Hit, tokens_of
from ccin.search.rules.asking import PAGE

NO_LEARNING = frozenset({"member", "person"})
SHOWN_AT_ONCE = 6  # values of a facet; the rest is folded away


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that narrows, or that is taken away again."""

    label: str
    query: str
    count: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        return self.choices[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[SHOWN_AT_ONCE:]


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was found, what it is, and why it was found."""

    hit: Hit
    kind: str
    why: list[str]
    lacks: str  # words asked for that it does not hold


@dataclass(frozen=True, slots=True)
class Finding:
    sought: Sought
    found: Found
    page: Page[int]
    chosen: list[Choice]
    groups: list[Group]
    like_mine: list[Choice]
    may_ask: bool
    may_save: bool

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                hit,
                kind_in_words(hit.kind),
                [why(reason.where, reason.words) for reason in hit.reasons],
                quoted(hit.lacks),
            )
            for hit in self.found.hits
        ]

    @property
    def loosened(self) -> list[Choice]:
        """What there would be without the values of one facet."""
        return [
            Choice(str(FACET_WORDS[name]), self.sought.apart_from(name).query(), count)
            for name, count in self.found.loosened.items()
            if count
        ]

    @property
    def unheld(self) -> str:
        return quoted(self.found.unheld)

    @property
    def reading(self) -> str:
        """The words as they were searched for, where some were misspelt."""
        read = self.sought.words
        for each in self.found.corrected:
            read = read.replace(each.was, each.now)
        return read


def finding(sought: Sought, actor: Actor) -> Finding:
    """The page that was asked for, or the last there is."""
    if any(name == "theme" for name, _value in sought.chosen):
        sought = sought.among(themes_by_slug())
    found = find(_asked(sought), tokens_of(actor))
    return Finding(
        sought=sought,
        found=found,
        page=Paginator(range(found.counted), PAGE).get_page(found.page),
        chosen=[
            Choice(value, sought.without(name, value).query(), group=str(FACET_WORDS[name]))
            for name, value in sought.chosen
        ],
        groups=_groups(sought, found),
        like_mine=_like_mine(sought, actor),
        may_ask=actor.may_somewhere(Permission.TOPIC_ASK),
        may_save=actor.may_somewhere(Permission.SEARCH_SAVE),
    )


def kind_in_words(kind: str) -> str:
    named = {**dict(ResourceKind.choices), **OTHER_KINDS}
    return str(named.get(kind, kind))


def _asked(sought: Sought) -> Asked:
    return Asked(sought.words, sought.filters, frozenset(_kinds(sought)), sought.page)


def _kinds(sought: Sought) -> Iterable[str]:
    """Whoever only looks around looks at what was learned; members and people are found by words,
    or by their kind."""
    if sought.words or any(name == "kind" for name, _value in sought.chosen):
        return ()
    return (kind for kind in (*ResourceKind, *OTHER_KINDS) if kind not in NO_LEARNING)


def _groups(sought: Sought, found: Found) -> list[Group]:
    """What would narrow further: values not chosen yet."""
    groups = []
    for name in FACETS:
        choices = [
            Choice(value, sought.having(name, value).query(), count)
            for value, count in _in_order(name, found.facets.get(name, ()))
            if (name, value) not in sought.chosen
        ]
        if choices:
            groups.append(Group(name, str(FACET_WORDS[name]), choices))
    return groups


def _in_order(name: str, values: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The most frequent first, as the search gives them; years and sizes in their own order."""
    if name == "year":
        return sorted(values, reverse=True)
    if name == "size":
        bands = [str(words) for words in SIZE_WORDS.values()]
        return sorted(values, key=lambda pair: bands.index(pair[0]) if pair[0] in bands else 9)
    return list(values)


def _like_mine(sought: Sought, actor: Actor) -> list[Choice]:
    """For somebody who stands for a council: its own size, kind and region, one click each."""
    mine = actor.organisations_where(Permission.RESOURCE_READ)
    if not mine:
        return []
    bodies = Organisation.objects.filter(pk__in=mine).select_related(
        "authority", "principal_council"
    )
    places = [place for body in bodies.order_by("pk") if (place := council_of(body))]
    residents = residents_of(places)
    own = [
        pair
        for place in places
        for pair in (
            ("size", str(SIZE_WORDS.get(size_band(residents.get(place.pk)), ""))),
            ("council_kind", str(place.get_kind_display())),
            ("region", place.region or place.nation),
        )
    ]
    return [
        Choice(value, sought.having(name, value).query(), group=str(FACET_WORDS[name]))
        for name, value in dict.fromkeys(own)
        if value and (name, value) not in sought.chosen
    ]
