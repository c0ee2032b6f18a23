"""The room's pass: written procedures whose deadline has come, and those who have not voted."""

from ccin.access.actor import Actor
from ccin.governance.operations.procedures import close_procedures, remind_voters
from ccin.governance.reads.procedures import running
from ccin.kernel.progress import Tell


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
