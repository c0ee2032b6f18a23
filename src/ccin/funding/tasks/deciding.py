"""Bids: what written procedures about them carried."""

from logging import getLogger

from ccin.access.actor import Actor
from ccin.funding.operations.deciding import act_on_procedure
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.states import MatterKind
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import Tell

log = getLogger(__name__)


def is_any_vote_on_a_bid() -> bool:
    return awaiting_decision(MatterKind.BID).exists()


def act_on_votes(by: Actor, tell: Tell) -> str:
    """What cannot be carried out (the money went meanwhile, the lead left) is left to a person."""
    done = refused = 0
    for procedure in awaiting_decision(MatterKind.BID):
        try:
            act_on_procedure(procedure, by=by)
            done += 1
        except (Refused, MoveNotAllowed) as refusal:
            log.warning("The vote %s could not be carried out: %s", procedure.pk, refusal)
            refused += 1
    return f"Votes acted on: {done}, left to a person: {refused}" if done or refused else ""
