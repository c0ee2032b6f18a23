"""Who holds which class on a day, as light rows kept in memory until the records change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from uuid import UUID

from django.db.models import Min, Subquery
from django.urls import reverse

from ccin.members.models import Edition, Membership
from ccin.members.states import MEMBER_CLASSES, MembershipClass, OrganisationKind
from ccin.register.models import AuthorityName, Measure
from ccin.register.models import Edition as RegisterEdition
from ccin.register.rules import fold
from ccin.register.states import AuthorityKind, MeasureKind
from ccin.website.rules import Traits

COLUMNS = (
    "organisation",
    "organisation__name",
    "organisation__slug",
    "organisation__kind",
    "organisation__nation",
    "organisation__region",
    "organisation__public_contact",
    "organisation__fictional",
    "membership_class",
    "organisation__authority",
    "organisation__authority__kind",
    "organisation__authority__combined_authority",
    "organisation__principal_council",
    "organisation__authority__name",
    "organisation__authority__short_name",
)
DAYS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Listed:
    url: str
    population: int | None
    pk: int
    name: str
    slug: str
    kind: str
    nation: str
    region: str
    contact: str
    fictional: bool
    membership_class: str
    authority: int | None
    authority_kind: str | None
    combined_authority: int | None
    principal_council: int | None
    official_name: str | None
    short_name: str | None

    @property
    def class_name(self) -> str:
        return str(MembershipClass(self.membership_class).label)

    @property
    def kind_name(self) -> str:
        """A council is named by its kind in the register, any other body by its own."""
        return kind_name(self.kind, self.authority_kind)

    @property
    def where(self) -> str:
        return self.region or self.nation

    @property
    def is_member(self) -> bool:
        return self.membership_class in MEMBER_CLASSES

    def traits(self) -> Traits:
        """A council is compared by its kind in the register, any other body by its own."""
        kind = self.authority_kind or self.kind
        return Traits(self.pk, self.name, kind, self.nation, self.region, self.population)


@dataclass(frozen=True)
class Network:
    """Everyone in a class on a day, real bodies first, each part by name."""

    on: date
    listed: tuple[Listed, ...]

    @cached_property
    def folded(self) -> Mapping[int, tuple[str, ...]]:
        """Every name of each, as names are compared: own, official, short, Welsh, former."""
        at: dict[int, list[int]] = {}
        names: dict[int, list[str]] = {}
        for one in self.listed:
            own = (one.name, one.official_name, one.short_name)
            names[one.pk] = [name for name in own if name]
            if one.authority:
                at.setdefault(one.authority, []).append(one.pk)
        others = AuthorityName.objects.filter(authority__in=at).order_by()
        for authority, text in others.values_list("authority", "text"):
            for pk in at[authority]:
                names[pk].append(text)
        return {pk: tuple(fold(name) for name in known) for pk, known in names.items()}

    def members(self, *, fictional: bool = False) -> list[Listed]:
        """Members of any class; supporters are not members."""
        return [one for one in self.listed if one.is_member and one.fictional == fictional]


def kind_name(kind: str, authority_kind: str | None) -> str:
    if authority_kind:
        return str(AuthorityKind(authority_kind).label)
    return str(OrganisationKind(kind).label)


def network_on(day: date) -> Network:
    """One query while nothing changed."""
    stamps = stamps_of_the_records()
    return _kept(stamps, day) if stamps else _read(day)


def listed_members(day: date, *, fictional: bool = False) -> list[Listed]:
    """Everyone in membership that day, by name; fictional bodies only among themselves."""
    return network_on(day).members(fictional=fictional)


def records_begin_after(day: date) -> date | None:
    """The first day of the records, where a day lies before it: nobody was counted there."""
    real = Membership.objects.filter(organisation__fictional=False)
    first: date | None = real.aggregate(first=Min("starts_on"))["first"]
    return first if first and day < first else None


def stamps_of_the_records() -> tuple[UUID, UUID] | None:
    """Those of the membership and of the register: whatever is kept, is kept under them."""
    of_the_register = RegisterEdition.objects.values("stamp")[:1]
    found = Edition.objects.annotate(register=Subquery(of_the_register))
    return found.values_list("stamp", "register").first()


@lru_cache(maxsize=DAYS_KEPT)
def _kept(stamps: tuple[UUID, UUID], day: date) -> Network:
    return _read(day)


def _read(day: date) -> Network:
    held = Membership.objects.held_on(day).filter(organisation__merged_into__isnull=True)
    in_order = held.order_by("organisation__fictional", "organisation__name", "organisation")
    rows = list(in_order.values_list(*COLUMNS))
    counted = Measure.objects.filter(kind=MeasureKind.POPULATION)
    people = dict(counted.order_by("year").values_list("authority", "value"))
    pages = reverse("website:directory")
    return Network(
        day,
        tuple(Listed(f"{pages}{row[2]}/", people.get(row[9] or 0), *row) for row in rows),
    )
