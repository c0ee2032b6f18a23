"""Requests about data: what is due, for staff and on the desk."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.journeys.models import DataRequest
from ccin.journeys.states import RequestState
from ccin.kernel.waiting import Waiting
from ccin.library.reads.asking import working_days_after
from ccin.members.models import Person

ONE_DAY = timedelta(days=1)
FROM_THE_SITE = "this site"
SHOWN = 20


def next_working_day(day: date) -> date:
    """The day itself if it is a working day in England, else the next one."""
    return working_days_after(day - ONE_DAY, 1)


def waiting_for(actor: Actor) -> list[Waiting]:
    """For whoever may answer: open requests on which the clock runs, the one due first."""
    if not actor.may(Permission.DATA_REQUEST_ANSWER):
        return []
    running = DataRequest.objects.filter(state=RequestState.RECEIVED).order_by("due_on", "pk")
    return [
        Waiting(
            what=_("Answer a request about data: %(kind)s") % {"kind": each},
            address=reverse("journeys:data_request", args=[each.pk]),
            since=each.received_on,
            due_on=each.due_on if each.acknowledged_at else each.acknowledged_by,
        )
        for each in running[:SHOWN]
    ]


def who_it_may_be(request: DataRequest) -> QuerySet[Person]:
    """The people whom we know by the address or the name that was given."""
    given = Q(pk__in=[])
    if request.email:
        given |= Q(email__iexact=request.email)
    if request.name:
        given |= Q(name__iexact=request.name)
    return Person.objects.kept().filter(given).order_by("name", "pk")
