"""Kinds of project, and the life of a round of funding."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class ProjectKind(TextChoices):
    """The type of a project, never its status."""

    LAB = "lab", _("Policy Lab")
    PROTOTYPE = "prototype", _("Policy Prototype")


class RoundState(TextChoices):
    """Whether bids can be written is said by the clock and the round's moments, not by a state."""

    DRAFT = "draft", _("Being prepared")
    PROPOSED = "proposed", _("Before the body that decides")
    AGREED = "agreed", _("Agreed")
    FINISHED = "finished", _("Finished")
    CALLED_OFF = "called_off", _("Called off")


SHOWN_ROUNDS = frozenset({RoundState.AGREED, RoundState.FINISHED})  # the public sees these

ROUND = Lifecycle(
    name="round",
    start=RoundState.DRAFT,
    moves={
        "change": Move(
            frozenset({RoundState.DRAFT}), RoundState.DRAFT, needs=Permission.ROUND_CHANGE
        ),
        "propose": Move(
            frozenset({RoundState.DRAFT}), RoundState.PROPOSED, needs=Permission.ROUND_CHANGE
        ),
        # The body that has the power agrees, refuses (back to be prepared) or returns it.
        "agree": Move(
            frozenset({RoundState.PROPOSED}), RoundState.AGREED, needs=Permission.MATTER_DECIDE
        ),
        "send_back": Move(
            frozenset({RoundState.PROPOSED}), RoundState.DRAFT, needs=Permission.MATTER_DECIDE
        ),
        # Dates and wording that do not change what is asked or paid, with a reason on the record.
        "correct": Move(
            frozenset({RoundState.AGREED}), RoundState.AGREED, needs=Permission.ROUND_CHANGE
        ),
        "finish": Move(
            frozenset({RoundState.AGREED}), RoundState.FINISHED, needs=Permission.ROUND_CHANGE
        ),
        "call_off": Move(
            frozenset({RoundState.DRAFT, RoundState.PROPOSED, RoundState.AGREED}),
            RoundState.CALLED_OFF,
            needs=Permission.ROUND_CHANGE,
        ),
    },
)
