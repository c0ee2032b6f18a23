"""The country's councils as cells: who is in membership where, on any day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ccin.design.tiles import Kind, Tile
from ccin.members.states import MembershipClass
from ccin.register.reads import Cell, map_cells
from ccin.website.reads.network import Listed, listed_members, stamps_of_the_records

FULL, ASSOCIATE, NONE = "full", "associate", "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A council of the country, and who is in membership there."""

    cell: Cell
    members: list[Listed]
    kind: str
    url: str

    @property
    def is_member(self) -> bool:
        return bool(self.members)


@dataclass(frozen=True)
class Region:
    name: str
    places: list[Place]

    @cached_property
    def with_members(self) -> list[Place]:
        return [place for place in self.places if place.members]

    @cached_property
    def others(self) -> list[Place]:
        return [place for place in self.places if not place.members]


@dataclass(frozen=True)
class CouncilMap:
    on: date
    places: list[Place]
    beside: list[Listed]  # with an area larger than a cell, or one that is no cell that day

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        return tuple(
            Tile(place.cell.column, place.cell.row, _label(place), place.url, place.kind)
            for place in self.places
        )

    @property
    def legend(self) -> list[Kind]:
        return [
            Kind(FULL, _("Full member")),
            Kind(ASSOCIATE, _("Associate here: a group, a town or a parish")),
            Kind(NONE, _("Not yet")),
        ]

    @property
    def title(self) -> str:
        values = {"full": self.number(FULL), "all": len(self.places)}
        return (
            ngettext(
                "Map of %(all)s councils, %(full)s of them a full member",
                "Map of %(all)s councils, %(full)s of them full members",
                values["full"],
            )
            % values
        )

    @property
    def has_members(self) -> bool:
        return bool(self.beside) or any(place.members for place in self.places)

    @cached_property
    def regions(self) -> list[Region]:
        by_region: dict[str, list[Place]] = defaultdict(list)
        for place in sorted(self.places, key=lambda place: place.cell.name):
            by_region[place.cell.region].append(place)
        return [Region(name, places) for name, places in sorted(by_region.items())]

    def number(self, kind: str) -> int:
        return sum(place.kind == kind for place in self.places)


def council_map(on: date) -> CouncilMap:
    """A tile leads to the member's page, or to whether the council can join.

    Kept in memory until the records change: one query then.
    """
    stamps = stamps_of_the_records()
    return _kept(stamps, on, get_language()) if stamps else _drawn_up(on)


@lru_cache(maxsize=8)
def _kept(stamps: tuple[UUID, UUID], on: date, language: str | None) -> CouncilMap:
    return _drawn_up(on)


def _drawn_up(on: date) -> CouncilMap:
    cells = map_cells(on)
    placed = _placed(listed_members(on))
    check = reverse("website:join_check")
    places = [_place(cell, placed.get(cell.authority, []), check) for cell in cells]
    on_the_map = {cell.authority for cell in cells}
    beside = [
        member for place, members in placed.items() if place not in on_the_map for member in members
    ]
    return CouncilMap(on, places, sorted(beside, key=lambda member: member.name))


def _placed(members: list[Listed]) -> Mapping[int, list[Listed]]:
    """By the council that a member is, or that is around it: the council itself first."""
    placed: dict[int, list[Listed]] = defaultdict(list)
    for member in sorted(members, key=lambda member: (member.authority is None, member.name)):
        place = member.authority or member.principal_council
        if place:
            placed[place].append(member)
    return placed


def _place(cell: Cell, members: list[Listed], check: str) -> Place:
    if not members:
        return Place(cell, members, NONE, f"{check}?authority={cell.key}")
    is_full = any(
        member.authority == cell.authority and member.membership_class == MembershipClass.FULL
        for member in members
    )
    return Place(cell, members, FULL if is_full else ASSOCIATE, members[0].url)


def _label(place: Place) -> str:
    values = {"name": place.cell.name, "who": ", ".join(one.name for one in place.members)}
    if place.kind == FULL:
        return _("%(name)s: full member") % values
    if place.kind == ASSOCIATE:
        return _("%(name)s: associate here, %(who)s") % values
    return _("%(name)s: not yet a member; see whether it can join") % values
