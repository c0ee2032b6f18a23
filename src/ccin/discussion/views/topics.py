"""A topic of a group, with what was replied."""

from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ccin.access.actor import ActorRequest
from ccin.discussion.models import PostFile, Topic
from ccin.discussion.reads.topic_pages import topic_page
from ccin.discussion.states import REMOVED, PostState
from ccin.files.reads import answer_with


def show(request: ActorRequest, pk: int) -> HttpResponse:
    """A removed topic leaves a page that says so, and why."""
    topic = read_topic(request, pk)
    if topic.state == REMOVED:
        return render(request, "discussion/topics/removed.html", {"topic": topic}, status=410)
    shown = topic_page(topic, request.actor, number=request.GET.get("page"))
    context = {"topic": topic, "group": shown.group, "shown": shown}
    return render(request, "discussion/topics/show.html", context)


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
