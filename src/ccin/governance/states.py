"""Kinds of body, seat and matter, what can be decided and how, and the lives of matters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class BodyKind(TextChoices):
    COMMITTEE = "committee", _("Committee")
    BOARD = "board", _("Board")
    GROUP = "group", _("Group")
    OFFICE = "office", _("Office")


class SeatKind(TextChoices):
    """Who a seat is for."""

    FULL = "full", _("Full member")
    ASSOCIATE = "associate", _("Associate")
    AFFILIATE = "affiliate", _("Affiliate")
    MEMBER = "member", _("Any member")
    ACCOUNTABLE_BODY = "accountable_body", _("Accountable Body")
    ANOTHER_BODY = "another_body", _("Representative of another body")
    INDEPENDENT = "independent", _("Individual from the co-operative sector")
    STAFF = "staff", _("Staff of the network")
    HONORARY = "honorary", _("Honorary")


# What a member must hold on the day for a seat of these kinds; the others ask for no class.
SEAT_CLASSES = {
    SeatKind.FULL: frozenset({"full"}),
    SeatKind.ASSOCIATE: frozenset({"associate"}),
    SeatKind.AFFILIATE: frozenset({"affiliate"}),
    SeatKind.MEMBER: frozenset({"full", "associate", "affiliate"}),
}


class SeatRole(TextChoices):
    """What whoever sits there may do; the chair is an office of one who sits."""

    VOTING = "voting", _("Voting")
    NON_VOTING = "non_voting", _("Not voting")
    CLERK = "clerk", _("Clerk")
    ADVISER = "adviser", _("Adviser")


class FilledBy(TextChoices):
    ELECTION = "election", _("Elected by all full members")
    CLASS_ELECTION = "class_election", _("Elected by the members of its class")
    APPOINTMENT = "appointment", _("Appointed")
    NOMINATION = "nomination", _("Nominates itself, then appointed")
    EX_OFFICIO = "ex_officio", _("By another office")


class Office(TextChoices):
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-Chair")


class AppointmentEnd(TextChoices):
    TERM = "term", _("The term ended")
    RESIGNED = "resigned", _("Stood down")
    LOST_SEAT = "lost_seat", _("No longer a councillor or representative")
    MEMBERSHIP_ENDED = "membership_ended", _("Their organisation left the network")
    REMOVED = "removed", _("Removed by decision")
    CORRECTED = "corrected", _("Recorded in error")


class MatterKind(TextChoices):
    """What a body can be asked to decide. Each kind has exactly one operation that owns it."""

    JOIN_FULL = "join_full", _("An application to join as a full member")
    JOIN_ASSOCIATE = "join_associate", _("An application to join as an associate")
    JOIN_AFFILIATE = "join_affiliate", _("An application to join as an affiliate")
    JOIN_SUPPORTER = "join_supporter", _("An application to be a supporter")
    ROUND = "round", _("A round of funding")
    BID = "bid", _("A bid for a project")
    PROJECT_CHANGE = "project_change", _("A change to what a project is to do, or to who leads it")
    PROJECT_TIME = "project_time", _("More time for a project, or other partners in it")
    CONCERN = "concern", _("A concern about values and principles")
    COMPLAINT = "complaint", _("A complaint about conduct")


class Step(TextChoices):
    """What a power lets a body do with a matter."""

    RECOMMEND = "recommend", _("Recommends")
    DECIDE = "decide", _("Decides")


class MatterState(TextChoices):
    FOR_RECOMMENDATION = "for_recommendation", _("Waiting for a recommendation")
    FOR_DECISION = "for_decision", _("Waiting for a decision")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


FOR_RECOMMENDATION, FOR_DECISION, DECIDED, WITHDRAWN = MatterState
OPEN = frozenset({FOR_RECOMMENDATION, FOR_DECISION})

# Permissions are held in the body whose step it is; withdrawing belongs to the owner's operation.
MATTER = Lifecycle(
    name="matter",
    start=FOR_RECOMMENDATION,
    moves={
        "recommend": Move(
            frozenset({FOR_RECOMMENDATION}), FOR_DECISION, needs=Permission.MATTER_RECOMMEND
        ),
        "decide": Move(frozenset({FOR_DECISION}), DECIDED, needs=Permission.MATTER_DECIDE),
        "return": Move(
            frozenset({FOR_DECISION}), FOR_RECOMMENDATION, needs=Permission.MATTER_DECIDE
        ),
    },
)


class Outcome(TextChoices):
    """What is recommended or decided; only who decides can return a matter."""

    APPROVE = "approve", _("Approve")
    APPROVE_WITH_CONDITIONS = "approve_with_conditions", _("Approve with conditions")
    REFUSE = "refuse", _("Refuse")
    RETURN = "return", _("Return for another recommendation")


APPROVALS = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})
# To approve one of these is to grant a sum, so what is voted on says how much.
GRANTS = frozenset({MatterKind.BID})


class Form(TextChoices):
    """The lawful ways in which a body says what it recommends or decides."""

    MEETING = "meeting", _("Resolved at a meeting")
    PROCEDURE = "procedure", _("Written procedure between meetings")
    DELEGATED = "delegated", _("By an officer to whom a clause delegates it")


class ProcedureState(TextChoices):
    RUNNING = "running", _("Running")
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Lost")
    NO_QUORUM = "no_quorum", _("Too few took part")
    TO_MEETING = "to_meeting", _("Goes to a meeting")
    STOPPED = "stopped", _("Stopped")


RUNNING, CARRIED, LOST, NO_QUORUM, TO_MEETING, STOPPED = ProcedureState

PROCEDURE = Lifecycle(
    name="written procedure",
    start=RUNNING,
    moves={
        "carry": Move(frozenset({RUNNING}), CARRIED, needs=Permission.PROCEDURE_CLOSE),
        "lose": Move(frozenset({RUNNING}), LOST, needs=Permission.PROCEDURE_CLOSE),
        "fail": Move(frozenset({RUNNING}), NO_QUORUM, needs=Permission.PROCEDURE_CLOSE),
        "bring_to_meeting": Move(
            frozenset({RUNNING}), TO_MEETING, needs=Permission.PROCEDURE_CLOSE
        ),
        "stop": Move(frozenset({RUNNING}), STOPPED, needs=Permission.PROCEDURE_OPEN),
    },
)


class Choice(TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    MEETING = "meeting", _("Bring it to a meeting")


class LeftBecause(TextChoices):
    """Why somebody on the roll of a written procedure no longer counts."""

    INTEREST = "interest", _("An interest was found or declared")
    NO_SEAT = "no_seat", _("No longer sits there")


class Presence(TextChoices):
    """What somebody who sits in the body had to do with a recommendation or decision."""

    TOOK_PART = "took_part", _("Took part")
    ABSENT = "absent", _("Did not take part")
    INTERESTED = "interested", _("Left because of an interest")
