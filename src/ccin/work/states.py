"""The states of one run of a pass."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class RunState(TextChoices):
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    LOST = "lost", _("Interrupted")


RUNNING, DONE, FAILED, LOST = RunState

RUN = Lifecycle(
    name="run",
    start=RUNNING,
    moves={
        "finish": Move(frozenset({RUNNING}), DONE, needs=Permission.JOB_RUN),
        "fail": Move(frozenset({RUNNING}), FAILED, needs=Permission.JOB_RUN),
        "lose": Move(frozenset({RUNNING}), LOST, needs=Permission.JOB_RUN),
    },
)
