"""What people are told of their belonging: by name, and each only of what is theirs."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.discussion.models import Belonging, Group, Wish
from ccin.discussion.notices.telling import about_wish, address_of, recipients, section_of
from ccin.discussion.reads.groups import moderators_of
from ccin.members.models import Person
from ccin.outbox.operations.telling import tell


def taken_in(group: Group, person: Person) -> None:
    _tell("discussion.taken_in", group, person, title=_("You belong to %(group)s"))


def taken_out(belonging: Belonging) -> None:
    _tell(
        "discussion.taken_out",
        belonging.group,
        belonging.person,
        title=_("You have been taken out of %(group)s"),
        reason=belonging.removed_because,
    )


def moderator_made(belonging: Belonging) -> None:
    _tell(
        "discussion.moderator_made",
        belonging.group,
        belonging.person,
        title=_("You moderate %(group)s now"),
    )


def wish_made(wish: Wish) -> None:
    """To the group's moderators, with its words; staff find it on their desk."""
    _tell(
        "discussion.wish_made",
        wish.group,
        *moderators_of(wish.group),
        title=_("Somebody asks to belong to %(group)s"),
        wish=wish,
        about=about_wish(wish),
        audience=[wish.group.section],
        address=f"{settings.SITE_ADDRESS}{reverse('discussion:moderate', args=[wish.group.slug])}",
    )


def wish_answered(wish: Wish) -> None:
    _tell(
        "discussion.wish_answered",
        wish.group,
        wish.person,
        title=_("Your request to join %(group)s"),
        accepted=wish.state == "accepted",
        reason=wish.answered_because,
    )


def _tell(
    kind: str,
    group: Group,
    *people: Person,
    title: str,
    about: str = "",
    audience: Sequence[str] = (),
    address: str = "",
    **said: Any,
) -> None:
    """Told to whom it concerns; where an audience is named, if they hold one of its tokens then."""
    for each in recipients(people):
        tell(
            kind,
            to=[each],
            section=section_of(group),
            title=title % {"group": group},
            audience=audience or [each.key],
            address=address or address_of(group),
            personal=True,
            about=about,
            group=group,
            **said,
        )
