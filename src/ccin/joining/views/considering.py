"""The page on which an application is read, and what staff do with it."""

from django.contrib import messages
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
from ccin.joining.forms.considering import CorrectForm, ReturnForm
from ccin.joining.models import Application
from ccin.joining.operations.considering import (
    correct_application,
    nudge_application,
    return_to_applicant,
)
from ccin.joining.reads.considering import application_page
from ccin.joining.states import APPLICATION


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
    seen = Application.objects.visible_to(request.actor).select_related(
        "authority",
        "parish__authority",
        "principal_council",
        "organisation",
        "decision_document",
        "mentor",
        "membership",
        "matter__recommended_under__clause__terms__body",
        "matter__decided_under__clause__terms__body",
    )
    return get_object_or_404(seen.distinct(), pk=pk)


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
