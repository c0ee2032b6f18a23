"""Rounds: what written procedures about them carried, and members told that a call is open."""

from logging import getLogger

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.funding.operations.considering_rounds import act_on_round_procedure
from ccin.funding.operations.rounds import announce_round
from ccin.funding.reads.rounds import rounds_to_announce
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.states import MatterKind
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import Tell

log = getLogger(__name__)


def is_any_vote_on_a_round() -> bool:
    return awaiting_decision(MatterKind.ROUND).exists()


def act_on_votes(by: Actor, tell: Tell) -> str:
    """What cannot be carried out (its closing time has passed meanwhile) is left to a person."""
    done = refused = 0
    for procedure in awaiting_decision(MatterKind.ROUND):
        try:
            act_on_round_procedure(procedure, by=by)
            done += 1
        except (Refused, MoveNotAllowed) as refusal:
            log.warning("The vote %s could not be carried out: %s", procedure.pk, refusal)
            refused += 1
    return f"Votes acted on: {done}, left to a person: {refused}" if done or refused else ""


def is_any_call_to_announce() -> bool:
    return rounds_to_announce(timezone.now()).exists()


def announce_calls(by: Actor, tell: Tell) -> str:
    calls = list(rounds_to_announce(timezone.now()))
    for call in calls:
        announce_round(call, by=by)
    return f"Calls announced: {len(calls)}"
