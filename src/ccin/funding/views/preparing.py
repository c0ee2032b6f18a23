"""Staff prepare a round step by step, correct it, call it off and finish it."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.round_rules import CriteriaForm, QuestionsForm, StrandForm, ThemesForm
from ccin.funding.forms.rounds import (
    BeginRoundForm,
    CallOffForm,
    CorrectDatesForm,
    DescribeRoundForm,
)
from ccin.funding.models import Round, Strand
from ccin.funding.operations import round_rules, rounds
from ccin.funding.operations.considering_rounds import propose_round
from ccin.funding.states import ROUND, ProjectKind
from ccin.funding.views.rounds import seen_round


def begin(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ROUND_CHANGE)
    form = BeginRoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            template = form.cleaned_data["template"]
            made = rounds.prepare_round(form.details(), template=template, by=request.actor)
            messages.success(request, _("You have begun a round. Go through its parts below"))
            return redirect(made)
    context = {"form": form, "title": _("Prepare a new round"), "button": _("Begin")}
    return render(request, "funding/rounds/begin.html", context)


def describe(request: ActorRequest, slug: str) -> HttpResponse:
    found = _found(request, slug, "change")
    form = DescribeRoundForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_valid():
        with refusals_on(form):
            rounds.describe_round(
                found, form.details(), version=form.cleaned_data["version"], by=request.actor
            )
            return _saved(request, found)
    return _ask(request, found, form, _("Title and dates"))


def strand(request: ActorRequest, slug: str, kind: str) -> HttpResponse:
    found = _found(request, slug, "change")
    if kind not in ProjectKind.values:
        raise Http404
    own = found.strands.filter(kind=kind).first() or Strand(round=found, kind=kind)
    data = request.POST if request.method == "POST" else None
    form = StrandForm(data, found=found, strand=own)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            round_rules.set_strand(
                found,
                kind,
                form.details(),
                are_our_own=given["are_our_own"],
                version=given["version"],
                by=request.actor,
            )
            return _saved(request, found)
    return _ask(request, found, form, _("Rules: %s") % own.get_kind_display())


@require_POST
def drop_strand(request: ActorRequest, slug: str, kind: str) -> HttpResponse:
    found = _found(request, slug, "change")
    if kind not in ProjectKind.values:
        raise Http404
    round_rules.drop_strand(found, kind, version=found.version, by=request.actor)
    return _saved(request, found)


def criteria(request: ActorRequest, slug: str, kind: str) -> HttpResponse:
    own = _strand(_found(request, slug, "change"), kind)
    form = CriteriaForm(
        request.POST if request.method == "POST" else None,
        version=own.round.version,
        kept=list(own.criteria.all()),
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            round_rules.set_criteria(own, form.criteria(), version=version, by=request.actor)
            return _saved(request, own.round)
    return _ask(request, own.round, form, _("Criteria: %s") % own.get_kind_display())


def questions(request: ActorRequest, slug: str, kind: str) -> HttpResponse:
    own = _strand(_found(request, slug, "change"), kind)
    form = QuestionsForm(
        request.POST if request.method == "POST" else None,
        version=own.round.version,
        kept=list(own.questions.all()),
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            round_rules.set_questions(own, form.questions(), version=version, by=request.actor)
            return _saved(request, own.round)
    return _ask(request, own.round, form, _("Questions: %s") % own.get_kind_display())


def themes(request: ActorRequest, slug: str) -> HttpResponse:
    found = _found(request, slug, "change")
    form = ThemesForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            round_rules.set_themes(found, form.themes(), version=version, by=request.actor)
            return _saved(request, found)
    return _ask(request, found, form, _("Themes and work areas"))


@require_POST
def propose(request: ActorRequest, slug: str) -> HttpResponse:
    found = _found(request, slug, "propose")
    propose_round(found, version=found.version, by=request.actor)
    messages.success(request, _("The round is before the body that decides"))
    return redirect(found)


def correct(request: ActorRequest, slug: str) -> HttpResponse:
    found = _found(request, slug, "correct")
    form = CorrectDatesForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            rounds.correct_dates(
                found,
                form.moments(),
                reason=given["reason"],
                version=given["version"],
                by=request.actor,
            )
            return _saved(request, found)
    return _ask(request, found, form, _("Correct the dates"))


def call_off(request: ActorRequest, slug: str) -> HttpResponse:
    found = _found(request, slug, "call_off")
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            rounds.call_off(found, form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The round is called off"))
            return redirect(found)
    return _ask(request, found, form, _("Call the round off"), _("Call it off for good"))


@require_POST
def finish(request: ActorRequest, slug: str) -> HttpResponse:
    found = _found(request, slug, "finish")
    rounds.finish_round(found, by=request.actor)
    messages.success(request, _("The round is finished"))
    return redirect(found)


def _found(request: ActorRequest, slug: str, move: str) -> Round:
    """Of a round somebody may see: whether they may make this move now."""
    found = seen_round(request, slug)
    request.actor.must(ROUND.moves[move].needs)
    ROUND.move(move, state=found.state)
    return found


def _strand(found: Round, kind: str) -> Strand:
    own = found.strands.filter(kind=kind).first()
    if own is None:
        raise Http404
    own.round = found
    return own


def _saved(request: ActorRequest, found: Round) -> HttpResponse:
    messages.success(request, _("You have changed the round"))
    return redirect(found)


def _ask(
    request: ActorRequest, found: Round, form: Form, title: str, button: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button or _("Save"),
        "back": found.get_absolute_url(),
        "back_to": str(found),
    }
    return render(request, "design/ask.html", context)
