"""Telling those who maintain a tool what members propose for it."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.library.operations.together import tell_of_proposals
from ccin.library.reads.together import to_be_told


def is_any_proposal_to_tell() -> bool:
    return to_be_told().exists()


def tell_maintainers(by: Actor, tell: Tell) -> str:
    told = sum(tell_of_proposals(resource, by=by) for resource in to_be_told())
    return f"Proposals told: {told}" if told else ""
