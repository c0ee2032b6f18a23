"""Working versions, for members: read paragraph by paragraph, proposed for and answered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.library.forms.together import (
    ADD,
    CHANGE,
    LEAVE_OUT,
    AnswerProposalForm,
    ProposeForm,
    RemarkForm,
)
from ccin.library.models import Resource, Section
from ccin.library.operations import together as operations
from ccin.library.reads.together import (
    line_of,
    listed,
    maintainers_of,
    may_propose,
    proposal_page,
    proposals_seen_by,
    proposes,
    sections_of,
    working_for,
)
from ccin.library.reads.writing import heading_of, may_write
from ccin.texts.models import Comment, Proposal
from ccin.texts.rules.proposing import called, paragraphs

A_PAGE = 50


def together(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    if not (actor.may(Permission.RESOURCE_READ_ANY) or proposes(actor)):
        raise PermissionDenied(Permission.PROPOSAL_MAKE)
    page = Paginator(listed(actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/together/list.html", {"page": page})


def working(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _seen(request, pk)
    return render(
        request,
        "library/together/working.html",
        {
            "resource": resource,
            "sections": sections_of(resource),
            "maintainers": maintainers_of(resource),
            "may_propose": may_propose(request.actor, resource),
            "may_write": may_write(request.actor, resource),
            "last": resource.releases.defer("content").order_by("-number").first(),
        },
    )


@require_POST
def open_working(request: ActorRequest, pk: int) -> HttpResponse:
    operations.open_to_proposals(_seen(request, pk), by=request.actor)
    messages.success(request, _("Members can read it and propose changes now"))
    return redirect("library:working", pk)


@require_POST
def close_working(request: ActorRequest, pk: int) -> HttpResponse:
    operations.close_to_proposals(_seen(request, pk), by=request.actor)
    messages.success(request, _("Nobody proposes changes now; what waits can be answered"))
    return redirect("library:working", pk)


def propose(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    """`?about=` names the paragraph; without it something is added at the end. `?what=add` and
    `?what=out` add one after it or leave it out."""
    part = _section(request, pk, section)
    _must_propose(request, part.resource)
    what = request.GET.get("what", CHANGE)
    before = _before(request, part)
    if before is None:
        return _moved_on(request, part)
    what = what if what in {ADD, LEAVE_OUT} and before else (CHANGE if before else ADD)
    sent = request.POST if request.method == "POST" else None
    form = ProposeForm(sent, what=what, before=before)
    if form.is_valid():
        with refusals_on(form):
            made = operations.make_proposal(part, form.change(), by=request.actor)
            messages.success(request, _("Your proposal is with those who maintain it"))
            return redirect("library:proposal", made.pk)
    return _on_paragraph(request, part, form, what=what, before=before)


def comment(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    part = _section(request, pk, section)
    if not may_write(request.actor, part.resource):
        _must_propose(request, part.resource)
    before = _before(request, part)
    if before is None:
        return _moved_on(request, part)
    sent = request.POST if request.method == "POST" else None
    form = RemarkForm(sent, initial={"before": before})
    if form.is_valid():
        with refusals_on(form):
            words = form.cleaned_data["words"]
            operations.remark(part, before, words, by=request.actor)
            messages.success(request, _("Your comment stands beside the paragraph"))
            return redirect("library:working", pk)
    return _on_paragraph(request, part, form, what="comment", before=before)


@require_POST
def settle(request: ActorRequest, pk: int, comment: int) -> HttpResponse:
    resource = _seen(request, pk)
    texts = resource.sections.values("text")
    one = get_object_or_404(Comment.objects.filter(text__in=texts), pk=comment)
    operations.settle(one, by=request.actor)
    messages.success(request, _("The comment is settled"))
    return redirect("library:working", pk)


def proposals(request: ActorRequest, pk: int) -> HttpResponse:
    """All that was ever proposed, what waits first."""
    resource = _seen(request, pk)
    found = Proposal.objects.filter(text__in=resource.sections.values("text"))
    waiting_first = F("answered_at").desc(nulls_first=True)
    ordered = found.select_related("text").order_by(waiting_first, "-made_at", "-pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(each, each.text.words) for each in page]
    context = {"resource": resource, "page": page, "lines": lines}
    return render(request, "library/together/proposals.html", context)


def proposal(request: ActorRequest, pk: int) -> HttpResponse:
    return _shown(request, _proposal(request, pk))


@require_POST
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    found = _proposal(request, pk)
    form = AnswerProposalForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            words = form.cleaned_data["answer"]
            if request.POST.get("do") == "accept":
                operations.accept(found, answer=words, by=request.actor)
                messages.success(request, _("Accepted: the working version says so now"))
            else:
                operations.decline(found, answer=words, by=request.actor)
                messages.success(request, _("Declined: its author gets your answer"))
            return redirect("library:proposal", pk)
    return _shown(request, found, answer=form)


@require_POST
def discuss(request: ActorRequest, pk: int) -> HttpResponse:
    found = _proposal(request, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            part = Section.objects.select_related("resource").get(text=found.text_id)
            words = form.cleaned_data["words"]
            operations.remark(part, "", words, proposal=found, by=request.actor)
            messages.success(request, _("Your comment stands beside the proposal"))
            return redirect("library:proposal", pk)
    return _shown(request, found, remark=form)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    operations.withdraw(_proposal(request, pk), by=request.actor)
    messages.success(request, _("You have withdrawn your proposal"))
    return redirect("library:proposal", pk)


def renew(request: ActorRequest, pk: int) -> HttpResponse:
    """For the paragraph as it reads now, with one's own words to begin from."""
    found = _proposal(request, pk)
    page = proposal_page(found, request.actor)
    if not page.is_own:
        raise PermissionDenied(Permission.PROPOSAL_MAKE)
    before = request.POST.get("before", page.now) if request.method == "POST" else page.now
    what = CHANGE if found.after else LEAVE_OUT
    sent = request.POST if request.method == "POST" else None
    form = ProposeForm(sent, what=what, before=before, words=found.after, reason=found.reason)
    if form.is_valid():
        with refusals_on(form):
            made = operations.renew(found, form.change(), by=request.actor)
            messages.success(request, _("Your proposal is renewed"))
            return redirect("library:proposal", made.pk)
    return _on_paragraph(request, page.section, form, what=what, before=before)


def _shown(
    request: ActorRequest, found: Proposal, *, answer: Any = None, remark: Any = None
) -> HttpResponse:
    context = {
        "page": proposal_page(found, request.actor),
        "answer": answer or AnswerProposalForm(),
        "remark": remark or RemarkForm(),
        "form": answer or remark or AnswerProposalForm(),
    }
    return render(request, "library/together/proposal.html", context)


def _on_paragraph(
    request: ActorRequest, part: Section, form: Any, *, what: str, before: str
) -> HttpResponse:
    context = {
        "resource": part.resource,
        "heading": heading_of(part),
        "form": form,
        "what": what,
        "before": before,
        "has_changed": bool(before) and before not in paragraphs(part.text.words),
    }
    return render(request, "library/together/propose.html", context)


def _before(request: ActorRequest, part: Section) -> str | None:
    """The paragraph as whoever writes had it before them: what the form brings back, or what the
    address names; None where that is not there any more."""
    if request.method == "POST":
        return str(request.POST.get("before", "")).replace("\r\n", "\n")
    name = request.GET.get("about", "")
    return called(name, part.text.words) if name else ""


def _moved_on(request: ActorRequest, part: Section) -> HttpResponse:
    messages.info(request, _("This paragraph has changed meanwhile. Here is how it reads now."))
    return redirect("library:working", part.resource_id)


def _must_propose(request: ActorRequest, resource: Resource) -> None:
    if not may_propose(request.actor, resource):
        raise PermissionDenied(Permission.PROPOSAL_MAKE)


def _seen(request: ActorRequest, pk: int) -> Resource:
    found = working_for(request.actor).select_related("owner", "visible_body")
    return get_object_or_404(found, pk=pk)


def _section(request: ActorRequest, pk: int, section: int) -> Section:
    resource = _seen(request, pk)
    found = Section.objects.filter(resource=resource).select_related("resource__owner", "text")
    return get_object_or_404(found, pk=section)


def _proposal(request: ActorRequest, pk: int) -> Proposal:
    found = proposals_seen_by(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
