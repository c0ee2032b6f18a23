"""The network's figures on a day, each with its year, definition, source and the list behind it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import cast
from uuid import UUID

from django.db.models import Subquery, Sum

from ccin.members.models import Edition, Membership, Snapshot, SupporterTally
from ccin.members.reasons import FIGURE_NAMES, definition_of, source_of_counts
from ccin.members.rules.figures import (
    KEYS,
    Difference,
    Map,
    Now,
    Published,
    Total,
    Yearly,
    best_year,
    differences,
    total,
    union_of_areas,
)
from ccin.members.states import MEMBER_CLASSES, EndReason, MembershipClass
from ccin.register.models import Authority, Measure, Succession
from ccin.register.models import Edition as RegisterEdition
from ccin.register.states import COUNTIES, PRINCIPAL_COUNCILS, MeasureKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is published: nothing is said without its year, definition and source."""

    key: str
    value: int
    year: str
    definition: str
    source: str

    @property
    def name(self) -> str:
        return str(FIGURE_NAMES[self.key])


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the list behind the figures."""

    organisation: int
    name: str
    slug: str
    kind: str
    membership_class: str
    sub_kind: str
    since: date
    since_is_known: bool
    brought_forward: bool
    source: str
    authority: int | None
    authority_key: str
    authority_kind: str
    nation: str
    population: Yearly | None = None
    budget: Yearly | None = None

    @property
    def counts_as(self) -> str:
        """The key of the figure that counts it."""
        supports = self.membership_class == MembershipClass.SUPPORTER
        return "supporters" if supports else self.membership_class

    @property
    def is_council(self) -> bool:
        """Whether its residents and budget count: combined authorities and PCCs are left out."""
        return (
            self.membership_class == MembershipClass.FULL
            and self.authority_kind in PRINCIPAL_COUNCILS
        )


@dataclass(frozen=True)
class Figures:
    on: date
    full: Figure
    associate: Figure
    affiliate: Figure
    supporters: Figure
    citizens: Figure
    budget: Figure
    counted: tuple[Counted, ...]
    unnamed_supporters: int
    budget_measures: tuple[str, ...]  # one for each nation that measures in its own way
    without_a_number: tuple[str, ...]  # councils whose population or budget is not known

    @cached_property
    def by_key(self) -> dict[str, Figure]:
        return {key: getattr(self, key) for key in KEYS}

    @property
    def members(self) -> int:
        return self.full.value + self.associate.value + self.affiliate.value

    @property
    def councils(self) -> list[Counted]:
        return [line for line in self.counted if line.is_council]

    def in_class(self, membership_class: str) -> list[Counted]:
        return [line for line in self.counted if line.membership_class == membership_class]


def figures(on: date) -> Figures:
    """Counted live from the records of that day; real bodies only. Always the same few queries.

    Kept in memory until the membership or the register gets a new stamp.
    """
    stamps = _stamps()
    return _kept(stamps, on) if stamps else _count(on)


def _stamps() -> tuple[UUID, UUID] | None:
    of_the_register = RegisterEdition.objects.values("stamp")[:1]
    found = Edition.objects.annotate(register=Subquery(of_the_register))
    return found.values_list("stamp", "register").first()


@lru_cache(maxsize=32)
def _kept(stamps: tuple[UUID, UUID], on: date) -> Figures:
    return _count(on)


def _count(on: date) -> Figures:
    listed = _listed(on)
    councils = {
        line.authority: line.nation for line in listed if line.is_council and line.authority
    }
    areas = union_of_areas(councils, _map_of(councils, on))
    wanted = areas | {line.authority for line in listed if line.authority}
    people = _numbers(MeasureKind.POPULATION, wanted, str(on.year))
    money = _numbers(MeasureKind.BUDGET, wanted, _financial_year(on))
    citizens = total(areas, {key: found.number for key, found in people.items()})
    budget = total(councils, {key: found.number for key, found in money.items()})
    counted = tuple(_with_numbers(line, people, money) for line in listed)
    measures = sorted(
        {f"{nation}: {money[key].definition}" for key, nation in councils.items() if key in money}
    )
    unnamed = _unnamed_supporters(on)
    counts = {key: len([line for line in counted if line.counts_as == key]) for key in KEYS[:4]}
    counts["supporters"] += unnamed
    return Figures(
        **{
            key: Figure(key, value, str(on.year), definition_of(key), _source(key, counted, on))
            for key, value in counts.items()
        },
        citizens=_sum("citizens", citizens, people, areas),
        budget=_sum("budget", budget, money, councils, *measures),
        on=on,
        counted=counted,
        unnamed_supporters=unnamed,
        budget_measures=tuple(measures),
        without_a_number=_names(citizens.missing | budget.missing),
    )


def explain_difference(live: Figures, snapshot: Snapshot) -> tuple[Difference, ...]:
    """Where the live figures differ from what was published, and why."""
    given = {key: getattr(snapshot, key) for key in KEYS}
    joined, left = _joined_and_left(snapshot.as_at, live.on)
    return differences(
        Now(
            values={key: figure.value for key, figure in live.by_key.items()},
            years={key: figure.year for key, figure in live.by_key.items()},
            measures=live.budget_measures,
            brought_forward_from=tuple(
                sorted({line.source for line in live.counted if line.brought_forward})
            ),
            joined=joined,
            left=left,
        ),
        Published(
            as_at_text=snapshot.as_at_text,
            values={key: value for key, value in given.items() if value is not None},
            note=snapshot.note,
        ),
    )


def differences_from_published(live: Figures) -> dict[Snapshot, tuple[Difference, ...]]:
    """For each figure the snapshot that gave it last, until that day; where it differs, why."""
    latest: dict[str, Snapshot] = {}
    for snapshot in Snapshot.objects.filter(as_at__lte=live.on).order_by("as_at", "-pk"):
        latest.update({key: snapshot for key in KEYS if getattr(snapshot, key) is not None})
    found: dict[Snapshot, tuple[Difference, ...]] = {}
    for snapshot in dict.fromkeys(latest.values()):
        told = explain_difference(live, snapshot)
        found[snapshot] = tuple(each for each in told if latest[each.key] == snapshot)
    return {snapshot: told for snapshot, told in found.items() if told}


@dataclass(frozen=True, slots=True)
class _Measured:
    number: Yearly
    definition: str
    source: str


def _listed(on: date) -> list[Counted]:
    held = Membership.objects.held_on(on).filter(
        organisation__merged_into__isnull=True, organisation__fictional=False
    )
    rows = held.order_by("organisation__name", "organisation").values_list(
        "organisation",
        "organisation__name",
        "organisation__slug",
        "organisation__kind",
        "membership_class",
        "sub_kind",
        "starts_on",
        "starts_on_is_known",
        "brought_forward",
        "source",
        "organisation__authority",
        "organisation__authority__key",
        "organisation__authority__kind",
        "organisation__nation",
    )
    return [
        Counted(
            *row[:11],
            authority_key=row[11] or "",
            authority_kind=row[12] or "",
            nation=row[13],
        )
        for row in rows
    ]


def _map_of(councils: Collection[int], on: date) -> Map:
    """A county covers its districts of that day, or of its own last day if it is gone."""
    kinds = Authority.objects.filter(pk__in=councils).values_list("pk", "kind", "valid_to")
    areas_of: dict[int, frozenset[int]] = {}
    counties: dict[int, date] = {}
    for pk, kind, valid_to in kinds.order_by():
        areas_of[pk] = frozenset() if kind in COUNTIES else frozenset({pk})
        if kind in COUNTIES:
            counties[pk] = min(on, valid_to or on)
    districts = Authority.objects.filter(parent__in=counties).tiled().order_by()
    for pk, parent_or_none, valid_from, valid_to in districts.values_list(
        "pk", "parent", "valid_from", "valid_to"
    ):
        parent = cast(int, parent_or_none)
        day = counties[parent]
        if (valid_from or day) <= day <= (valid_to or day):
            areas_of[parent] |= {pk}
    areas = {area for covered in areas_of.values() for area in covered}
    passed_on = Succession.objects.filter(predecessor__in=areas, event__happens_on__lte=on)
    successors: dict[int, frozenset[int]] = defaultdict(frozenset)
    for predecessor, successor in passed_on.order_by().values_list("predecessor", "successor"):
        successors[predecessor] |= {successor}
    return Map(areas_of, successors)


def _numbers(kind: str, authorities: Collection[int], up_to: str) -> dict[int, _Measured]:
    rows: dict[int, list[_Measured]] = defaultdict(list)
    found = Measure.objects.filter(kind=kind, authority__in=authorities).order_by("definition")
    for authority, value, year, definition, source in found.values_list(
        "authority", "value", "year", "definition", "source"
    ):
        rows[authority].append(_Measured(Yearly(value, year), definition, source))
    return {
        authority: next(
            row
            for row in measured
            if row.number == best_year([each.number for each in measured], up_to=up_to)
        )
        for authority, measured in rows.items()
    }


def _financial_year(on: date) -> str:
    first = on.year if (on.month, on.day) >= (4, 1) else on.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _with_numbers(
    line: Counted, people: Mapping[int, _Measured], money: Mapping[int, _Measured]
) -> Counted:
    if line.authority is None:
        return line
    population, budget = people.get(line.authority), money.get(line.authority)
    return replace(
        line,
        population=population.number if population else None,
        budget=budget.number if budget else None,
    )


def _sum(
    key: str, added: Total, numbers: Mapping[int, _Measured], keys: Iterable[int], *measures: str
) -> Figure:
    sources = sorted({numbers[one].source for one in keys if one in numbers})
    return Figure(key, added.value, added.year, definition_of(key, *measures), "; ".join(sources))


def _source(key: str, counted: Iterable[Counted], on: date) -> str:
    ours = {line.source for line in counted if line.counts_as == key and line.brought_forward}
    return source_of_counts(on, sorted(ours))


def _unnamed_supporters(on: date) -> int:
    current = SupporterTally.objects.filter(starts_on__lte=on).exclude(ends_on__lt=on)
    return current.aggregate(total=Sum("count"))["total"] or 0


def _names(authorities: Collection[int]) -> tuple[str, ...]:
    found = Authority.objects.filter(pk__in=authorities).order_by("name")
    return tuple(found.values_list("name", flat=True))


def _joined_and_left(after: date, until: date) -> tuple[int, int]:
    """How many members joined and left between two days. A change of class is neither; nor is a
    membership whose first day is not known."""
    real = Membership.objects.filter(
        organisation__fictional=False, membership_class__in=MEMBER_CLASSES
    ).exclude(end_reason=EndReason.CORRECTED)
    gone = [EndReason.CLASS_CHANGED, EndReason.CONTROL_CHANGED, EndReason.SUCCEEDED, ""]
    return (
        real.filter(
            starts_on__gt=after,
            starts_on__lte=until,
            starts_on_is_known=True,
            previous__isnull=True,
        ).count(),
        real.filter(ends_on__gte=after, ends_on__lt=until).exclude(end_reason__in=gone).count(),
    )
