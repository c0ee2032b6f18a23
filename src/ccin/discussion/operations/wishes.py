"""A wish to belong to a group: made, answered by a moderator with a reason, withdrawn."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.discussion.models import Group, Wish
from ccin.discussion.notices import belonging as notices
from ccin.discussion.notices.telling import about_wish
from ccin.discussion.operations.groups import (
    belong,
    lock_group,
    lock_open,
    person_who_joins,
    was_taken_out,
)
from ccin.discussion.operations.topics import reason_of
from ccin.discussion.reads.groups import acting_in, organisation_of
from ccin.discussion.rules.asking import cleaned
from ccin.discussion.states import WISH, GroupKind, HowToJoin, WishState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.outbox.operations.telling import take_back_notices

LONGEST_WISH = 3_000


@transaction.atomic
def wish_to_join(group: Group, words: str = "", *, by: Actor) -> Wish:
    """Ask to belong. Of a learning set that is an expression of interest: it says in words what
    somebody hopes for, and comes before the closing day."""
    lock_open(group)
    person = person_who_joins(by)
    if not Group.objects.known_to(by).filter(pk=group.pk).exists():
        raise PermissionDenied(Permission.GROUP_JOIN)
    if group.how_to_join == HowToJoin.INVITED:
        raise Refused(_("People are invited to this group: nobody can ask to belong to it."))
    if group.how_to_join == HowToJoin.OPEN and not was_taken_out(group, person):
        raise Refused(_("You need not ask: join this group."))
    if group.belongings.filter(person=person, left_at=None).exists():
        raise Refused(_("You belong to this group already."))
    if group.wishes.waiting().filter(person=person).exists():
        raise Refused(_("You have asked already. A moderator will answer."))
    if group.wishes_close_on and today() > group.wishes_close_on:
        raise Refused(_("The last day to ask for a place has passed."))
    wish = Wish.objects.create(
        group=group,
        person=person,
        organisation=organisation_of(person.pk),
        words=_words(group, words),
        made_at=timezone.now(),
    )
    record(by, "discussion.wish_made", group, concerning=[person])
    notices.wish_made(wish)
    return wish


@transaction.atomic
def answer_wish(wish: Wish, *, accept: bool, because: str = "", by: Actor) -> None:
    """A moderator says yes, as long as there is a place, or no with a reason; the person is told.
    Nobody answers their own wish."""
    lock_open(wish.group)
    wish.refresh_from_db(from_queryset=Wish.objects.select_for_update())
    move = WISH.move("accept" if accept else "decline", state=wish.state)
    acting_in(wish.group, by).must(move.needs)
    if by.person and wish.person_id == by.person:
        raise Refused(_("This is your own request. Another moderator answers it."))
    reason = reason_of(because) if because.strip() or not accept else ""
    if accept and not wish.group.belongings.filter(person=wish.person, left_at=None).exists():
        belong(wish.group, wish.person)
    wish.state, wish.answered_because = WishState(move.target), reason
    wish.save(update_fields=["state", "answered_because"])
    record(by, "discussion.wish_answered", wish.group, concerning=[wish.person], accepted=accept)
    notices.wish_answered(wish)


@transaction.atomic
def withdraw_wish(wish: Wish, *, by: Actor) -> None:
    lock_group(wish.group)
    wish.refresh_from_db(from_queryset=Wish.objects.select_for_update())
    if by.person is None or wish.person_id != by.person:
        raise PermissionDenied(Permission.GROUP_JOIN)
    wish.state = WishState(WISH.move("withdraw", state=wish.state).target)
    wish.words = ""
    wish.save(update_fields=["state", "words"])
    take_back_notices(about_wish(wish))
    record(by, "discussion.wish_withdrawn", wish.group, concerning=[wish.person])


def _words(group: Group, words: str) -> str:
    found = cleaned(words)
    if not found and group.kind == GroupKind.LEARNING_SET:
        raise Refused(_("Say in a few sentences what you hope for, and what you bring."))
    if len(found) > LONGEST_WISH:
        raise Refused(_("Say it in 3,000 characters or fewer."))
    return found
