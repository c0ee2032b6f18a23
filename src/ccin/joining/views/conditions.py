"""Recording that a condition of an approval was met, or that the body does without it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.design.refusals import refusals_on
from ccin.joining.forms.considering import MeetConditionForm, WaiveConditionForm
from ccin.joining.models import Condition
from ccin.joining.operations.conditions import meet_condition, waive_condition
from ccin.joining.states import CONDITION
from ccin.joining.views.considering import found

SETTLING = {
    "meet": (MeetConditionForm, meet_condition),
    "waive": (WaiveConditionForm, waive_condition),
}


def meet(request: ActorRequest, pk: int, condition: int) -> HttpResponse:
    return _settle(request, pk, condition, "meet")


def waive(request: ActorRequest, pk: int, condition: int) -> HttpResponse:
    return _settle(request, pk, condition, "waive")


def _settle(request: ActorRequest, pk: int, key: int, move: str) -> HttpResponse:
    application = found(request, pk)
    condition = get_object_or_404(
        Condition.objects.select_related("application__organisation"),
        pk=key,
        application=application,
    )
    body = application.matter.decided_under.body.pk if application.matter else None
    request.actor.must(CONDITION.move(move, state=condition.state).needs, body=body)
    asked, settle = SETTLING[move]
    form = asked(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            joined = settle(condition, note=form.cleaned_data["note"], by=request.actor)
            messages.success(request, _told(str(application), has_joined=joined))
            return redirect(application)
    title = _("A condition was met") if move == "meet" else _("Do without a condition")
    context = {
        "form": form,
        "title": title,
        "button": _("Record it"),
        "back": application.get_absolute_url(),
        "back_to": str(application),
        "application": application,
        "condition": condition,
    }
    return render(request, "joining/application/settle.html", context)


def _told(name: str, *, has_joined: bool) -> str:
    if has_joined:
        return _("It is recorded, and %(name)s has joined the network") % {"name": name}
    return _("It is recorded")
