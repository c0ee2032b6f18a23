"""The directory: who is in membership on a day, searched and filtered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation, SupporterTally
from ccin.members.states import MEMBER_CLASSES, MembershipClass
from ccin.register.models import AuthorityName, Measure
from ccin.register.rules import fold
from ccin.register.states import MeasureKind
from ccin.website.rules import band_limits

PER_PAGE = 100
TAGS = {"full": "good", "associate": "shared", "affiliate": "plain", "supporter": "quiet"}


@dataclass(frozen=True, slots=True)
class Row:
    organisation: Organisation
    membership_class: str
    people: int | None

    @property
    def class_name(self) -> str:
        return str(MembershipClass(self.membership_class).label)

    @property
    def tag_kind(self) -> str:
        return TAGS[self.membership_class]

    @property
    def kind_name(self) -> str:
        return kind_name(self.organisation)

    @property
    def where(self) -> str:
        return self.organisation.region or self.organisation.nation


@dataclass(frozen=True, slots=True)
class Directory:
    on: date
    page: Page[Any]  # of what the rows are made from; `rows` is what to show
    rows: list[Row]
    by_class: Mapping[str, int]  # real bodies on that day, whatever is filtered
    fictional: int
    named_supporters: int
    unnamed_supporters: int

    @property
    def members(self) -> int:
        return sum(self.by_class.values())


def directory(wanted: Mapping[str, Any], *, number: str = "1") -> Directory:
    """`wanted` holds the form's clean values; what is missing does not filter."""
    day = wanted.get("on") or today()
    found = _filtered(wanted, day)
    if wanted.get("q"):
        found = found.filter(pk__in=_named(wanted["q"]))
    counts = _counts(day)
    page = Paginator(found, PER_PAGE).get_page(number)
    return Directory(
        on=day,
        page=page,
        rows=[Row(one, one.held_class, one.people) for one in page],
        by_class={name: counts.get((name, False), 0) for name in MEMBER_CLASSES},
        fictional=sum(number for (_name, fictional), number in counts.items() if fictional),
        named_supporters=counts.get((MembershipClass.SUPPORTER, False), 0),
        unnamed_supporters=_tally(day),
    )


def with_membership(day: date) -> QuerySet[Any]:
    """Organisations with the class they hold on a day and their latest population."""
    held = Membership.objects.held_on(day).filter(organisation=OuterRef("pk"))
    people = (
        Measure.objects.filter(authority=OuterRef("authority"), kind=MeasureKind.POPULATION)
        .order_by("-year")
        .values("value")[:1]
    )
    return Organisation.objects.kept().annotate(
        held_class=Subquery(held.values("membership_class")[:1]),
        people=Subquery(people),
    )


def kind_name(organisation: Organisation) -> str:
    """A council is named by its kind in the register, any other body by its own."""
    authority = organisation.authority
    return str((authority or organisation).get_kind_display())


def places() -> tuple[list[str], list[str]]:
    """The nations and regions in which the network knows a body."""
    pairs = set(Organisation.objects.kept().order_by().values_list("nation", "region").distinct())
    nations = sorted({nation for nation, _region in pairs if nation})
    return nations, sorted({region for _nation, region in pairs if region} - set(nations))


def _filtered(wanted: Mapping[str, Any], day: date) -> QuerySet[Any]:
    chosen = wanted.get("membership_class")
    classes = [chosen] if chosen else list(MEMBER_CLASSES)
    found = with_membership(day).filter(held_class__in=classes)
    for name in ("kind", "nation", "region"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    if wanted.get("size"):
        at_least, below = band_limits(wanted["size"])
        found = found.filter(people__gte=at_least)
        if below:
            found = found.filter(people__lt=below)
    related = found.select_related("authority", "principal_council")
    return related.order_by("fictional", "name", "pk")


def _named(text: str) -> list[int]:
    """Organisations with every word of the text in one of their names: own, official, other."""
    words = fold(text).split()
    names: dict[int, list[str]] = {}
    at_authority: dict[int, int] = {}
    known = Organisation.objects.kept().order_by()
    for pk, authority, name, short, official in known.values_list(
        "pk", "authority", "name", "authority__short_name", "authority__name"
    ):
        names[pk] = [name, short or "", official or ""]
        if authority:
            at_authority[authority] = pk
    others = AuthorityName.objects.filter(authority__in=known.values("authority")).order_by()
    for authority, other in others.values_list("authority", "text"):
        names[at_authority[authority]].append(other)
    return [pk for pk, texts in names.items() if any(_holds(text, words) for text in texts)]


def _holds(name: str, words: list[str]) -> bool:
    folded = fold(name)
    return all(word in folded for word in words)


def _counts(day: date) -> dict[tuple[str, bool], int]:
    held = Membership.objects.held_on(day).filter(organisation__merged_into__isnull=True)
    rows = held.order_by().values_list("membership_class", "organisation__fictional")
    return {
        (name, fictional): number
        for name, fictional, number in rows.annotate(number=Count("organisation", distinct=True))
    }


def _tally(day: date) -> int:
    current = SupporterTally.objects.filter(starts_on__lte=day).exclude(ends_on__lt=day)
    return current.aggregate(total=Sum("count"))["total"] or 0
