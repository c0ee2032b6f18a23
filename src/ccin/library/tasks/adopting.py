"""Passes: what came of adoptions is asked, saved searches are told of, uses are gathered."""

from ccin.access.actor import Actor
from ccin.kernel.clock import today
from ccin.kernel.progress import Tell
from ccin.library.operations.adopting import ask_for_outcome
from ccin.library.operations.searches import tell_of_news
from ccin.library.operations.uses import gather_uses
from ccin.library.reads.adopting import outcomes_due
from ccin.library.reads.searches import accounts_to_tell
from ccin.search.reads import is_any_due


def ask_for_outcomes(by: Actor, tell: Tell) -> str:
    asked = sum(ask_for_outcome(each, by=by) for each in outcomes_due(today()))
    return f"Adopters asked what came of it: {asked}" if asked else ""


def tell_of_searches(by: Actor, tell: Tell) -> str:
    """Not while words wait to be weighed: what cannot be found yet would never be told of."""
    if is_any_due():
        return ""
    told = sum(tell_of_news(account, by=by) for account in accounts_to_tell(today()))
    return f"Told what is new in saved searches: {told}" if told else ""


def gather(by: Actor, tell: Tell) -> str:
    gathered, forgotten = gather_uses(by=by)
    if not gathered and not forgotten:
        return ""
    return f"Uses gathered: {gathered}, forgotten: {forgotten}"
