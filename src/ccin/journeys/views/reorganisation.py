"""When councils are reorganised: what is left to move, and moving it."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.journeys.forms.reorganising import MoveCouncilForm, PassOnForm
from ccin.journeys.operations.reorganisation import move_to_successor_council, pass_membership_on
from ccin.journeys.reads.left_behind import left_behind
from ccin.journeys.reads.plans import changes_to_plan
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation
from ccin.members.states import MEMBERSHIP

COMING = timedelta(days=366)


def reorganisation(request: ActorRequest) -> HttpResponse:
    """Members and bodies whose council has ended, or will within a year."""
    request.actor.must(Permission.ORGANISATION_READ_ANY)
    day = today()
    lines = left_behind(day + COMING)
    context = {
        "ended": [line for line in lines if line.last_day < day],
        "ending": [line for line in lines if line.last_day >= day],
        "changes": changes_to_plan(),
        "may_move": request.actor.may(Permission.MEMBERSHIP_CHANGE),
    }
    return render(request, "journeys/reorganisation.html", context)


def pass_on(request: ActorRequest, pk: int) -> HttpResponse:
    seen = Organisation.objects.visible_to(request.actor)
    membership = get_object_or_404(
        Membership.objects.filter(organisation__in=seen).select_related("organisation__authority"),
        pk=pk,
    )
    request.actor.must(MEMBERSHIP.move("change_class", state=membership.state).needs)
    form = PassOnForm(request.POST if request.method == "POST" else None, membership=membership)
    if form.is_valid():
        with refusals_on(form):
            follower = pass_membership_on(membership, form.passing(), by=request.actor)
            words = _("“%(name)s” goes on with the membership")
            messages.success(request, words % {"name": follower.organisation})
            return redirect("members:organisation", follower.organisation_id)
    title = _("Pass the membership of “%(name)s” on") % {"name": membership.organisation}
    return render(request, "design/ask.html", _about(form, title, _("Pass it on")))


def move_council(request: ActorRequest, pk: int) -> HttpResponse:
    """A group or a parish council goes on under the council that took its council's place."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.ORGANISATION_CHANGE, organisation=organisation.pk)
    data = request.POST if request.method == "POST" else None
    form = MoveCouncilForm(data, organisation=organisation)
    if form.is_valid():
        with refusals_on(form):
            successor, version = form.cleaned_data["successor"], form.cleaned_data["version"]
            move_to_successor_council(organisation, successor, version=version, by=request.actor)
            messages.success(request, _("You have moved “%(name)s”") % {"name": organisation})
            return redirect("members:organisation", organisation.pk)
    title = _("Move “%(name)s” to the new council") % {"name": organisation}
    return render(request, "design/ask.html", _about(form, title, _("Move it")))


def _about(form: PassOnForm | MoveCouncilForm, title: str, button: str) -> dict[str, object]:
    return {
        "form": form,
        "title": title,
        "button": button,
        "back": reverse("journeys:reorganisation"),
        "back_to": _("Reorganisation"),
    }
