"""What waits for somebody in their groups."""

from datetime import datetime
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import (
    Asking,
    Belonging,
    Group,
    Mention,
    Post,
    Report,
    Topic,
    Wish,
)
from ccin.discussion.states import UNANSWERED, TopicKind
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting

SHOWN_ON_THE_DESK = 20


def waiting_for(actor: Actor) -> list[Waiting]:
    """Reports to settle and wishes to answer where somebody moderates, and questions in a group
    that name them or were put to them: in one query."""
    if actor.person is None and not actor.may(Permission.GROUP_MODERATE):
        return []
    groups = moderated(actor)
    parts = (_wishes(groups, actor), _questions(actor), _asked_in_words(actor))
    found = _reports(groups, actor).union(*parts, all=True)
    rows = found.order_by("since", "what", "key")[:SHOWN_ON_THE_DESK]
    return [_waiting(*row) for row in rows]


def moderated(actor: Actor) -> QuerySet[Group]:
    if actor.may(Permission.GROUP_MODERATE):
        return Group.objects.all()
    own = Belonging.objects.in_force_on(today()).filter(person=actor.person, is_moderator=True)
    return Group.objects.filter(pk__in=own.values("group"))


def _reports(groups: QuerySet[Group], actor: Actor) -> "QuerySet[Any, Any]":
    """Not those about somebody’s own words, which others judge."""
    found = Report.objects.filter(topic__group__in=groups.order_by(), settled_at=None)
    if actor.person is not None:
        own = Q(post__author=actor.person) | Q(post=None, topic__asked_by=actor.person)
        found = found.exclude(pk__in=Report.objects.filter(own).order_by().values("pk"))
    return _rows(found, "report", F("topic__title"), F("topic"), F("reported_at"))


def _wishes(groups: QuerySet[Group], actor: Actor) -> "QuerySet[Any, Any]":
    """One line a group."""
    wishes = Wish.objects.waiting().filter(group__in=groups.order_by())
    found = wishes.exclude(person=actor.person or 0).order_by().values("group")
    return _rows(
        found, "wish", F("group__name"), F("group__slug"), Min("made_at"), number=Count("pk")
    )


def _questions(actor: Actor) -> "QuerySet[Any, Any]":
    readable = Topic.objects.in_groups_of(actor).filter(state__in=UNANSWERED)
    found = Asking.objects.filter(
        person=actor.person or 0, topic__in=readable.order_by(), replied_at=None, passed_at=None
    )
    return _rows(found, "question", F("topic__title"), F("topic"), F("asked_at"))


def _asked_in_words(actor: Actor) -> "QuerySet[Any, Any]":
    """A question that names them with an @ is theirs to answer until somebody has, or they have."""
    readable = Topic.objects.in_groups_of(actor).filter(
        state__in=UNANSWERED, kind=TopicKind.QUESTION
    )
    replied = Post.objects.filter(topic=OuterRef("topic"), author=actor.person or 0)
    asked = Asking.objects.filter(topic=OuterRef("topic"), person=actor.person or 0)
    found = Mention.objects.filter(
        ~Exists(replied),
        ~Exists(asked),
        person=actor.person or 0,
        post=None,
        topic__in=readable.order_by(),
    )
    return _rows(found, "named", F("topic__title"), F("topic"), F("topic__asked_at"))


def _rows(
    found: "QuerySet[Any, Any]", what: str, name: F, key: F, since: F | Min, *, number: Any = None
) -> "QuerySet[Any, Any]":
    """In one form, so that the database puts them together."""
    rows: QuerySet[Any, Any] = found.order_by().annotate(
        what=Value(what, CharField()),
        name=Cast(name, TextField()),
        key=Cast(key, TextField()),
        number=Cast(number or Value(1), IntegerField()),
        since=Cast(since, DateTimeField()),
    )
    return rows.values_list("what", "name", "key", "number", "since")


def _waiting(what: str, name: str, key: str, number: int, since: datetime) -> Waiting:
    if what == "wish":
        one = "Answer %(number)d person who asks to belong to %(name)s"
        many = "Answer %(number)d people who ask to belong to %(name)s"
        words, address = ngettext(one, many, number), reverse("discussion:moderate", args=[key])
    else:
        words, address = str(_SAYS[what]), reverse("discussion:topic", args=[key])
    said = words % {"number": number, "name": name}
    return Waiting(said, address, timezone.localdate(since))


_SAYS = {
    "report": _("Look at what was reported in “%(name)s”"),
    "named": _("Answer “%(name)s”: it names you"),
    "question": _("Answer “%(name)s”, or say that you cannot help"),
}
