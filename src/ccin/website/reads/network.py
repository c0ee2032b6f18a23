"""The members of a day as light rows, for the pages that compare or place many of them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from ccin.members.models import Membership
from ccin.members.states import MEMBER_CLASSES, MembershipClass
from ccin.register.models import Measure
from ccin.register.states import MeasureKind
from ccin.website.rules import Traits

COLUMNS = (
    "organisation",
    "organisation__name",
    "organisation__slug",
    "organisation__kind",
    "organisation__nation",
    "organisation__region",
    "organisation__public_contact",
    "membership_class",
    "organisation__authority",
    "organisation__authority__kind",
    "organisation__authority__combined_authority",
    "organisation__principal_council",
)


@dataclass(frozen=True, slots=True)
class Listed:
    population: int | None
    pk: int
    name: str
    slug: str
    kind: str
    nation: str
    region: str
    contact: str
    membership_class: str
    authority: int | None
    authority_kind: str | None
    combined_authority: int | None
    principal_council: int | None

    @property
    def url(self) -> str:
        return reverse("website:member", args=[self.slug])

    @property
    def class_name(self) -> str:
        return str(MembershipClass(self.membership_class).label)

    @property
    def traits(self) -> Traits:
        """A council is compared by its kind in the register, any other body by its own."""
        kind = self.authority_kind or self.kind
        return Traits(self.pk, self.name, kind, self.nation, self.region, self.population)


def listed_members(day: date, *, fictional: bool = False) -> list[Listed]:
    """Everyone in membership that day, by name; fictional bodies only among themselves."""
    held = Membership.objects.held_on(day).filter(
        membership_class__in=MEMBER_CLASSES,
        organisation__merged_into__isnull=True,
        organisation__fictional=fictional,
    )
    rows = list(held.order_by("organisation__name", "organisation").values_list(*COLUMNS))
    people = populations([row[8] for row in rows if row[8]])
    return [Listed(people.get(row[8] or 0), *row) for row in rows]


def populations(authorities: list[int]) -> dict[int, int]:
    """The latest population of each."""
    counted = Measure.objects.filter(kind=MeasureKind.POPULATION, authority__in=authorities)
    return dict(counted.order_by("year").values_list("authority", "value"))
