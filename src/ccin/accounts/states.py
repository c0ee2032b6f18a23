"""The roles on the network's staff, in words; invitations, and requests to join a team."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission, Role
from ccin.kernel.lifecycle import Lifecycle, Move

STAFF_ROLE_NAMES: list[tuple[str, Promise]] = [
    (Role.ADMINISTRATOR, _("Administrator")),
    (Role.MEMBERSHIP_OFFICER, _("Membership officer")),
    (Role.EDITOR, _("Website editor")),
    (Role.STAND_IN, _("Stand-in")),
]
# What each lets a person do, beside its name where it is granted.
STAFF_ROLE_DUTIES: dict[str, Promise] = {
    Role.ADMINISTRATOR: _("Grants and ends roles, and checks the audit trail"),
    Role.MEMBERSHIP_OFFICER: _("Keeps organisations, people, memberships and enquiries"),
    Role.EDITOR: _("Writes and publishes the pages of the website"),
    Role.STAND_IN: _("Covers a holiday: what officers and editors do, but for merging and erasing"),
}


class InvitationState(TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


SENT, ACCEPTED, WITHDRAWN = InvitationState

# Whoever holds the link accepts; the operation that does so acts as the room itself.
INVITATION = Lifecycle(
    name="invitation",
    start=SENT,
    moves={
        "accept": Move(frozenset({SENT}), ACCEPTED, needs=Permission.SIGN_IN_CHANGE),
        "resend": Move(frozenset({SENT}), SENT, needs=Permission.COLLEAGUE_INVITE),
        "withdraw": Move(frozenset({SENT}), WITHDRAWN, needs=Permission.COLLEAGUE_INVITE),
    },
)


class RequestState(TextChoices):
    WAITING = "waiting", _("Waiting")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")


WAITING, CONFIRMED, DECLINED = RequestState

TEAM_REQUEST = Lifecycle(
    name="request to join a team",
    start=WAITING,
    moves={
        "confirm": Move(frozenset({WAITING}), CONFIRMED, needs=Permission.COLLEAGUE_INVITE),
        "decline": Move(frozenset({WAITING}), DECLINED, needs=Permission.COLLEAGUE_INVITE),
    },
)
