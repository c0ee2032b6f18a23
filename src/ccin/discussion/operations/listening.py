"""What somebody who belongs to a group settles for themselves alone: how far they have read, and
whether they get news of it by e-mail."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Belonging, Group, Topic
from ccin.discussion.operations.talking import group_of
from ccin.discussion.reads.groups import belonging_of
from ccin.outbox.operations.choices import choose
from ccin.outbox.states import ChoiceHow


@transaction.atomic
def mark_read(group: Group, *, by: Actor) -> None:
    """Their own note, which nobody else reads: it is not told in the history."""
    belonging = _own(group, by)
    belonging.read_at = timezone.now()
    belonging.save(update_fields=["read_at"])


@transaction.atomic
def listen(subject: Group | Topic, *, wanted: bool, wording: str, by: Actor) -> None:
    """Mute a group or one of its topics, or hear of it again. `wording` is what the button said."""
    _own(subject if isinstance(subject, Group) else group_of(subject), by)
    how = ChoiceHow.DIGEST if wanted else ChoiceHow.NEVER
    key = f"person:{by.person}"
    choose(key, subject.section, how, wording=wording, source="page", by=by)


def _own(group: Group, by: Actor) -> Belonging:
    belonging = belonging_of(by, group)
    if belonging is None:
        raise PermissionDenied(Permission.GROUP_JOIN)
    return belonging
