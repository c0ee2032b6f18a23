"""What of the library is read, searched for and not found, adopted, and gone stale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.library.models import Adoption, Resource, Use
from ccin.library.rules.uses import unread_since
from ccin.library.states.adoptions import WITHDRAWN
from ccin.library.states.uses import DOWNLOADED, NOT_FOUND, READ, SEARCHED
from ccin.members.models import Organisation

SHOWN = {
    "read": gettext_lazy("Read most"),
    "searched": gettext_lazy("Searched for most"),
    "not-found": gettext_lazy("Searched for and not found"),
    "adopted": gettext_lazy("Taken up most"),
    "stale": gettext_lazy("Gone stale"),
}
OF_RESOURCES = (READ, DOWNLOADED)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page of use: what, how often in each sense of its table, and a word to it."""

    what: str
    url: str
    numbers: tuple[int, ...]
    note: str = ""
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What one of the tables counts: the headings of its numbers, and its rows, all of them."""

    headings: tuple[str, ...]
    rows: QuerySet[Any]

    def lines(self, rows: Sequence[Any]) -> list[Line]:
        """Those of a page, with their titles in one query more."""
        if rows and isinstance(rows[0], Resource):
            return [_stale_line(each) for each in rows]
        if rows and "words" in rows[0]:
            return [_search_line(each) for each in rows]
        keys = [int(each["on"]) for each in rows if str(each["on"]).isdecimal()]
        known = Resource.objects.in_bulk(keys)
        return [_resource_line(each, known) for each in rows]


def table(show: str, since: date) -> Table:
    if show in {"searched", "not-found"}:
        headings = (_("Times"), _("Organisations known"))
        return Table(headings, _searches(SEARCHED if show == "searched" else NOT_FOUND, since))
    if show == "adopted":
        return Table((_("Organisations"), _("Told what came of it")), _adopted(since))
    if show == "stale":
        return Table((), stale(today()))
    return Table((_("Times"), _("Organisations known")), _read(since))


def _read(since: date) -> QuerySet[Any]:
    found = Use.objects.filter(kind__in=OF_RESOURCES, day__gte=since).order_by()
    counted = found.values(on=F("key")).annotate(
        number=Sum("times"), others=Count("organisation", distinct=True)
    )
    return counted.order_by("-number", "on")


def _searches(kind: str, since: date) -> QuerySet[Any]:
    found = Use.objects.filter(kind=kind, day__gte=since).order_by()
    counted = found.values(words=F("key")).annotate(
        number=Sum("times"), others=Count("organisation", distinct=True), last=Max("day")
    )
    return counted.order_by("-number", "words")


def _adopted(since: date) -> QuerySet[Any]:
    found = Adoption.objects.standing().filter(recorded_on__gte=since).order_by()
    counted = found.values(on=Cast("resource", CharField())).annotate(
        number=Count("pk"), others=Count("pk", filter=~Q(outcome=""))
    )
    return counted.order_by("-number", "on")


def stale(on: date) -> QuerySet[Resource]:
    """Published, and its review is overdue; or nobody has read it for a year, once use has been
    counted for so long."""
    overdue = Q(review_due_on__lt=on)
    begins = unread_since(on, counted_since())
    published = Resource.objects.published().select_related("owner")
    if begins is None:
        return published.filter(overdue).order_by("review_due_on", "pk")
    read = Use.objects.filter(
        kind__in=OF_RESOURCES, day__gte=begins, key=Cast(OuterRef("pk"), CharField())
    )
    unread = ~Exists(read) & Q(published_on__lt=begins)
    return published.filter(overdue | unread).order_by("review_due_on", "pk")


def counted_since() -> date | None:
    day: date | None = Use.objects.aggregate(day=Min("day"))["day"]
    return day


def _resource_line(row: dict[str, Any], known: dict[int, Resource]) -> Line:
    numbers = (row["number"], row["others"])
    resource = known.get(int(row["on"])) if str(row["on"]).isdecimal() else None
    if resource is None:
        return Line(_("Kept no more"), "", numbers)
    url = resource.get_absolute_url()
    return Line(resource.title, url, numbers, fictional=resource.fictional)


def _search_line(row: dict[str, Any]) -> Line:
    return Line(row["words"], "", (row["number"], row["others"]), note=row["last"].isoformat())


def _stale_line(resource: Resource) -> Line:
    due = resource.review_due_on
    if due and due < today():
        note = _("Review was due on %(day)s") % {"day": date_format(due, "j F Y")}
    else:
        note = _("Read by nobody for a year")
    return Line(
        resource.title,
        reverse("library:work", args=[resource.pk]),
        (),
        note=note,
        fictional=resource.fictional,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What an organisation gave, as its own people see it on their desk; of the last year."""

    organisation: Organisation
    published: int
    times_read: int
    adopters: int


def given_by_mine(actor: Actor, since: date) -> list[Given]:
    """Of each organisation that this actor writes for and that has published anything."""
    mine = actor.organisations_where(Permission.RESOURCE_WRITE)
    if not mine:
        return []
    readable = Resource.objects.readable().filter(owner__in=mine)
    owners = dict(readable.order_by().values_list("pk", "owner"))
    if not owners:
        return []
    times = dict.fromkeys(mine, 0)
    read = Use.objects.filter(
        kind__in=OF_RESOURCES, key__in=[str(key) for key in owners], day__gte=since
    )
    for key, number in read.order_by().values_list("key").annotate(number=Sum("times")):
        times[owners[int(key)]] += number
    adopted = Adoption.objects.filter(resource__in=list(owners)).exclude(stage=WITHDRAWN)
    adopters = dict(adopted.order_by().values_list("resource__owner").annotate(number=Count("pk")))
    published = list(owners.values())
    return [
        Given(each, published.count(each.pk), times[each.pk], adopters.get(each.pk, 0))
        for each in Organisation.objects.filter(pk__in=set(published))
    ]
