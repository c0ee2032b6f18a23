"""The pass of retention: asked for by staff, or a month after the last."""

from ccin.access.actor import Actor
from ccin.journeys.operations.retention import let_go
from ccin.kernel.progress import Tell


def let_go_what_is_old(by: Actor, tell: Tell) -> str:
    run = let_go(tell=tell, by=by)
    if run is None or not run.counts:
        return ""
    return "Let go: " + ", ".join(f"{key} {number}" for key, number in run.counts.items())
