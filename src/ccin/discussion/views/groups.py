"""The groups there are, one of them with its topics, and who belongs to it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.discussion.forms.groups import FindPeopleForm, FindTopicsForm
from ccin.discussion.models import Group
from ccin.discussion.reads.group_pages import (
    other_groups,
    own_groups,
    people_of,
    standing_in,
    topics_of,
    with_standings,
)
from ccin.discussion.reads.topic_pages import is_muted, may_write
from ccin.discussion.views.seen import seen_by
from ccin.kernel.clock import today
from ccin.outbox.stopping import CHOICES

A_PAGE = 25


def browse(request: ActorRequest) -> HttpResponse:
    """One's own first, those with news before the others; then what else there is."""
    page = Paginator(other_groups(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "mine": list(own_groups(request.actor, seen_by(request))) if page.number == 1 else [],
        "page": page,
        "today": today(),
        "may_make": request.actor.may(Permission.GROUP_CHANGE),
        "may_join": request.actor.may_somewhere(Permission.GROUP_JOIN),
    }
    return render(request, "discussion/groups/browse.html", context)


def show(request: ActorRequest, slug: str) -> HttpResponse:
    """What is talked about. Of a group that somebody may know of but not read: how to belong."""
    group = known_group(request, slug)
    standing = standing_in(group, request.actor)
    finder = FindTopicsForm(request.GET)
    finder.is_valid()
    words, wanted = finder.cleaned_data.get("q", ""), finder.cleaned_data.get("show", "")
    page = None
    if standing.reads:
        topics = topics_of(group, standing, seen_by(request), words=words, show=wanted)
        page = Paginator(topics, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "standing": standing,
        "finder": finder,
        "is_narrowed": bool(words or wanted),
        "page": page,
        "people": people_of(group).count(),
        "may_write": may_write(group, standing),
        "is_muted": is_muted(group, request.actor) if standing.belongs else False,
        "choices": CHOICES,
        "today": today(),
    }
    return render(request, "discussion/groups/show.html", context)


def people(request: ActorRequest, slug: str) -> HttpResponse:
    """For those who belong, and staff: names, what they are and for whom, to read and no more."""
    group = known_group(request, slug)
    standing = standing_in(group, request.actor)
    if not standing.belongs:
        request.actor.must(Permission.GROUP_MODERATE)
    finder = FindPeopleForm(request.GET)
    finder.is_valid()
    found = people_of(group, words=finder.cleaned_data.get("q", ""))
    page = Paginator(found, A_PAGE * 2).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "standing": standing,
        "finder": finder,
        "page": page,
        "people": with_standings(page.object_list),
    }
    return render(request, "discussion/groups/people.html", context)


def known_group(request: ActorRequest, slug: str) -> Group:
    return get_object_or_404(Group.objects.known_to(request.actor), slug=slug)


def read_group(request: ActorRequest, slug: str) -> Group:
    return get_object_or_404(Group.objects.readable_by(request.actor), slug=slug)
