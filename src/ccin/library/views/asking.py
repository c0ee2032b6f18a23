"""Asking the network, and the page of a question with its replies."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.discussion.models import Asking, Topic
from ccin.discussion.operations.askings import pass_on
from ccin.discussion.reads.speaking import speaks_for
from ccin.discussion.rules.asking import terms_on
from ccin.discussion.states import REMOVED
from ccin.kernel.clock import today
from ccin.library.forms.asking import (
    AskForm,
    AskSomebodyForm,
    FindQuestionsForm,
    ReplyForm,
)
from ccin.library.operations.asking import ask_network, put_to, reply_to_question
from ccin.library.reads.asking import (
    may_as_staff,
    may_read,
    question_page,
    questions,
    voices,
    what_there_is,
)
from ccin.library.reads.likely import to_choose_from, vocabulary
from ccin.library.rules.asking import themes_in

A_PAGE = 25


def browse(request: ActorRequest) -> HttpResponse:
    if not may_read(request.actor):
        return render(request, "library/asking/who_asks.html", status=403)
    finder = FindQuestionsForm(request.GET)
    finder.is_valid()
    wanted = finder.cleaned_data
    found = questions(request.actor, state=wanted.get("state", ""), theme=wanted.get("theme", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"finder": finder, "page": page, "may_ask": _may_ask(request)}
    return render(request, "library/asking/questions.html", context)


def ask(request: ActorRequest) -> HttpResponse:
    """First what there is already, then the question goes out."""
    organisations = list(speaks_for(request.actor, Permission.TOPIC_ASK))
    if not organisations:
        return render(request, "library/asking/who_asks.html", status=403)
    sought = " ".join(request.GET.get("q", "").split())[:200]
    form = AskForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        initial={
            "title": sought,
            "searched": sought,
            "themes": themes_in(sought, vocabulary()),
        },
    )
    looked = "send" in request.POST
    if form.is_valid() and looked:
        with refusals_on(form):
            topic = ask_network(form.question(), by=request.actor)
            messages.success(request, _told(topic.askings.count()))
            return redirect("library:question", topic.pk)
    words = sought
    if request.method == "POST":
        words = " ".join([request.POST.get("title", ""), request.POST.get("words", "")])[:500]
        if not looked:
            form = _with_suggested(request, form, words)
    library, asked = what_there_is(words, request.actor) if words else ([], [])
    context = {
        "form": form,
        "library": library,
        "asked": asked,
        "has_looked": request.method == "POST" and (looked or form.has_only_sure),
        "terms": terms_on(today()),
    }
    return render(request, "library/asking/ask.html", context)


def question(request: ActorRequest, pk: int) -> HttpResponse:
    """The page, and what is replied on it. A removed question leaves a page that says so."""
    topic = get_object_or_404(
        Topic.objects.within_reach_of(request.actor).select_related(
            "asked_by", "organisation", "answer"
        ),
        pk=pk,
    )
    if topic.state == REMOVED:
        return render(request, "library/asking/removed.html", {"topic": topic}, status=410)
    organisations = voices(request.actor)
    form = ReplyForm(
        request.POST if request.method == "POST" else None, organisations=organisations
    )
    if request.method == "POST" and not organisations and not may_as_staff(request.actor):
        request.actor.must(Permission.TOPIC_REPLY)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            reply_to_question(
                topic, given["words"], organisation=given.get("organisation"), by=request.actor
            )
            messages.success(
                request, _("Thank you. Your reply is there, and whoever asked is told")
            )
            return redirect("library:question", topic.pk)
    context = {"question": question_page(topic, request.actor), "topic": topic, "form": form}
    return render(request, "library/asking/question.html", context)


@require_POST
def cannot_help(request: ActorRequest, pk: int) -> HttpResponse:
    visible = Topic.objects.visible_to(request.actor)
    asking = get_object_or_404(
        Asking.objects.filter(topic__in=visible), topic=pk, person=request.actor.person or 0
    )
    pass_on(asking, by=request.actor)
    messages.success(
        request,
        _(
            "Thank you for saying so. Nobody will ask you anything for a fortnight. Do you know "
            "somebody who may know?"
        ),
    )
    return redirect("library:ask_somebody", pk)


def ask_somebody(request: ActorRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.visible_to(request.actor), pk=pk)
    if not question_page(topic, request.actor).may_put:
        request.actor.must(Permission.TOPIC_MODERATE)
    found = to_choose_from(topic, request.actor)
    form = AskSomebodyForm(request.POST if request.method == "POST" else None, candidates=found)
    if form.is_valid():
        with refusals_on(form):
            made = put_to(topic, form.candidate(), by=request.actor)
            if made:
                messages.success(request, _told(len(made)))
            else:
                messages.info(request, _("They have been asked meanwhile, and are not asked twice"))
            return redirect("library:question", pk)
    context = {"topic": topic, "form": form, "anybody": bool(found)}
    return render(request, "library/asking/ask_somebody.html", context)


def _may_ask(request: ActorRequest) -> bool:
    return speaks_for(request.actor, Permission.TOPIC_ASK).exists()


def _with_suggested(request: ActorRequest, form: AskForm, words: str) -> AskForm:
    """The form once more, with the themes ticked that the words name, if none was chosen."""
    if request.POST.getlist("themes"):
        return form
    data = request.POST.copy()
    data.setlist("themes", [str(key) for key in themes_in(words, vocabulary())])
    return AskForm(data, organisations=form.organisations)


def _told(number: int) -> str:
    if not number:
        return _("Your question is there for every member. Staff look after it if nobody replies")
    one, many = (
        "Your question is on its way to %d person who is likely to know",
        "Your question is on its way to %d people who are likely to know",
    )
    return ngettext(one, many, number) % number
