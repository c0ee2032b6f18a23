"""The pass that keeps calls and projects found."""

from ccin.access.actor import Actor
from ccin.funding.operations.finding import index_funding
from ccin.kernel.progress import Tell


def index(by: Actor, tell: Tell) -> str:
    done = index_funding(by=by, tell=tell)
    return f"Entries of calls and projects changed: {done}" if done else ""
