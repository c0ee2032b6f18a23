"""The outbox's passes: letters that are due, and letters to many that are to be written."""

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.outbox.models import Letter
from ccin.outbox.operations.mailings import write_due
from ccin.outbox.operations.sending import send_due
from ccin.outbox.rules.envelopes import IN_FLIGHT_FOR


def is_waiting() -> bool:
    now = timezone.now()
    waiting = Letter.objects.due(now).exists()
    return waiting or Letter.objects.in_flight_since(now - IN_FLIGHT_FOR).exists()


def send(by: Actor, tell: Tell) -> str:
    done = send_due(by=by, tell=tell)
    return f"Letters done: {done}" if done else ""


def write_mailings(by: Actor, tell: Tell) -> str:
    written = write_due(by=by, tell=tell)
    return f"Letters written: {written}" if written else ""
