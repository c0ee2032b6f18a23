"""How far somebody is with using what another gave."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class Stage(TextChoices):
    CONSIDERING = "considering", _("We are considering it")
    TRYING = "trying", _("We are trying it")
    USING = "using", _("We are using it")
    STOPPED = "stopped", _("We stopped")
    WITHDRAWN = "withdrawn", _("Recorded by mistake")


class Again(TextChoices):
    """Whether an adopter would do it again."""

    YES = "yes", _("Yes")
    OTHERWISE = "otherwise", _("Yes, but otherwise")
    NO = "no", _("No")


CONSIDERING, TRYING, USING, STOPPED, WITHDRAWN = Stage
UNDER_WAY = frozenset({CONSIDERING, TRYING, USING})

ADOPTION = Lifecycle(
    name="adoption",
    start=CONSIDERING,
    moves={
        "consider": Move(UNDER_WAY | {STOPPED}, CONSIDERING, needs=Permission.ADOPTION_CHANGE),
        "try": Move(UNDER_WAY | {STOPPED}, TRYING, needs=Permission.ADOPTION_CHANGE),
        "use": Move(UNDER_WAY | {STOPPED}, USING, needs=Permission.ADOPTION_CHANGE),
        "stop": Move(UNDER_WAY, STOPPED, needs=Permission.ADOPTION_CHANGE),
        "withdraw": Move(UNDER_WAY | {STOPPED}, WITHDRAWN, needs=Permission.ADOPTION_CHANGE),
    },
)

# The stage as others read it.
OF_OTHERS = {
    CONSIDERING: _("Considering it"),
    TRYING: _("Trying it"),
    USING: _("Using it"),
    STOPPED: _("Stopped using it"),
    WITHDRAWN: _("Recorded by mistake"),
}

# The move that leads to each stage.
MOVES = {move.target: name for name, move in ADOPTION.moves.items()}
