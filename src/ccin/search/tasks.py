"""The pass over what was written: entries whose words are to be weighed."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.search.operations import weigh_due
from ccin.search.reads import is_any_due


def weigh(by: Actor, tell: Tell) -> str:
    done = weigh_due(by=by, tell=tell)
    return f"Entries weighed: {done}" if done else ""


__all__ = ["is_any_due", "weigh"]
