"""The pass that keeps what members and their people are found by in step with the records."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.members.operations.finding import index_members


def index(by: Actor, tell: Tell) -> str:
    done = index_members(by=by, tell=tell)
    return f"Entries of members and their people changed: {done}" if done else ""
