"""What becomes of a question and of a reply to it: marked, thanked for, changed, reported, removed,
closed, asked again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.discussion.forms.wording import BecauseForm, ReportForm, VersionForm
from ccin.discussion.models import Post, Report, Topic
from ccin.discussion.operations.posts import settle_report
from ccin.discussion.states import TOPIC
from ccin.library.forms.asking import ChangeReplyForm
from ccin.library.operations.asking import (
    answer_question,
    ask_network_again,
    change_reply,
    close_question,
    remove_question,
    remove_reply,
    report_to_staff,
    thank,
)


@require_POST
def mark(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    topic, reply = _topic(request, pk), _reply(request, pk, post)
    request.actor.must(Permission.ANSWER_MARK, organisation=topic.organisation_id)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    answer_question(topic, reply, version=version, by=request.actor)
    messages.success(request, _("This is the answer now, and everybody who was asked is told"))
    return redirect("library:question", pk)


@require_POST
def say_thanks(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    thank(_reply(request, pk, post), by=request.actor)
    messages.success(request, _("They read your thanks in their digest"))
    return redirect("library:question", pk)


def change(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    reply = _reply(request, pk, post)
    if request.actor.person is None or reply.author_id != request.actor.person:
        request.actor.must(Permission.TOPIC_MODERATE)
    form = ChangeReplyForm(request.POST if request.method == "POST" else None, post=reply)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            change_reply(reply, given["words"], version=given["version"], by=request.actor)
            messages.success(request, _("You have changed your reply"))
            return redirect("library:question", pk)
    context = {"topic": reply.topic, "form": form}
    return render(request, "library/asking/change_reply.html", context)


def report_question(request: ActorRequest, pk: int) -> HttpResponse:
    return _report(request, _topic(request, pk), None)


def report_reply(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    return _report(request, _topic(request, pk), _reply(request, pk, post))


def _report(request: ActorRequest, topic: Topic, post: Post | None) -> HttpResponse:
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            report_to_staff(topic, post, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("Thank you. Staff look at it"))
            return redirect("library:question", topic.pk)
    context = {"topic": topic, "reply": post, "form": form}
    return render(request, "library/asking/report.html", context)


@require_POST
def let_stand(request: ActorRequest, pk: int, report: int) -> HttpResponse:
    settle_report(get_object_or_404(Report, pk=report, topic=_topic(request, pk)), by=request.actor)
    messages.success(request, _("It stands as it is"))
    return redirect("library:question", pk)


def take_away_reply(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    request.actor.must(Permission.TOPIC_MODERATE)
    reply = _reply(request, pk, post)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            remove_reply(reply, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("You have removed the reply, and its author is told why"))
            return redirect("library:question", pk)
    context = {"topic": reply.topic, "reply": reply, "form": form}
    return render(request, "library/asking/remove.html", context)


def take_away(request: ActorRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    request.actor.must(TOPIC.move("remove", state=topic.state).needs)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            remove_question(topic, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("You have removed the question; whoever asked is told why"))
            return redirect("library:questions")
    context = {"topic": topic, "reply": None, "form": form}
    return render(request, "library/asking/remove.html", context)


def close(request: ActorRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    request.actor.must(TOPIC.move("close", state=topic.state).needs)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            close_question(topic, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("You have closed the question; whoever asked is told why"))
            return redirect("library:question", pk)
    return render(request, "library/asking/close.html", {"topic": topic, "form": form})


@require_POST
def again(request: ActorRequest, pk: int) -> HttpResponse:
    made = ask_network_again(_topic(request, pk), by=request.actor)
    if made:
        messages.success(request, _("The next ones who are likely to know have been asked"))
    else:
        messages.info(
            request, _("The question is open again. Nobody else is known who may be asked now")
        )
    return redirect("library:question", pk)


def _topic(request: ActorRequest, pk: int) -> Topic:
    return get_object_or_404(Topic.objects.visible_to(request.actor), pk=pk)


def _reply(request: ActorRequest, pk: int, post: int) -> Post:
    shown = Post.objects.shown().select_related("topic")
    return get_object_or_404(shown, pk=post, topic=_topic(request, pk))
