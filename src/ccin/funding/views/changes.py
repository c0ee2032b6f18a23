"""Changes asked of projects: asking, reading, deciding, taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.changes import AskChangeForm
from ccin.funding.models import ChangeRequest
from ccin.funding.operations.changes import ask_for_change, decide_change, withdraw_change
from ccin.funding.reads.changes import can_decide, change_page, changes_seen_by
from ccin.funding.states import ChangeKind
from ccin.funding.views.projects import ask, found
from ccin.governance.forms.matters import SayForm
from ccin.kernel.lifecycle import MoveNotAllowed


def ask_change(request: ActorRequest, slug: str, kind: str) -> HttpResponse:
    project = found(request, slug)
    if kind not in ChangeKind.values:
        raise Http404
    if not request.actor.may(Permission.PROJECT_KEEP):
        request.actor.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    form = AskChangeForm(
        request.POST if request.method == "POST" else None, project=project, kind=kind
    )
    if form.is_valid():
        with refusals_on(form):
            change = ask_for_change(project, form.asking(), by=request.actor)
            messages.success(request, _("The change is asked for, and waits for a decision"))
            return redirect(change)
    title = _("Ask for a change: %(kind)s") % {"kind": ChangeKind(kind).label.lower()}
    return ask(request, project, form, title, _("Ask for it"))


@require_safe
def change(request: ActorRequest, pk: int) -> HttpResponse:
    page = change_page(_found(request, pk), request.actor)
    return render(request, "funding/projects/change.html", {"page": page, "change": page.change})


def decide(request: ActorRequest, pk: int) -> HttpResponse:
    seen = _found(request, pk)
    _refuse_unless_decided_by(request, seen)
    assert seen.matter is not None
    form = SayForm(
        request.POST if request.method == "POST" else None, matter=seen.matter, actor=request.actor
    )
    if form.is_valid():
        with refusals_on(form):
            said = decide_change(seen, form.saying(), by=request.actor)
            words = _("Decision %(number)s is on the record, and the lead is told")
            messages.success(request, words % {"number": said.number})
            return redirect(seen)
    context = {"change": seen, "form": form, "title": _("Record what is decided")}
    return render(request, "funding/projects/say.html", context)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    seen = _found(request, pk)
    withdraw_change(seen, by=request.actor)
    messages.success(request, _("The change is taken back"))
    return redirect(seen)


def _found(request: ActorRequest, pk: int) -> ChangeRequest:
    return get_object_or_404(changes_seen_by(request.actor), pk=pk)


def _refuse_unless_decided_by(request: ActorRequest, seen: ChangeRequest) -> None:
    """Who could never decide is refused; who came too late is told so."""
    if can_decide(seen, request.actor):
        return
    matter = seen.matter
    if matter is None:
        raise MoveNotAllowed("change that was never brought before a body")
    power = matter.decided_under
    delegated = power.is_delegated and request.actor.may(Permission.MATTER_DECIDE_DELEGATED)
    if delegated or request.actor.may(Permission.MATTER_DECIDE, body=power.body.pk):
        raise MoveNotAllowed(f"change that is {seen.state} cannot be decided")
    raise PermissionDenied(Permission.MATTER_DECIDE)
