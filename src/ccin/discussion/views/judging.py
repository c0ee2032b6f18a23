"""What those who moderate do with a topic and with a reply. Nobody judges their own words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.discussion.forms.wording import BecauseForm
from ccin.discussion.models import Report, Topic
from ccin.discussion.operations.moderating import (
    close_conversation,
    let_stand,
    open_conversation,
    pin_topic,
    remove_conversation,
    remove_reply,
)
from ccin.discussion.reads.groups import acting_in
from ccin.discussion.views.topics import read_reply, read_topic


def take_away_reply(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    reply = read_reply(request, pk, post)
    _must(request, reply.topic)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            remove_reply(reply, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("You have removed the reply, and its author is told why"))
            return redirect(reply.topic)
    context = {"topic": reply.topic, "group": reply.topic.group, "reply": reply, "form": form}
    return render(request, "discussion/moderating/remove.html", context)


def take_away(request: ActorRequest, pk: int) -> HttpResponse:
    topic = _moderated(request, pk)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            remove_conversation(topic, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("You have removed the topic; whoever began it is told why"))
            assert topic.group is not None
            return redirect(topic.group)
    context = {"topic": topic, "group": topic.group, "reply": None, "form": form}
    return render(request, "discussion/moderating/remove.html", context)


def close(request: ActorRequest, pk: int) -> HttpResponse:
    topic = _moderated(request, pk)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            close_conversation(topic, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("You have closed the topic"))
            return redirect(topic)
    context = {"topic": topic, "group": topic.group, "form": form}
    return render(request, "discussion/moderating/close.html", context)


@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    topic = _moderated(request, pk)
    open_conversation(topic, by=request.actor)
    messages.success(request, _("The topic is open again"))
    return redirect(topic)


@require_POST
def pin(request: ActorRequest, pk: int) -> HttpResponse:
    topic = _moderated(request, pk)
    pinned = "unpin" not in request.POST
    pin_topic(topic, pinned, by=request.actor)
    said = _("It stands first in the group") if pinned else _("It stands among the others again")
    messages.success(request, said)
    return redirect(topic)


@require_POST
def stand(request: ActorRequest, pk: int, report: int) -> HttpResponse:
    topic = _moderated(request, pk)
    let_stand(get_object_or_404(Report, pk=report, topic=topic), by=request.actor)
    messages.success(request, _("It stands as it is"))
    return redirect(topic)


def _moderated(request: ActorRequest, pk: int) -> Topic:
    topic = read_topic(request, pk)
    _must(request, topic)
    return topic


def _must(request: ActorRequest, topic: Topic) -> None:
    assert topic.group is not None
    acting_in(topic.group, request.actor).must(Permission.GROUP_MODERATE)
