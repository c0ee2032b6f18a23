"""The room's passes: written procedures whose deadline has come, those who have not voted, and
what votes about concerns have carried."""

from logging import getLogger

from ccin.access.actor import Actor
from ccin.governance.operations.concerns import act_on_procedure
from ccin.governance.operations.procedures import close_procedures, remind_voters
from ccin.governance.reads.concerns import votes_to_carry_out
from ccin.governance.reads.procedures import running
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import Tell

log = getLogger(__name__)


def is_any_running() -> bool:
    return running().exists()


def close(by: Actor, tell: Tell) -> str:
    closed = close_procedures(by=by)
    reminded = remind_voters(by=by)
    tell(closed + reminded)
    said = []
    if closed:
        said.append(f"Written procedures closed: {closed}")
    if reminded:
        said.append(f"Voters reminded: {reminded}")
    return ". ".join(said)


def is_any_vote_to_carry_out() -> bool:
    return votes_to_carry_out().exists()


def carry_out(by: Actor, tell: Tell) -> str:
    """What is refused stays with the clerk, on the page of the concern."""
    done = 0
    for procedure in votes_to_carry_out():
        try:
            act_on_procedure(procedure, by=by)
            done += 1
        except (Refused, MoveNotAllowed) as refusal:
            log.warning("The vote %s could not be carried out: %s", procedure.pk, refusal)
    return f"Votes about concerns carried out: {done}" if done else ""
