"""Putting a question to people by name, and their saying that they cannot help."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.discussion.models import Asking, Topic
from ccin.discussion.operations.topics import lock_topic
from ccin.discussion.rules.asking import may_be_asked, terms_on
from ccin.discussion.states import UNANSWERED
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation, Person, Representation


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody who is likely to know, and why: codes with their values."""

    person: int
    because: tuple[tuple[str, ...], ...]


@transaction.atomic
def put_question(topic: Topic, chosen: Sequence[Chosen], *, by: Actor) -> list[Asking]:
    """Ask these people by name, as far as they may be asked: nobody of the organisation that
    asks, nobody twice, nobody too often, and no more than so many unless staff ask.

    The people's rows are locked, so that two questions at once do not both ask one person.
    """
    lock_topic(topic)
    _must_put(topic, by)
    if topic.state not in UNANSWERED:
        raise MoveNotAllowed(f"topic that is {topic.state} cannot be put to anybody")
    terms = terms_on(today())
    keys = [each.person for each in chosen]
    people = Person.objects.select_for_update().kept().filter(pk__in=keys).order_by("pk")
    found = {person.pk: person for person in people}
    now = timezone.now()  # under the lock: what another asked while we waited lies before it
    free = _who_may_be_asked(topic, keys, now)
    room = (
        len(chosen)
        if by.may(Permission.TOPIC_MODERATE) and by.is_staff
        else max(terms.at_most - topic.askings.count(), 0)
    )
    asked = [each for each in chosen if each.person in found and each.person in free][:room]
    made = [
        Asking.objects.create(
            topic=topic,
            person=found[each.person],
            because=[list(reason) for reason in each.because],
            asked_at=now,
        )
        for each in asked
    ]
    if made:
        record(by, "discussion.question_put", topic, concerning=[one.person for one in made])
    return made


@transaction.atomic
def pass_on(asking: Asking, *, by: Actor) -> None:
    """Somebody who was asked cannot help; for some time nobody asks them anything."""
    asking.refresh_from_db(from_queryset=Asking.objects.select_for_update())
    if by.person is None or asking.person_id != by.person:
        raise PermissionDenied(Permission.TOPIC_REPLY)
    if asking.replied_at:
        raise Refused(_("You have replied to this question already. Thank you."))
    if asking.passed_at:
        return
    asking.passed_at = timezone.now()
    asking.save(update_fields=["passed_at"])
    record(by, "discussion.asking_passed", asking.topic)


def _must_put(topic: Topic, by: Actor) -> None:
    """The organisation that asks, staff, the worker, and whoever was asked: they know others."""
    if by.may(Permission.TOPIC_ASK, organisation=topic.organisation_id):
        return
    if by.may(Permission.TOPIC_MODERATE):
        return
    if not topic.askings.filter(person=by.person or 0).exists():
        raise PermissionDenied(Permission.TOPIC_ASK)


def _who_may_be_asked(topic: Topic, keys: Sequence[int], now: datetime) -> set[int]:
    terms = terms_on(today())
    asked_at: dict[int, list[datetime]] = defaultdict(list)
    passed_at: dict[int, list[datetime]] = defaultdict(list)
    before = set()
    for asking in Asking.objects.filter(person__in=keys):
        asked_at[asking.person_id].append(asking.asked_at)
        if asking.passed_at:
            passed_at[asking.person_id].append(asking.passed_at)
        if asking.topic_id == topic.pk:
            before.add(asking.person_id)
    standing = Representation.objects.current_on(today()).filter(person__in=keys)
    members = Organisation.objects.members_on(today()).values("pk")
    able = set(standing.filter(organisation__in=members).values_list("person", flat=True))
    own = set(standing.filter(organisation=topic.organisation_id).values_list("person", flat=True))
    return {
        key
        for key in able - own - before
        if may_be_asked(terms, now, asked_at=asked_at[key], passed_at=passed_at[key])
    }
