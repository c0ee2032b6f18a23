"""The desk of those whom letters do not reach, and of what came in and waits to be read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.journeys.operations.sending_again import send_again
from ccin.journeys.reads.not_reached import explained, open_reaches, to_read
from ccin.journeys.reads.not_reached import not_reached as rows_of
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.outbox.models import Arrival, Reach
from ccin.outbox.operations.arriving import settle_arrival
from ccin.outbox.operations.reaching import look_at
from ccin.outbox.rules.reaching import terms_on

A_PAGE = 25


def not_reached(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.LETTER_READ)
    reaches = open_reaches(request.actor).order_by("-given_up_at", "-last_bounced_at", "-pk")
    page = Paginator(reaches, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(request.actor, list(page)),
        "may_resend": request.actor.may(Permission.LETTER_RESEND),
        "terms": terms_on(today()),
    }
    return render(request, "journeys/not_reached.html", context)


@require_POST
def send_to_address_again(request: ActorRequest, pk: int) -> HttpResponse:
    reach = get_object_or_404(Reach.objects.visible_to(request.actor), pk=pk)
    try:
        sent = send_again(reach, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%d letter goes again", "%d letters go again", sent) % sent
        messages.success(request, words if sent else _("The address counts as good once more"))
    return redirect("journeys:not_reached")


@require_POST
def have_looked(request: ActorRequest, pk: int) -> HttpResponse:
    reach = get_object_or_404(Reach.objects.visible_to(request.actor), pk=pk)
    look_at(reach, by=request.actor)
    messages.success(request, _("It comes back here if another letter does"))
    return redirect("journeys:not_reached")


def arrived(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.LETTER_READ)
    page = Paginator(to_read(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": explained(page),
        "may_settle": request.actor.may(Permission.LETTER_RESEND),
    }
    return render(request, "journeys/arrived.html", context)


@require_POST
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    arrival = get_object_or_404(Arrival.objects.visible_to(request.actor), pk=pk)
    settle_arrival(arrival, by=request.actor)
    messages.success(request, _("Settled: its words are not kept"))
    return redirect("journeys:arrived")
