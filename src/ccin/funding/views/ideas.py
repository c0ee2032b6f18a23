"""Work areas: the list, one of them, and what can be done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.ideas import (
    ChangeIdeaForm,
    FindIdeasForm,
    MergeForm,
    PutIdeaForm,
    SetAsideForm,
    SortForm,
    SupportForm,
    WriteForm,
)
from ccin.funding.models import Idea
from ccin.funding.operations import ideas
from ccin.funding.reads.ideas import acting_on_ideas, found_ideas, idea_page, speaks_for
from ccin.funding.states import IDEA
from ccin.members.models import Organisation

A_PAGE = 25


@require_safe
def browse(request: ActorRequest) -> HttpResponse:
    if not request.actor.may_somewhere(Permission.IDEA_READ):
        raise PermissionDenied(Permission.IDEA_READ)
    finder = FindIdeasForm(request.GET)
    finder.is_valid()
    theme = finder.cleaned_data.get("theme")
    found = found_ideas(
        request.actor,
        words=finder.cleaned_data.get("q", ""),
        show=finder.cleaned_data.get("show", ""),
        theme=theme.pk if theme else None,
    )
    context = {
        "finder": finder,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "may_put": request.actor.may_somewhere(Permission.IDEA_PUT),
    }
    return render(request, "funding/ideas/browse.html", context)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    page = idea_page(_seen(request, pk), request.actor)
    return render(request, "funding/ideas/show.html", {"page": page, "idea": page.idea})


def put(request: ActorRequest) -> HttpResponse:
    members = _own_members(request)
    form = PutIdeaForm(request.POST if request.method == "POST" else None, members=members)
    if form.is_valid():
        with refusals_on(form):
            made = ideas.put_idea(form.details(), organisation=form.member(), by=request.actor)
            messages.success(request, _("You have put forward “%s”") % made)
            return redirect(made)
    return _ask(request, None, form, _("Put a work area forward"), _("Put it forward"))


def change(request: ActorRequest, pk: int) -> HttpResponse:
    idea = _seen(request, pk)
    _must(request, idea, "change")
    form = ChangeIdeaForm(request.POST if request.method == "POST" else None, idea=idea)
    if form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            ideas.change_idea(idea, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have changed the work area"))
            return redirect(idea)
    return _ask(request, idea, form, _("Change the words"), _("Save"))


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    idea = _seen(request, pk)
    ideas.withdraw_idea(idea, by=request.actor)
    messages.success(request, _("The work area is withdrawn"))
    return redirect("funding:ideas")


def support(request: ActorRequest, pk: int) -> HttpResponse:
    idea, members = _seen(request, pk), _own_members(request)
    form = SupportForm(request.POST if request.method == "POST" else None, members=members)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            ideas.support_idea(
                idea,
                given["willingness"],
                note=given["note"],
                organisation=form.member(),
                by=request.actor,
            )
            messages.success(request, _("You have said “us too”"))
            return redirect(idea)
    return _ask(request, idea, form, _("Us too"), _("Say so"))


@require_POST
def take_back(request: ActorRequest, pk: int, organisation: int) -> HttpResponse:
    idea = _seen(request, pk)
    own = get_object_or_404(Organisation.objects.filter(pk=organisation))
    ideas.take_support_back(idea, organisation=own, by=request.actor)
    messages.success(request, _("You have taken “us too” back"))
    return redirect(idea)


def write(request: ActorRequest, pk: int, organisation: int) -> HttpResponse:
    idea = _seen(request, pk)
    partner = _in_it(idea, organisation)
    members = _own_members(request)
    form = WriteForm(request.POST if request.method == "POST" else None, members=members)
    if form.is_valid():
        words = form.cleaned_data["words"]
        with refusals_on(form):
            own = form.member()
            ideas.write_to_partner(idea, partner, words, organisation=own, by=request.actor)
            messages.success(request, _("Your letter to %s is on its way") % partner)
            return redirect(idea)
    return _ask(request, idea, form, _("Write to %s") % partner, _("Send"))


def sort(request: ActorRequest, pk: int) -> HttpResponse:
    idea = _seen(request, pk)
    _must(request, idea, "sort")
    form = SortForm(
        request.POST if request.method == "POST" else None, initial={"theme": idea.theme_id}
    )
    if form.is_valid():
        with refusals_on(form):
            ideas.sort_idea(idea, form.cleaned_data["theme"], by=request.actor)
            messages.success(request, _("The work area has its theme"))
            return redirect(idea)
    return _ask(request, idea, form, _("Put it under a theme"), _("Save"))


def merge(request: ActorRequest, pk: int) -> HttpResponse:
    idea = _seen(request, pk)
    _must(request, idea, "merge")
    others = Idea.objects.visible_to(request.actor).open().filter(fictional=idea.fictional)
    form = MergeForm(request.POST if request.method == "POST" else None, idea=idea, others=others)
    if form.is_valid():
        into = form.cleaned_data["into"]
        with refusals_on(form):
            ideas.merge_ideas(idea, into, by=request.actor)
            messages.success(request, _("It went into “%s”") % into)
            return redirect(into)
    return _ask(request, idea, form, _("Merge it into another"), _("Merge them"))


def set_aside(request: ActorRequest, pk: int) -> HttpResponse:
    idea = _seen(request, pk)
    _must(request, idea, "set_aside")
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            ideas.set_idea_aside(idea, form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The work area is set aside"))
            return redirect(idea)
    return _ask(request, idea, form, _("Set it aside"), _("Set it aside"))


@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    idea = _seen(request, pk)
    ideas.reopen_idea(idea, by=request.actor)
    messages.success(request, _("The work area is open again"))
    return redirect(idea)


def _seen(request: ActorRequest, pk: int) -> Idea:
    seen = Idea.objects.visible_to(acting_on_ideas(request.actor))
    return get_object_or_404(
        seen.select_related("organisation", "theme", "put_by", "merged_into"), pk=pk
    )


def _own_members(request: ActorRequest) -> list[Organisation]:
    """Who speaks for none cannot put anything forward or say “us too”."""
    members = list(speaks_for(request.actor))
    if not members:
        raise PermissionDenied(Permission.IDEA_PUT)
    return members


def _must(request: ActorRequest, idea: Idea, move: str) -> None:
    needs = IDEA.moves[move].needs
    acting_on_ideas(request.actor).must(needs, organisation=idea.organisation_id)
    IDEA.move(move, state=idea.state)


def _in_it(idea: Idea, organisation: int) -> Organisation:
    if idea.organisation_id == organisation:
        return idea.organisation
    found = (
        idea.supports.select_related("organisation").filter(organisation__pk=organisation).first()
    )
    if found is None:
        raise Http404
    return found.organisation


def _ask(
    request: ActorRequest, idea: Idea | None, form: Form, title: str, button: str
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "idea": idea}
    return render(request, "funding/ideas/ask.html", context)
