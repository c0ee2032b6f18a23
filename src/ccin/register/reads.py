"""What pages and other rooms ask the register."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ccin.register import reasons
from ccin.register.models import Authority, AuthorityName, Edition, GssCode, Measure, Parish
from ccin.register.rules import (
    CLOSE_ENOUGH,
    LONGEST,
    SHORTEST_MISSPELT,
    Body,
    How,
    Name,
    areas_covered,
    best_matches,
    fold,
    heart_of_a_parish,
    name_of,
    the_one_meant,
)
from ccin.register.states import PRINCIPAL_COUNCILS, TILED, MeasureKind, NameKind

FEW = 5  # authorities among which a person can choose at a glance
NAMED = {
    NameKind.FORMER: How.FORMER,
    NameKind.WELSH: How.WELSH,
    NameKind.VARIANT: How.VARIANT,
}


@dataclass(frozen=True, slots=True)
class Found:
    """An authority recognised in what somebody typed."""

    authority: Authority
    matched: str  # the name it was recognised by
    how: How
    exists: bool
    is_meant: bool  # beyond doubt the one; where none is, a person must choose
    reading: str  # "We read “Oldam” as Oldham.", where it was read otherwise than typed

    @property
    def why(self) -> str:
        return str(reasons.HOW[self.how.name])


def find_authorities(text: str, *, on: date, limit: int = 20) -> list[Found]:
    """The authorities a typed name may mean on a day, the surest first: three queries at most."""
    stamp = _stamp()
    index = _names(stamp, on) if stamp else _read_names(on)
    matches = best_matches(text, index, limit=limit)
    if not matches:
        return []
    meant = the_one_meant(matches)
    authorities = Authority.objects.select_related("parent", "combined_authority").in_bulk(
        [match.name.subject for match in matches]
    )
    return [
        Found(
            authorities[match.name.subject],
            match.name.text,
            match.how,
            match.name.exists,
            match is meant,
            reasons.reading(text[:LONGEST].strip(), match.name.text, match.how.name),
        )
        for match in matches
        if match.name.subject in authorities
    ]


def authority_called(text: str, *, on: date) -> tuple[Authority | None, list[Authority]]:
    """The one that a name or code means beyond doubt, and otherwise the few that it may mean.

    An official name in full is beyond doubt, also of a body that is gone or yet to come.
    """
    exact = list(Authority.objects.filter(name__iexact=text.strip()[:LONGEST])[:2])
    if len(exact) == 1:
        return exact[0], []
    found = find_authorities(text, on=on, limit=FEW)
    meant = next((each.authority for each in found if each.is_meant), None)
    return meant, [] if meant else [each.authority for each in found]


def _stamp() -> UUID | None:
    return Edition.objects.values_list("stamp", flat=True).first()


@lru_cache(maxsize=4)
def _names(stamp: UUID, on: date) -> tuple[Name, ...]:
    """The index of names, kept until the register gets a new stamp or the day changes."""
    return _read_names(on)


def _read_names(on: date) -> tuple[Name, ...]:
    alive = set(Authority.objects.existing_on(on).values_list("pk", flat=True))
    kinds = dict(Authority.objects.values_list("pk", "kind"))

    def name(key: int, text: str, how: How) -> Name:
        rank = int(kinds[key] not in PRINCIPAL_COUNCILS)
        return name_of(key, text, how, exists=key in alive, rank=rank)

    index = []
    for key, official, short in Authority.objects.values_list("pk", "name", "short_name"):
        index += [name(key, official, How.OFFICIAL), name(key, short, How.SHORT)]
    others = AuthorityName.objects.values_list("authority_id", "text", "kind")
    index += [name(key, text, NAMED[NameKind(kind)]) for key, text, kind in others]
    codes = GssCode.objects.values_list("authority_id", "code")
    index += [name(key, code, How.CODE) for key, code in codes]
    return tuple(index)


@dataclass(frozen=True, slots=True)
class FoundParish:
    """A parish or community recognised in what somebody typed, with its principal council."""

    parish: Parish
    how: How
    reading: str


def find_parishes(text: str, *, limit: int = 50) -> list[FoundParish]:
    """Every parish and community of that name (some names exist twenty times), then those whose
    name begins so; where there are none, those of the nearest name."""
    typed = heart_of_a_parish(fold(text))
    if not typed:
        return []
    parishes = Parish.objects.select_related("authority", "authority__parent")
    found = list(
        parishes.filter(Q(folded=typed) | Q(folded__startswith=f"{typed} ")).order_by(
            "folded", "authority__name", "gss_code"
        )[:limit]
    )
    if found:
        return [
            FoundParish(parish, How.OFFICIAL if parish.folded == typed else How.BEGINNING, "")
            for parish in found
        ]
    nearest = _nearest_parish_names(typed)
    return [
        FoundParish(
            parish,
            How.MISSPELT,
            reasons.reading(text[:LONGEST].strip(), parish.name, How.MISSPELT.name),
        )
        for parish in parishes.filter(folded__in=nearest).order_by(
            "folded", "authority__name", "gss_code"
        )[:limit]
    ]


def _nearest_parish_names(typed: str) -> list[str]:
    stamp = _stamp()
    if len(typed) < SHORTEST_MISSPELT or stamp is None:
        return []
    near = process.extract(
        typed,
        _parish_names(stamp),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=CLOSE_ENOUGH,
        limit=5,
    )
    return [name for name, _likeness, _position in near]


@lru_cache(maxsize=1)
def _parish_names(stamp: UUID) -> tuple[str, ...]:
    return tuple(Parish.objects.order_by("folded").values_list("folded", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Cell:
    """One council's hexagon on the tile map: pointy at the top, odd rows half a cell to the right.

    `region` is the nation outside England.
    """

    authority: int
    key: str
    name: str
    region: str
    column: int
    row: int


def map_cells(on: date) -> list[Cell]:
    """The lower-tier and unitary councils in being on a day, each on its cell, from the top."""
    councils = (
        Authority.objects.existing_on(on)
        .tiled()
        .real()
        .filter(tile_column__isnull=False, tile_row__isnull=False)
        .order_by("tile_row", "tile_column", "pk")
    )
    return [
        Cell(key, slug, name, region, column, row)
        for key, slug, name, region, column, row in councils.values_list(
            "pk", "key", "short_name", "region", "tile_column", "tile_row"
        )
        if column is not None and row is not None
    ]


def latest_measures(kind: MeasureKind, authorities: Collection[int]) -> Mapping[int, Measure]:
    """The latest of each, by the authority's number; an authority without one is absent."""
    found = Measure.objects.filter(kind=kind, authority__in=authorities).order_by("year", "pk")
    return {measure.authority_id: measure for measure in found}


def areas_under(authorities: Iterable[Authority], *, on: date) -> Mapping[int, frozenset[int]]:
    """For each authority, the lower-tier and unitary councils whose people it covers on a day.

    The union of these sets counts every resident once. One query for any number of authorities.
    """
    bodies = [
        Body(key, kind in TILED, county, combined, police)
        for key, kind, county, combined, police in Authority.objects.existing_on(on).values_list(
            "pk", "kind", "parent_id", "combined_authority_id", "police_area_id"
        )
    ]
    return {authority.pk: areas_covered(authority.pk, bodies) for authority in authorities}
