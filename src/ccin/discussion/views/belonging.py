"""Coming into a group and out of it, and how loud it is meanwhile."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.design.refusals import refusals_on
from ccin.discussion.forms.groups import WishForm
from ccin.discussion.models import Group, Topic
from ccin.discussion.operations.groups import join_group, leave_group
from ccin.discussion.operations.listening import listen, mark_read
from ccin.discussion.operations.wishes import wish_to_join, withdraw_wish
from ccin.discussion.reads.group_pages import standing_in
from ccin.discussion.views.groups import known_group
from ccin.discussion.views.topics import read_topic


@require_POST
def join(request: ActorRequest, slug: str) -> HttpResponse:
    group = known_group(request, slug)
    join_group(group, by=request.actor)
    messages.success(
        request,
        _("You belong to %(group)s now. What is new in it comes in your digest") % {"group": group},
    )
    return redirect(group)


@require_POST
def leave(request: ActorRequest, slug: str) -> HttpResponse:
    group = known_group(request, slug)
    leave_group(group, by=request.actor)
    messages.success(request, _("You have left %(group)s") % {"group": group})
    return redirect("discussion:groups")


def wish(request: ActorRequest, slug: str) -> HttpResponse:
    """Ask to join; of a learning set an expression of interest."""
    group = known_group(request, slug)
    form = WishForm(request.POST if request.method == "POST" else None, group=group)
    if request.method == "GET" and not standing_in(group, request.actor).may_wish:
        return redirect(group)
    if form.is_valid():
        with refusals_on(form):
            wish_to_join(group, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("You have asked. A moderator answers, and you are told"))
            return redirect(group)
    return render(request, "discussion/groups/wish.html", {"group": group, "form": form})


@require_POST
def withdraw(request: ActorRequest, slug: str) -> HttpResponse:
    group = known_group(request, slug)
    own = group.wishes.waiting().filter(person=request.actor.person or 0)
    withdraw_wish(get_object_or_404(own), by=request.actor)
    messages.success(request, _("You have withdrawn your request"))
    return redirect(group)


@require_POST
def read(request: ActorRequest, slug: str) -> HttpResponse:
    group = known_group(request, slug)
    mark_read(group, by=request.actor)
    messages.success(request, _("Nothing in it is new to you any more"))
    return redirect(group)


@require_POST
def mute_group(request: ActorRequest, slug: str) -> HttpResponse:
    """One press, and one press back."""
    group = known_group(request, slug)
    if _heard(request, group):
        messages.success(request, _("What is new in it is in your digest again"))
    else:
        messages.success(request, _("It is muted: you get nothing about it by e-mail"))
    return redirect(group)


@require_POST
def mute_topic(request: ActorRequest, pk: int) -> HttpResponse:
    topic = read_topic(request, pk)
    if _heard(request, topic):
        messages.success(request, _("New replies are in your digest again"))
    else:
        messages.success(request, _("It is muted: you get nothing about it by e-mail"))
    return redirect(topic)


def _heard(request: ActorRequest, subject: Group | Topic) -> bool:
    """Keep what the button said; says whether somebody wants to hear of it."""
    wanted = "loud" in request.POST
    wording = _("Tell me of it again") if wanted else _("Mute it")
    listen(subject, wanted=wanted, wording=wording, by=request.actor)
    return wanted
