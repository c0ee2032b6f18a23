"""The lists of what is worked on, and the steps from the editor's desk to the readers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.library.forms.publishing import (
    CheckForm,
    FindResourcesForm,
    PublishForm,
    TakeDownForm,
    WordsForm,
)
from ccin.library.models import Resource
from ccin.library.operations.publishing import (
    archive_resource,
    ask_about,
    check_resource,
    discard_resource,
    offer_changes,
    publish_resource,
    return_resource,
    review_resource,
    submit_resource,
    take_down_resource,
)
from ccin.library.reads.editing import resources_found
from ccin.library.reads.working import criteria_of, overview_of
from ccin.library.reads.writing import must_move
from ccin.library.states.resources import RESOURCE
from ccin.library.views.writing import sent, worked_on

A_PAGE = 50
DONE = {
    "submit": gettext_lazy("It is with the editor. You are told when something happens"),
    "offer_changes": gettext_lazy("Your changes are with the editor"),
    "review": gettext_lazy("Thank you. You are asked again in a year"),
    "archive": gettext_lazy("It stays in the library, marked as old"),
    "discard": gettext_lazy("It is given up; its words are kept"),
}
PLAIN: dict[str, Callable[..., None]] = {
    "submit": submit_resource,
    "offer_changes": offer_changes,
    "review": review_resource,
    "archive": archive_resource,
    "discard": discard_resource,
}


def resources(request: ActorRequest) -> HttpResponse:
    """One's own; for editors all, what waits for them first."""
    actor = request.actor
    if not actor.may_somewhere(Permission.RESOURCE_WRITE):
        actor.must(Permission.RESOURCE_WRITE)
    finder = FindResourcesForm(request.GET, actor=actor)
    finder.is_valid()
    found = resources_found(actor, finder.cleaned_data, today())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"finder": finder, "page": page, "today": today()}
    return render(request, "library/writing/resources.html", context)


@require_POST
def submit(request: ActorRequest, pk: int) -> HttpResponse:
    return _do("submit", request, pk)


@require_POST
def offer(request: ActorRequest, pk: int) -> HttpResponse:
    return _do("offer_changes", request, pk)


@require_POST
def review(request: ActorRequest, pk: int) -> HttpResponse:
    return _do("review", request, pk)


@require_POST
def archive(request: ActorRequest, pk: int) -> HttpResponse:
    return _do("archive", request, pk)


@require_POST
def discard(request: ActorRequest, pk: int) -> HttpResponse:
    return _do("discard", request, pk)


def give_back(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _for("return", request, pk)
    form = WordsForm(sent(request), label=_("What is to be done?"))
    if form.is_valid():
        with refusals_on(form):
            return_resource(resource, form.cleaned_data["words"], by=request.actor)
            return _back(request, resource, _("It is back with those who write it"))
    return _page(request, "give_back", resource, form)


def ask_about_it(request: ActorRequest, pk: int) -> HttpResponse:
    """A note: the editor asks, those who write answer."""
    resource = worked_on(request, pk)
    hint = _("It is told by e-mail, and stays on the page of this resource. It is never public.")
    form = WordsForm(sent(request), label=_("Your question or answer"), hint=hint)
    if form.is_valid():
        with refusals_on(form):
            ask_about(resource, form.cleaned_data["words"], by=request.actor)
            return _back(request, resource, _("Your note is on its way"))
    return _page(request, "note", resource, form)


def check(request: ActorRequest, pk: int) -> HttpResponse:
    resource = worked_on(request, pk)
    request.actor.must(Permission.RESOURCE_PUBLISH)
    criteria = criteria_of(resource, _sections(resource))
    form = CheckForm(sent(request), criteria=criteria)
    if form.is_valid():
        check_resource(resource, form.found(), by=request.actor)
        return _back(request, resource, _("Saved: what you found"))
    return _page(request, "check", resource, form, criteria=criteria)


def publish(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _for("publish", request, pk)
    form = PublishForm(
        sent(request),
        is_first=not resource.releases.exists(),
        initial={"changes": resource.changes_said},
    )
    if form.is_valid():
        with refusals_on(form):
            changes = form.cleaned_data.get("changes", "")
            release = publish_resource(resource, changes=changes, by=request.actor)
            words = _("It is published, release %(number)s") % {"number": release.number}
            return _back(request, resource, words)
    overview = overview_of(resource, request.actor)
    unmet = [line for line in overview.criteria if not line.is_met]
    return _page(request, "publish", resource, form, unmet=unmet)


def take_down(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _for("take_down", request, pk)
    form = TakeDownForm(sent(request))
    if form.is_valid():
        with refusals_on(form):
            take_down_resource(resource, form.cleaned_data["reason"], by=request.actor)
            return _back(request, resource, _("It is taken down"))
    return _page(request, "take_down", resource, form)


def _do(name: str, request: ActorRequest, pk: int) -> HttpResponse:
    resource = worked_on(request, pk)
    PLAIN[name](resource, by=request.actor)
    return _back(request, resource, str(DONE[name]))


def _for(name: str, request: ActorRequest, pk: int) -> Resource:
    """The form is there for those who may make the move, while it can be made."""
    resource = worked_on(request, pk)
    must_move(request.actor, resource, RESOURCE.move(name, state=resource.state))
    return resource


def _sections(resource: Resource) -> list[Any]:
    return list(resource.sections.select_related("text").order_by("position", "pk"))


def _back(request: ActorRequest, resource: Model, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("library:work", resource.pk)


def _page(
    request: ActorRequest, name: str, resource: Resource, form: Any, **more: object
) -> HttpResponse:
    context = {"resource": resource, "form": form, **more}
    return render(request, f"library/writing/{name}.html", context)
