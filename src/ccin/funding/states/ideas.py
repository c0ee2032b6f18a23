"""A work area: what a member thinks the network should work on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class IdeaState(TextChoices):
    OPEN = "open", _("Open")
    MERGED = "merged", _("Merged into another")
    TAKEN_UP = "taken_up", _("Taken up in a round")
    SET_ASIDE = "set_aside", _("Set aside")
    WITHDRAWN = "withdrawn", _("Withdrawn")


IDEA = Lifecycle(
    name="work area",
    start=IdeaState.OPEN,
    moves={
        "change": Move(frozenset({IdeaState.OPEN}), IdeaState.OPEN, needs=Permission.IDEA_PUT),
        "withdraw": Move(
            frozenset({IdeaState.OPEN}), IdeaState.WITHDRAWN, needs=Permission.IDEA_PUT
        ),
        "sort": Move(
            frozenset({IdeaState.OPEN, IdeaState.TAKEN_UP}),
            IdeaState.OPEN,
            needs=Permission.IDEA_SORT,
        ),
        "merge": Move(frozenset({IdeaState.OPEN}), IdeaState.MERGED, needs=Permission.IDEA_SORT),
        "take_up": Move(
            frozenset({IdeaState.OPEN, IdeaState.TAKEN_UP}),
            IdeaState.TAKEN_UP,
            needs=Permission.ROUND_CHANGE,
        ),
        "set_aside": Move(
            frozenset({IdeaState.OPEN}), IdeaState.SET_ASIDE, needs=Permission.IDEA_SORT
        ),
        "reopen": Move(
            frozenset({IdeaState.SET_ASIDE}), IdeaState.OPEN, needs=Permission.IDEA_SORT
        ),
    },
)


class Willingness(TextChoices):
    """What a member that says “us too” would do."""

    SUPPORT = "support", _("We would like to see it done")
    JOIN = "join", _("We would take part")
    LEAD = "lead", _("We would lead it")
