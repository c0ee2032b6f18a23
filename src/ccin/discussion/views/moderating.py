"""The work of those who moderate a group: what waits, who belongs, what the group is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.fields import known_keys
from ccin.design.refusals import refusals_on
from ccin.discussion.forms.groups import AnswerWishForm, GroupForm, TakeInForm, values_of
from ccin.discussion.forms.wording import BecauseForm
from ccin.discussion.models import Belonging, Group, Wish
from ccin.discussion.operations.groups import (
    change_group,
    close_group,
    end_moderating,
    make_group,
    make_moderator,
    open_group,
    take_in,
    take_out,
)
from ccin.discussion.operations.moderating import others
from ccin.discussion.operations.wishes import answer_wish
from ccin.discussion.reads.group_pages import people_of, with_standings
from ccin.discussion.reads.groups import acting_in
from ccin.discussion.reads.moderating import (
    is_own,
    reports_in,
    to_take_in,
    wishes_for,
)
from ccin.discussion.states import GROUP
from ccin.discussion.views.groups import known_group
from ccin.kernel.clock import today
from ccin.members.models import Person

A_PAGE = 25


def moderate(request: ActorRequest, slug: str) -> HttpResponse:
    """What was reported, who asks to join, who belongs."""
    group = moderated(request, slug)
    reports = [(each, is_own(each, request.actor)) for each in reports_in(group)[:A_PAGE]]
    page = Paginator(people_of(group), A_PAGE).get_page(request.GET.get("page"))
    free = None if group.places is None else max(group.places - page.paginator.count, 0)
    context = {
        "group": group,
        "reports": reports,
        "others": others(group, request.actor) if any(own for _each, own in reports) else "",
        "wishes": wishes_for(group)[:A_PAGE],
        "free": free,
        "page": page,
        "people": with_standings(page.object_list),
        "moves": GROUP.open_to(request.actor, state=group.state),
        "today": today(),
    }
    return render(request, "discussion/moderating/moderate.html", context)


def wish(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    """Yes, or no with a reason."""
    group = moderated(request, slug)
    found = get_object_or_404(
        Wish.objects.filter(group=group).select_related("person", "organisation"), pk=pk
    )
    form = AnswerWishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            accept = given["answer"] == "yes"
            answer_wish(found, accept=accept, because=given["because"], by=request.actor)
            messages.success(request, _("%(name)s is told") % {"name": found.person})
            return redirect("discussion:moderate", slug)
    context = {"group": group, "wish": found, "form": form}
    return render(request, "discussion/moderating/wish.html", context)


def add(request: ActorRequest, slug: str) -> HttpResponse:
    """Somebody is looked for by name, then taken in with one press."""
    group = moderated(request, slug)
    if request.method == "POST":
        keys = known_keys([request.POST.get("person", "")])
        person = get_object_or_404(Person.objects.kept(), pk__in=keys)
        take_in(group, person, by=request.actor)
        messages.success(request, _("%(name)s belongs now, and is told") % {"name": person})
        return redirect("discussion:moderate", slug)
    form = TakeInForm(request.GET or None)
    found = to_take_in(group, form.cleaned_data["q"]) if form.is_valid() else []
    made = [Belonging(group=group, person=each) for each in found]
    context = {"group": group, "form": form, "found": with_standings(made)}
    return render(request, "discussion/moderating/take_in.html", context)


def remove_person(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    """One who belongs: whether they moderate, and the way out, with a reason."""
    group = moderated(request, slug)
    belonging = _belonging(group, pk)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            take_out(belonging, form.cleaned_data["because"], by=request.actor)
            told = _("%(name)s does not belong any more, and is told why")
            messages.success(request, told % {"name": belonging.person})
            return redirect("discussion:moderate", slug)
    is_me = belonging.person_id == request.actor.person
    context = {"group": group, "belonging": belonging, "form": form, "is_me": is_me}
    return render(request, "discussion/moderating/take_out.html", context)


@require_POST
def moderator(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    """Made one with a press, and no more one with another."""
    group = moderated(request, slug)
    belonging = _belonging(group, pk)
    if "end" in request.POST:
        end_moderating(belonging, by=request.actor)
        said = _("%(name)s moderates no more")
    else:
        make_moderator(belonging, by=request.actor)
        said = _("%(name)s moderates the group now")
    messages.success(request, said % {"name": belonging.person})
    gave_up = "end" in request.POST and belonging.person_id == request.actor.person
    return redirect("discussion:group" if gave_up else "discussion:moderate", slug)


def make(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.GROUP_CHANGE)
    form = GroupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            group = make_group(form.details(), by=request.actor)
            messages.success(request, _("The group is there. Take in those who moderate it"))
            return redirect("discussion:moderate", group.slug)
    return render(request, "discussion/moderating/make.html", {"form": form})


def change(request: ActorRequest, slug: str) -> HttpResponse:
    group = moderated(request, slug)
    request.actor.must(Permission.GROUP_CHANGE)
    form = GroupForm(request.POST if request.method == "POST" else None, initial=values_of(group))
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"] or 0
            change_group(group, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have changed the group"))
            return redirect("discussion:moderate", slug)
    return render(request, "discussion/moderating/change.html", {"group": group, "form": form})


@require_POST
def close(request: ActorRequest, slug: str) -> HttpResponse:
    group = moderated(request, slug)
    if "open" in request.POST:
        open_group(group, by=request.actor)
        messages.success(request, _("The group is open again"))
    else:
        close_group(group, by=request.actor)
        messages.success(request, _("The group is closed: it can be read, not written in"))
    return redirect("discussion:moderate", slug)


def moderated(request: ActorRequest, slug: str) -> Group:
    group = known_group(request, slug)
    acting_in(group, request.actor).must(Permission.GROUP_MODERATE)
    return group


def _belonging(group: Group, pk: int) -> Belonging:
    found = group.belongings.filter(left_at=None).select_related("person", "group")
    return get_object_or_404(found, pk=pk)
