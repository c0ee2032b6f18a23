"""The life of a list that is brought into the library."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class ImportState(TextChoices):
    WAITING = "waiting", _("To be looked through")
    SHOWN = "shown", _("Looked through: nothing is brought in yet")
    UNREADABLE = "unreadable", _("Not readable")
    RUNNING = "running", _("Being brought in")
    DONE = "done", _("Brought in")
    GIVEN_UP = "given_up", _("Given up")


WAITING, SHOWN, UNREADABLE, RUNNING, DONE, GIVEN_UP = ImportState
OVER = frozenset({UNREADABLE, DONE, GIVEN_UP})

_NEEDS = Permission.LIBRARY_IMPORT
IMPORT = Lifecycle(
    name="import",
    start=WAITING,
    moves={
        "show": Move(frozenset({WAITING}), SHOWN, needs=_NEEDS),
        "refuse": Move(frozenset({WAITING, RUNNING}), UNREADABLE, needs=_NEEDS),
        "look_again": Move(frozenset({SHOWN}), WAITING, needs=_NEEDS),
        "begin": Move(frozenset({SHOWN}), RUNNING, needs=_NEEDS),
        "go_on": Move(frozenset({RUNNING}), RUNNING, needs=_NEEDS),
        "finish": Move(frozenset({RUNNING}), DONE, needs=_NEEDS),
        "give_up": Move(frozenset({WAITING, SHOWN, RUNNING}), GIVEN_UP, needs=_NEEDS),
    },
)
