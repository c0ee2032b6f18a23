"""The page on which an application is read, and what staff do with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.files.reads import answer_with
from ccin.governance.reads.interests import route_of
from ccin.joining.forms.considering import (
    CorrectForm,
    DecideForm,
    RecommendForm,
    ReturnForm,
    WithdrawForm,
)
from ccin.joining.models import Application
from ccin.joining.operations.applications import withdraw_application
from ccin.joining.operations.considering import (
    correct_application,
    decide_application,
    nudge_application,
    recommend_on_application,
    return_to_applicant,
)
from ccin.joining.reads.considering import application_page, what_can_be_done
from ccin.joining.reads.pipeline import lines, pipeline
from ccin.joining.states import APPLICATION
from ccin.kernel.lifecycle import MoveNotAllowed


def application(request: ActorRequest, pk: int) -> HttpResponse:
    page = application_page(found(request, pk), request.actor)
    return render(request, "joining/application.html", {"page": page, "can": page.can})


@require_safe
def decision_document(request: ActorRequest, pk: int) -> FileResponse:
    """The body's own decision to join, as it was sent; only for those who may read the rest."""
    upload = found(request, pk).decision_document
    if upload is None:
        raise Http404
    return answer_with(upload)


def found(request: ActorRequest, pk: int) -> Application:
    """With what its line in the pipeline needs."""
    seen: QuerySet[Application] = pipeline(request.actor).select_related(
        "authority",
        "parish__authority",
        "principal_council",
        "organisation",
        "decision_document",
        "mentor",
        "membership",
    )
    return get_object_or_404(seen, pk=pk)


def recommend(request: ActorRequest, pk: int) -> HttpResponse:
    seen = found(request, pk)
    if not what_can_be_done(seen, request.actor)["recommend"]:
        return _not_now(request, seen, Permission.MATTER_RECOMMEND)
    assert seen.matter is not None
    form = RecommendForm(
        request.POST if request.method == "POST" else None,
        application=seen,
        matter=seen.matter,
        actor=request.actor,
    )
    if form.is_valid():
        with refusals_on(form):
            try:
                mentor = form.cleaned_data["mentor"]
                recommend_on_application(seen, form.saying(), mentor=mentor, by=request.actor)
            except MoveNotAllowed:
                return _too_late(request, seen)
            messages.success(request, _("The recommendation is on the record"))
            return redirect(seen)
    return _say(request, seen, form, _("Record what is recommended"))


def decide(request: ActorRequest, pk: int) -> HttpResponse:
    seen = found(request, pk)
    if not what_can_be_done(seen, request.actor)["decide"]:
        return _not_now(request, seen, Permission.MATTER_DECIDE)
    assert seen.matter is not None
    form = DecideForm(
        request.POST if request.method == "POST" else None, matter=seen.matter, actor=request.actor
    )
    if form.is_valid():
        with refusals_on(form):
            try:
                said = decide_application(
                    seen, form.saying(), conditions=form.conditions_set(), by=request.actor
                )
            except MoveNotAllowed:
                return _too_late(request, seen)
            words = _("Decision %(number)s is on the record, and the applicant is told")
            messages.success(request, words % {"number": said.number})
            return redirect(seen)
    return _say(request, seen, form, _("Record what is decided"))


def _say(request: ActorRequest, seen: Application, form: Form, title: str) -> HttpResponse:
    context = {"application": seen, "form": form, "title": title, "mentor": seen.mentor}
    return render(request, "joining/application/say.html", context)


def _not_now(request: ActorRequest, seen: Application, permission: Permission) -> HttpResponse:
    """Who could never do this is refused; who came too late, or too early, is told how it is."""
    matter = seen.matter
    bodies = [power.body.pk for power in route_of(matter)] if matter else []
    delegated = request.actor.may(Permission.MATTER_DECIDE_DELEGATED)
    is_delegated = matter is not None and matter.decided_under.is_delegated
    if any(request.actor.may(permission, body=body) for body in bodies) or (
        permission == Permission.MATTER_DECIDE and delegated and is_delegated
    ):
        return _too_late(request, seen)
    raise PermissionDenied(permission)


def _too_late(request: ActorRequest, seen: Application) -> HttpResponse:
    """It was returned, withdrawn or decided meanwhile; what was typed is given back."""
    now = found(request, seen.pk)
    [line] = lines([now])
    typed = [
        (label, request.POST[name])
        for name, label in (("reasons", _("Reasons")), ("reference", _("Minute reference")))
        if request.POST.get(name, "").strip()
    ]
    context = {"application": now, "line": line, "sent": typed}
    return render(request, "joining/application/too_late.html", context, status=409)


def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Staff withdraw an application on the request of whoever wrote it."""
    seen = found(request, pk)
    request.actor.must(APPLICATION.move("withdraw", state=seen.state).needs)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            withdraw_application(seen, reason=form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The application is withdrawn"))
            return redirect(seen)
    return _ask(request, seen, form, _("Withdraw it on request"), _("Withdraw it"))


def send_back(request: ActorRequest, pk: int) -> HttpResponse:
    """Return it to the applicant with what is to be put right."""
    seen = found(request, pk)
    request.actor.must(APPLICATION.move("return_to_applicant", state=seen.state).needs)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            return_to_applicant(seen, words=form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("The applicant has a letter that says what to put right"))
            return redirect(seen)
    return _ask(request, seen, form, _("Send it back to the applicant"), _("Send it back"))


def correct(request: ActorRequest, pk: int) -> HttpResponse:
    seen = found(request, pk)
    request.actor.must(Permission.APPLICATION_CORRECT)
    form = CorrectForm(request.POST if request.method == "POST" else None, application=seen)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            correct_application(seen, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have corrected the application"))
            return redirect(seen)
    return _ask(request, seen, form, _("Correct small things"), _("Save"))


@require_POST
def nudge(request: ActorRequest, pk: int) -> HttpResponse:
    seen = found(request, pk)
    number = nudge_application(seen, by=request.actor)
    words = ngettext("%d reminder is on its way", "%d reminders are on their way", number)
    messages.success(request, words % number)
    return redirect(seen)


def _ask(
    request: ActorRequest, seen: Application, form: Form, title: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": seen.get_absolute_url(),
        "back_to": str(seen),
    }
    return render(request, "design/ask.html", context)
