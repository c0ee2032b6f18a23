"""The work room's own pass."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.work.operations import clear_old_runs


def clear(by: Actor, tell: Tell) -> str:
    cleared = clear_old_runs(by=by)
    return f"Old runs cleared: {cleared}" if cleared else ""
