"""An application from its first draft to membership; its conditions and the welcome list."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.governance.states import MatterKind
from ccin.kernel.lifecycle import Lifecycle, Move


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Draft")
    UNDER_CONSIDERATION = "under_consideration", _("Under consideration")
    RETURNED = "returned", _("With the applicant, to correct")
    APPROVED = "approved", _("Approved, waiting for its conditions")
    JOINED = "joined", _("Joined")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


DRAFT, UNDER_CONSIDERATION, RETURNED, APPROVED, JOINED, REFUSED, WITHDRAWN, LAPSED = (
    ApplicationState
)
OPEN_APPLICATIONS = frozenset({DRAFT, UNDER_CONSIDERATION, RETURNED, APPROVED})

# What is brought before a body when each class applies; one operation decides on all of them.
JOIN_KINDS = (
    MatterKind.JOIN_FULL,
    MatterKind.JOIN_ASSOCIATE,
    MatterKind.JOIN_AFFILIATE,
    MatterKind.JOIN_SUPPORTER,
)

# While it is under consideration, its matter says whether a body is to recommend or to decide.
# Deciding needs the permission in the deciding body.
APPLICATION = Lifecycle(
    name="application",
    start=DRAFT,
    moves={
        "submit": Move(
            frozenset({DRAFT, RETURNED}), UNDER_CONSIDERATION, needs=Permission.APPLICATION_WRITE
        ),
        "return_to_applicant": Move(
            frozenset({UNDER_CONSIDERATION}), RETURNED, needs=Permission.APPLICATION_CORRECT
        ),
        "approve": Move(frozenset({UNDER_CONSIDERATION}), APPROVED, needs=Permission.MATTER_DECIDE),
        "admit": Move(
            frozenset({UNDER_CONSIDERATION, APPROVED}), JOINED, needs=Permission.MATTER_DECIDE
        ),
        "refuse": Move(frozenset({UNDER_CONSIDERATION}), REFUSED, needs=Permission.MATTER_DECIDE),
        "withdraw": Move(OPEN_APPLICATIONS, WITHDRAWN, needs=Permission.APPLICATION_WITHDRAW),
        "lapse": Move(
            frozenset({DRAFT, RETURNED, APPROVED}), LAPSED, needs=Permission.APPLICATION_LAPSE
        ),
    },
)


class Place(TextChoices):
    """Where an application waits: its state, its matter's step and open questions together."""

    DRAFT = "draft", _("Being written")
    RECOMMEND = "recommend", _("Waiting for a recommendation")
    DECIDE = "decide", _("Waiting for a decision")
    APPLICANT = "applicant", _("With the applicant")
    CONDITIONS = "conditions", _("Approved, conditions open")
    JOINED = "joined", _("Joined")
    ENDED = "ended", _("Refused, withdrawn or lapsed")


class GroupStanding(TextChoices):
    MINORITY = "minority", _("It runs the council without a majority")
    OPPOSITION = "opposition", _("It is in opposition")


class StepKey(TextChoices):
    """The questions of an application form; each class's form is a dated list of these."""

    BODY = "body", _("Your organisation")
    YOU = "you", _("About you")
    GROUP = "group", _("Your group")
    DECISION = "decision", _("The decision to join")
    FIGURES = "figures", _("Population and budget")
    WORK = "work", _("What your organisation does")
    SUPPORT = "support", _("Your support")
    PRINCIPLES = "principles", _("Your self-assessment")
    PEOPLE = "people", _("Who will represent you")


class ConditionTime(TextChoices):
    BEFORE = "before", _("Before joining")
    AFTER = "after", _("After joining")


class ConditionState(TextChoices):
    OPEN = "open", _("Open")
    MET = "met", _("Met")
    WAIVED = "waived", _("Waived")
    MISSED = "missed", _("Not met in time")


CONDITION = Lifecycle(
    name="condition",
    start=ConditionState.OPEN,
    moves={
        "meet": Move(
            frozenset({ConditionState.OPEN, ConditionState.MISSED}),
            ConditionState.MET,
            needs=Permission.CONDITION_CHANGE,
        ),
        # Only who set a condition can do without it: the deciding body, by its clerk or chair.
        "waive": Move(
            frozenset({ConditionState.OPEN, ConditionState.MISSED}),
            ConditionState.WAIVED,
            needs=Permission.MATTER_DECIDE,
        ),
        "miss": Move(
            frozenset({ConditionState.OPEN}),
            ConditionState.MISSED,
            needs=Permission.APPLICATION_LAPSE,
        ),
    },
)


class WelcomeKind(TextChoices):
    """What makes a new member at home, within ninety days."""

    INDUCTION = "induction", _("Induction taken")
    LOGO = "logo", _("Logo received")
    CONTACTS = "contacts", _("Contacts complete")
    MENTOR = "mentor", _("Mentor met")
    UPDATE = "update", _("Welcomed in the Members’ Update")
