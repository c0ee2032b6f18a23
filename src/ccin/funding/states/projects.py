"""A funded project until it has been learned from: its payments, changes and outputs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class ProjectState(TextChoices):
    """Whether it was extended, is late or its report is due is computed from its days."""

    AGREED = "agreed", _("Agreement offered")
    IN_DELIVERY = "in_delivery", _("In delivery")
    REPORTED = "reported", _("Final report received")
    ACCEPTED = "accepted", _("Final report accepted")
    PUBLISHED = "published", _("Published, still to be turned into something others can use")
    CLOSED = "closed", _("Closed")
    TERMINATED = "terminated", _("Ended early")
    PAST = "past", _("Past project")  # brought forward; how it went on is not on record here


_S = ProjectState
LIVE_PROJECTS = frozenset({_S.AGREED, _S.IN_DELIVERY, _S.REPORTED, _S.ACCEPTED, _S.PUBLISHED})

PROJECT = Lifecycle(
    name="project",
    start=_S.AGREED,
    moves={
        "offer": Move(frozenset({_S.AGREED}), _S.AGREED, needs=Permission.PROJECT_KEEP),
        "accept_agreement": Move(
            frozenset({_S.AGREED}), _S.IN_DELIVERY, needs=Permission.AGREEMENT_ACCEPT
        ),
        "report_progress": Move(
            frozenset({_S.IN_DELIVERY}), _S.IN_DELIVERY, needs=Permission.PROJECT_REPORT
        ),
        "hand_in": Move(frozenset({_S.IN_DELIVERY}), _S.REPORTED, needs=Permission.PROJECT_REPORT),
        "return_report": Move(
            frozenset({_S.REPORTED}), _S.IN_DELIVERY, needs=Permission.PROJECT_KEEP
        ),
        "accept_report": Move(frozenset({_S.REPORTED}), _S.ACCEPTED, needs=Permission.PROJECT_KEEP),
        "publish": Move(frozenset({_S.ACCEPTED}), _S.PUBLISHED, needs=Permission.PROJECT_KEEP),
        "close": Move(frozenset({_S.PUBLISHED}), _S.CLOSED, needs=Permission.PROJECT_KEEP),
        "terminate": Move(LIVE_PROJECTS, _S.TERMINATED, needs=Permission.PROJECT_KEEP),
    },
)


class ParticipantRole(TextChoices):
    PARTICIPANT = "participant", _("Takes part")
    SPONSOR = "sponsor", _("Sponsor")


class Track(TextChoices):
    """What its lead says of how a project goes."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")


class PaymentDue(TextChoices):
    """What a payment waits for."""

    AGREEMENT = "agreement", _("The agreement is accepted")
    MILESTONE = "milestone", _("A milestone is reached")
    REPORT = "report", _("The final report is accepted")


class PaymentState(TextChoices):
    PLANNED = "planned", _("Planned")
    CLAIMED = "claimed", _("Claimed")
    APPROVED = "approved", _("Approved, to be paid")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


_P = PaymentState
# Where the round asks for no claims, a payment that is due is approved without one.
PAYMENT = Lifecycle(
    name="payment",
    start=_P.PLANNED,
    moves={
        "claim": Move(frozenset({_P.PLANNED}), _P.CLAIMED, needs=Permission.PROJECT_REPORT),
        "send_back": Move(frozenset({_P.CLAIMED}), _P.PLANNED, needs=Permission.PAYMENT_RECORD),
        "approve": Move(
            frozenset({_P.PLANNED, _P.CLAIMED}), _P.APPROVED, needs=Permission.PAYMENT_RECORD
        ),
        "pay": Move(frozenset({_P.APPROVED}), _P.PAID, needs=Permission.PAYMENT_RECORD),
        "cancel": Move(
            frozenset({_P.PLANNED, _P.CLAIMED, _P.APPROVED}),
            _P.CANCELLED,
            needs=Permission.PAYMENT_RECORD,
        ),
    },
)


class ChangeKind(TextChoices):
    TIME = "time", _("More time")
    SCOPE = "scope", _("Something else than was agreed")
    PARTNERS = "partners", _("Other partners")
    LEAD = "lead", _("Another lead")


class ChangeState(TextChoices):
    ASKED = "asked", _("Waiting for a decision")
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_C = ChangeState
CHANGE = Lifecycle(
    name="change request",
    start=_C.ASKED,
    moves={
        "agree": Move(frozenset({_C.ASKED}), _C.AGREED, needs=Permission.MATTER_DECIDE),
        "refuse": Move(frozenset({_C.ASKED}), _C.REFUSED, needs=Permission.MATTER_DECIDE),
        "withdraw": Move(frozenset({_C.ASKED}), _C.WITHDRAWN, needs=Permission.PROJECT_REPORT),
    },
)


class OutputKind(TextChoices):
    BID = "bid", _("Bid")
    REPORT = "report", _("Final report")
    TOOLKIT = "toolkit", _("Toolkit")
    CASE_STUDY = "case_study", _("Case study")
    WEBINAR = "webinar", _("Webinar")
    OTHER = "other", _("Something else")


# One of these, in the library for others to read, must have come of a project that is closed.
TURNED_INTO = frozenset({OutputKind.TOOLKIT, OutputKind.CASE_STUDY, OutputKind.WEBINAR})


class OutputState(TextChoices):
    HANDED_IN = "handed_in", _("Handed in")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Sent back")


_O = OutputState
OUTPUT = Lifecycle(
    name="output",
    start=_O.HANDED_IN,
    moves={
        "accept": Move(frozenset({_O.HANDED_IN}), _O.ACCEPTED, needs=Permission.PROJECT_KEEP),
        "return": Move(frozenset({_O.HANDED_IN}), _O.RETURNED, needs=Permission.PROJECT_KEEP),
        "hand_in_again": Move(
            frozenset({_O.RETURNED}), _O.HANDED_IN, needs=Permission.PROJECT_REPORT
        ),
    },
)
