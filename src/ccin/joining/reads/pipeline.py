"""The pipeline: where every application stands, for whom it waits and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, NullIf, RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import Question
from ccin.governance.states import FOR_RECOMMENDATION
from ccin.joining.models import Application
from ccin.joining.states import (
    APPROVED,
    DRAFT,
    JOINED,
    RETURNED,
    UNDER_CONSIDERATION,
    Place,
)
from ccin.kernel.clock import today

JOINED_LATELY = timedelta(days=90)
ON_A_COLUMN = 30
# What the table may be sorted by, and how.
ORDERS: dict[str, tuple[str, ...]] = {
    "since": ("waits_since", "pk"),
    "name": ("name", "pk"),
    "class": ("membership_class", "sub_kind", "name", "pk"),
    "region": ("region", "name", "pk"),
    "place": ("place", "waits_since", "pk"),
    "owner": ("enquiry__owner__name", "name", "pk"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One application as the pipeline shows it."""

    application: Application
    place: Place
    waits_for: str
    since: date
    days: int
    region: str
    owner: str

    @property
    def waits(self) -> bool:
        return self.place in WAITING_PLACES


@dataclass(frozen=True, slots=True)
class Column:
    place: Place
    lines: list[Line]
    more: int

    @property
    def count(self) -> int:
        return len(self.lines) + self.more


WAITING_PLACES = (Place.DRAFT, Place.RECOMMEND, Place.DECIDE, Place.APPLICANT, Place.CONDITIONS)
BOARD = (*WAITING_PLACES, Place.JOINED)


def may_read_pipeline(actor: Actor) -> bool:
    return actor.may(Permission.APPLICATION_READ_ANY) or actor.may_somewhere(Permission.MATTER_READ)


def placed(applications: QuerySet[Application]) -> QuerySet[Any]:
    """With each: its place, since when it waits there, and its region."""
    asked = Question.objects.filter(matter=OuterRef("matter"), answered_at=None)
    first = asked.order_by("asked_at").values("asked_at")[:1]
    considered = {"state": UNDER_CONSIDERATION}
    regions = [
        NullIf(F(f"{path}__region"), Value(""))
        for path in ("authority", "principal_council", "parish__authority", "organisation")
    ]
    return applications.annotate(
        place=Case(
            When(state=DRAFT, then=Value(Place.DRAFT.value)),
            When(state=RETURNED, then=Value(Place.APPLICANT.value)),
            When(Exists(asked), **considered, then=Value(Place.APPLICANT.value)),
            When(
                **considered,
                matter__state=FOR_RECOMMENDATION,
                then=Value(Place.RECOMMEND.value),
            ),
            When(**considered, then=Value(Place.DECIDE.value)),
            When(state=APPROVED, then=Value(Place.CONDITIONS.value)),
            When(state=JOINED, then=Value(Place.JOINED.value)),
            default=Value(Place.ENDED.value),
            output_field=CharField(),
        ),
        waits_since=Case(
            When(
                **considered, then=Coalesce(Subquery(first), F("matter__waits_since"), "changed_at")
            ),
            default=Coalesce(F("closed_at"), F("changed_at")),
        ),
        region=Coalesce(*regions, Value("")),
    )


def pipeline(actor: Actor) -> QuerySet[Any]:
    """What this reader may see of it."""
    return with_what_a_line_needs(Application.objects.visible_to(actor))


def with_what_a_line_needs(applications: QuerySet[Application]) -> QuerySet[Any]:
    return placed(applications).select_related(
        "enquiry__owner",
        "matter__recommended_under__clause__terms__body",
        "matter__decided_under__clause__terms__body",
    )


def lines(applications: Iterable[Application]) -> list[Line]:
    day = today()
    return [_line(application, day) for application in applications]


def board(actor: Actor) -> list[Column]:
    """The columns by where an application waits, the longest waiting on top."""
    since = timezone.now() - JOINED_LATELY
    found = pipeline(actor).filter(place__in=[place.value for place in BOARD])
    found = found.exclude(state=JOINED, closed_at__lt=since)
    newest = Case(When(state=JOINED, then=F("closed_at")))
    ordered = [newest.desc(), F("waits_since").asc(), F("pk").asc()]
    shown = found.annotate(
        row=Window(RowNumber(), partition_by=[F("place")], order_by=ordered),
        there=Window(Count("pk"), partition_by=[F("place")]),
    ).filter(row__lte=ON_A_COLUMN)
    by_place: dict[Place, list[Line]] = {place: [] for place in BOARD}
    counts: dict[Place, int] = {}
    for line in lines(shown.order_by("row", "pk")):
        by_place[line.place].append(line)
        counts[line.place] = cast(Any, line.application).there
    return [
        Column(place, found_there, counts.get(place, 0) - len(found_there))
        for place, found_there in by_place.items()
    ]


def line_of(application: Application) -> Line:
    """The line of one application that was found without its place."""
    found = with_what_a_line_needs(Application.objects.filter(pk=application.pk))
    return _line(found.get(), today())


def _line(application: Application, day: date) -> Line:
    annotated = cast(Any, application)
    place = Place(annotated.place)
    since: datetime = annotated.waits_since
    began = timezone.localtime(since).date()
    owner = application.enquiry.owner if application.enquiry else None
    return Line(
        application=application,
        place=place,
        waits_for=_waits_for(application, place),
        since=began,
        days=max(0, (day - began).days),
        region=annotated.region,
        owner=str(owner or ""),
    )


def _waits_for(application: Application, place: Place) -> str:
    if place in (Place.RECOMMEND, Place.DECIDE) and application.matter:
        power, body = application.matter.power, str(application.matter.body)
        words = (
            _("an officer on behalf of the %(body)s") if power.is_delegated else _("the %(body)s")
        )
        return words % {"body": body}
    if place in (Place.DRAFT, Place.APPLICANT, Place.CONDITIONS):
        return _("the applicant")
    return ""
