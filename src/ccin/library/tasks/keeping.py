"""Lists that were sent: looked through, and brought in."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.library.models import Import
from ccin.library.operations.imports import carry_on, clear_imports, look_through


def bring_lists_in(by: Actor, tell: Tell) -> str:
    """One after the other; each goes on where it was interrupted."""
    done = 0
    for brought in Import.objects.due():
        if brought.is_running:
            carry_on(brought, tell=tell, by=by)
        else:
            look_through(brought, tell=tell, by=by)
        done += 1
    return f"Lists looked through or brought in: {done}" if done else ""


def clear_lists(by: Actor, tell: Tell) -> str:
    cleared = clear_imports(by=by)
    return f"Lists that nobody brought in were given up: {cleared}" if cleared else ""
