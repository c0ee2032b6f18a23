"""What the API and the downloads hand out: real bodies and their public fields alone."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from ccin.members.models import Membership
from ccin.members.states import MEMBER_CLASSES
from ccin.register.models import Authority, Measure
from ccin.register.states import MeasureKind

PUBLISHED_MEASURES = (MeasureKind.POPULATION, MeasureKind.BUDGET)


def members(day: date, *, classes: tuple[str, ...] = MEMBER_CLASSES) -> QuerySet[Membership]:
    """The membership each body held that day, by name of the body."""
    held = Membership.objects.held_on(day).filter(
        membership_class__in=classes,
        organisation__fictional=False,
        organisation__merged_into__isnull=True,
    )
    related = held.select_related(
        "organisation__authority", "organisation__principal_council", "organisation__parish"
    )
    return related.prefetch_related(
        "organisation__identifiers",
        "organisation__authority__gss_codes",
        Prefetch("organisation__authority__measures", queryset=_measures()),
    ).order_by("organisation__name", "organisation")


def authorities(day: date | None = None) -> QuerySet[Authority]:
    """The whole register, or those in being on a day."""
    known = Authority.objects.real()
    found = known.existing_on(day) if day else known
    return found.select_related("parent", "combined_authority").prefetch_related(
        "gss_codes",
        "other_names",
        Prefetch("measures", queryset=_measures()),
    )


def named(found: QuerySet[Authority], text: str) -> QuerySet[Authority]:
    """Those with the text in their official, short or another name."""
    holds = Q(name__icontains=text) | Q(short_name__icontains=text)
    other = Authority.objects.filter(other_names__text__icontains=text).values("pk")
    return found.filter(holds | Q(pk__in=other))


def latest(measures: Iterable[Measure]) -> list[Measure]:
    """Of each kind the one of the latest year, from measures as they are read here."""
    found: dict[str, Measure] = {}
    for measure in measures:
        found.setdefault(measure.kind, measure)
    return list(found.values())


def _measures() -> QuerySet[Measure]:
    """By kind, the latest year first: a comparison within the query costs more than it saves."""
    return Measure.objects.filter(kind__in=PUBLISHED_MEASURES).order_by("kind", "-year", "pk")
