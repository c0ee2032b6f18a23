"""The outbox's pass: letters that are due."""

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.kernel.progress import Tell
from ccin.outbox.models import Letter
from ccin.outbox.operations.sending import send_due
from ccin.outbox.rules.envelopes import IN_FLIGHT_FOR


def is_waiting() -> bool:
    now = timezone.now()
    waiting = Letter.objects.due(now).exists()
    return waiting or Letter.objects.in_flight_since(now - IN_FLIGHT_FOR).exists()


def send(by: Actor, tell: Tell) -> str:
    done = send_due(by=by, tell=tell)
    return f"Letters done: {done}" if done else ""
