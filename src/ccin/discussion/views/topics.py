"""A topic of a group: begun, read, replied to, put right soon after, reported."""

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.discussion.forms.talking import (
    BeginForm,
    ChangeGroupReplyForm,
    ChangeTopicForm,
    GroupReplyForm,
)
from ccin.discussion.forms.wording import ReportForm, VersionForm
from ccin.discussion.models import Post, PostFile, Topic
from ccin.discussion.operations.talking import (
    begin_topic,
    change_reply,
    change_topic,
    group_of,
    mark_answered,
    post_reply,
    report_in_group,
    thank_in_group,
)
from ccin.discussion.reads.group_pages import standing_in
from ccin.discussion.reads.mentioning import told_by
from ccin.discussion.reads.topic_pages import address_of, is_muted, may_write, topic_page
from ccin.discussion.states import REMOVED, PostState
from ccin.discussion.views.groups import read_group
from ccin.discussion.views.seen import note_seen, seen_by
from ccin.files.reads import answer_with


def begin(request: ActorRequest, slug: str) -> HttpResponse:
    group = read_group(request, slug)
    if not may_write(group, standing_in(group, request.actor)):
        request.actor.must(Permission.GROUP_MODERATE)
    form = BeginForm(
        request.POST if request.method == "POST" else None, request.FILES or None, group=group
    )
    wants_preview = "preview" in request.POST
    if form.is_valid() and not wants_preview:
        with refusals_on(form):
            topic = begin_topic(group, form.beginning(), by=request.actor)
            messages.success(request, _("It is there. The others are told with their next digest"))
            _say_who_is_told(request, topic, None)
            return redirect(topic)
    preview = form.cleaned_data if wants_preview and form.is_valid() else None
    context = {"group": group, "form": form, "preview": preview}
    return render(request, "discussion/topics/begin.html", context)


def show(request: ActorRequest, pk: int) -> HttpResponse:
    """The page, and what is replied on it. A removed topic leaves a page that says so, and why."""
    topic = read_topic(request, pk)
    if topic.state == REMOVED:
        return render(request, "discussion/topics/removed.html", {"topic": topic}, status=410)
    number, seen = request.GET.get("page"), seen_by(request).get(pk)
    shown = topic_page(topic, request.actor, number=number, seen=seen)
    if request.method == "POST" and not shown.may_write:
        request.actor.must(Permission.GROUP_MODERATE)
    form = GroupReplyForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        group=shown.group,
    )
    wants_preview = "preview" in request.POST
    if form.is_valid() and not wants_preview:
        with refusals_on(form):
            given = form.cleaned_data
            post = post_reply(topic, given["words"], files=given["files"], by=request.actor)
            messages.success(request, _("Your reply is there. You can change it for 30 minutes"))
            _say_who_is_told(request, topic, post)
            return redirect(topic.get_absolute_url() + address_of(post))
    note_seen(request, shown)
    context = {
        "topic": topic,
        "group": shown.group,
        "shown": shown,
        "form": form,
        "preview": form.cleaned_data["words"] if wants_preview and form.is_valid() else "",
        "is_muted": is_muted(topic, request.actor) if shown.standing.belongs else False,
    }
    return render(request, "discussion/topics/show.html", context)


def change(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    reply = read_reply(request, pk, post)
    if request.actor.person is None or reply.author_id != request.actor.person:
        request.actor.must(Permission.GROUP_MODERATE)
    topic, group = reply.topic, group_of(reply.topic)
    form = ChangeGroupReplyForm(
        request.POST if request.method == "POST" else None, group=group, post=reply
    )
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            change_reply(reply, given["words"], version=given["version"], by=request.actor)
            messages.success(request, _("You have changed your reply"))
            _say_who_is_told(request, topic, reply)
            return redirect(topic.get_absolute_url() + address_of(reply))
    context = {"topic": topic, "group": group, "form": form, "is_reply": True}
    return render(request, "discussion/topics/change.html", context)


def change_opening(request: ActorRequest, pk: int) -> HttpResponse:
    topic = read_topic(request, pk)
    if request.actor.person is None or topic.asked_by_id != request.actor.person:
        request.actor.must(Permission.GROUP_MODERATE)
    group = group_of(topic)
    form = ChangeTopicForm(
        request.POST if request.method == "POST" else None, group=group, topic=topic
    )
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            change_topic(
                topic, given["title"], given["words"], version=given["version"], by=request.actor
            )
            messages.success(request, _("You have changed it"))
            _say_who_is_told(request, topic, None)
            return redirect(topic)
    context = {"topic": topic, "group": group, "form": form, "is_reply": False}
    return render(request, "discussion/topics/change.html", context)


@require_POST
def mark(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    reply = read_reply(request, pk, post)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    mark_answered(reply.topic, reply, version=version, by=request.actor)
    messages.success(request, _("This is the answer now"))
    return redirect(reply.topic.get_absolute_url() + address_of(reply))


@require_POST
def say_thanks(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    reply = read_reply(request, pk, post)
    thank_in_group(reply, by=request.actor)
    messages.success(request, _("They read your thanks"))
    return redirect(reply.topic.get_absolute_url() + address_of(reply))


def report_opening(request: ActorRequest, pk: int) -> HttpResponse:
    return _report(request, read_topic(request, pk), None)


def report_reply(request: ActorRequest, pk: int, post: int) -> HttpResponse:
    reply = read_reply(request, pk, post)
    return _report(request, reply.topic, reply)


def _report(request: ActorRequest, topic: Topic, post: Post | None) -> HttpResponse:
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            report_in_group(topic, post, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("Thank you. Those who moderate the group look at it"))
            return redirect(topic)
    context = {"topic": topic, "group": topic.group, "reply": post, "form": form}
    return render(request, "discussion/topics/report.html", context)


def topic_file(request: ActorRequest, pk: int, file: int) -> FileResponse:
    """A file of the opening or of a reply that still stands."""
    files = PostFile.objects.filter(Q(post=None) | Q(post__state=PostState.SHOWN))
    topic = read_topic(request, pk)
    if topic.state == REMOVED:
        raise Http404
    found = get_object_or_404(files.select_related("upload"), topic=topic, pk=file)
    return answer_with(found.upload)


def read_topic(request: ActorRequest, pk: int) -> Topic:
    found = Topic.objects.in_groups_of(request.actor)
    return get_object_or_404(
        found.select_related("group", "asked_by", "organisation", "answer"), pk=pk
    )


def read_reply(request: ActorRequest, pk: int, post: int) -> Post:
    topics = Topic.objects.in_groups_of(request.actor)
    found = Post.objects.shown().filter(topic__in=topics)
    return get_object_or_404(found.select_related("topic__group"), topic__pk=pk, pk=post)


def _say_who_is_told(request: ActorRequest, topic: Topic, post: Post | None) -> None:
    for sentence in told_by(topic, post, request.actor):
        messages.info(request, sentence)
