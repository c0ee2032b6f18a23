"""The website's passes: pages that staff asked to appear or to go at a moment."""

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.website.operations import publish_scheduled


def publish(by: Actor, tell: Tell) -> str:
    appeared, gone = publish_scheduled(by=by)
    return f"Pages that appeared: {appeared}, that went: {gone}"
