"""The e-mails of an issue on their way: a copy to try, who was on the list, stop, go on, again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.errors import Refused
from ccin.newsroom.forms.announcements import StopAnnouncementForm
from ccin.newsroom.models import Issue
from ccin.newsroom.operations.issue_letters import (
    go_on_with_issue,
    resend_issue,
    stop_issue,
    try_issue,
)
from ccin.newsroom.views.on_the_list import people_on


@require_POST
def try_it(request: ActorRequest, pk: int) -> HttpResponse:
    issue = _own(request, pk)
    _say(request, lambda: _("A copy is on its way to %s") % try_issue(issue, by=request.actor))
    return redirect("newsroom:preview_issue", pk)


def stop(request: ActorRequest, pk: int) -> HttpResponse:
    issue = _own(request, pk)
    form = StopAnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            left = stop_issue(issue, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("It is stopped. Not written to: %s") % left)
            return redirect("newsroom:work_issue", pk)
    return render(request, "newsroom/issue_stop.html", {"issue": issue, "form": form})


@require_POST
def go_on(request: ActorRequest, pk: int) -> HttpResponse:
    issue = _own(request, pk)

    def act() -> str:
        go_on_with_issue(issue, by=request.actor)
        return _("It goes on to those who have not got it")

    _say(request, act)
    return redirect("newsroom:work_issue", pk)


@require_POST
def resend(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.LETTER_RESEND)
    issue = get_object_or_404(Issue, pk=pk)

    def act() -> str:
        number = resend_issue(issue, by=request.actor)
        if not number:
            return _("Nobody is left who could be tried again: correct their addresses first")
        again = ngettext(
            "It is tried again with %s person", "It is tried again with %s people", number
        )
        return again % number

    _say(request, act)
    return redirect("newsroom:work_issue", pk)


@require_safe
def people(request: ActorRequest, pk: int) -> HttpResponse:
    """Everybody on the list of one that was sent, and what became of their letter."""
    issue = _own(request, pk)
    if issue.mailing is None:
        return redirect("newsroom:send_issue", pk)
    context = {"issue": issue, **people_on(issue.mailing, request)}
    return render(request, "newsroom/issue_people.html", context)


def _own(request: ActorRequest, pk: int) -> Issue:
    request.actor.must(Permission.MAILING_SEND)
    return get_object_or_404(Issue.objects.select_related("mailing"), pk=pk)


def _say(request: ActorRequest, act: Callable[[], str]) -> None:
    """Do it and say what came of it, or why it was refused."""
    try:
        messages.success(request, act())
    except Refused as refusal:
        messages.error(request, str(refusal))
