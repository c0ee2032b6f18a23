"""The welcome lists: staff see who is stuck, a main contact sees their own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.joining.forms.considering import TickForm
from ccin.joining.models import Welcome, WelcomeItem
from ccin.joining.operations.welcome import tick_item, untick_item
from ccin.joining.reads.welcome import newcomer_of, newcomers
from ccin.joining.views.pipeline import ways_for
from ccin.kernel.clock import today


def welcomes(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.APPLICATION_READ_ANY)
    context = {"newcomers": newcomers(today()), **ways_for(request.actor)}
    return render(request, "joining/welcome/list.html", context)


def welcome(request: ActorRequest, pk: int) -> HttpResponse:
    seen = get_object_or_404(
        Welcome.objects.visible_to(request.actor).select_related("organisation", "mentor"), pk=pk
    )
    context = {
        "newcomer": newcomer_of(seen, today()),
        "may_tick": seen.closed_on is None and request.actor.may(Permission.WELCOME_CHANGE),
        "may_keep": seen.closed_on is None
        and request.actor.may(Permission.MEMBER_PAGE_CHANGE, organisation=seen.organisation_id),
        "is_staff": request.actor.may(Permission.APPLICATION_READ_ANY),
    }
    return render(request, "joining/welcome/show.html", context)


@require_POST
def tick(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    item = _item(request, pk, kind)
    form = TickForm(request.POST)
    form.is_valid()
    tick_item(item, note=form.cleaned_data.get("note", ""), by=request.actor)
    messages.success(request, _("Done: %(item)s") % {"item": item})
    return redirect("joining:welcome", pk)


@require_POST
def untick(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    item = _item(request, pk, kind)
    untick_item(item, by=request.actor)
    messages.success(request, _("To be done again: %(item)s") % {"item": item})
    return redirect("joining:welcome", pk)


def _item(request: ActorRequest, pk: int, kind: str) -> WelcomeItem:
    seen = Welcome.objects.visible_to(request.actor)
    items = WelcomeItem.objects.select_related("welcome__organisation")
    return get_object_or_404(items, welcome__in=seen.filter(pk=pk), kind=kind)
