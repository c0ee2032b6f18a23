"""The letters to whoever is appointed to a body; a person without an address gets none."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.governance.models import Appointment
from ccin.outbox.operations.writing import Recipient, write


def appointed(appointment: Appointment) -> None:
    subject = _("You have been appointed to the body “%(body)s”")
    if appointment.person.email:
        write("governance.appointed", **_about(appointment, subject))


def appointment_ended(appointment: Appointment) -> None:
    subject = _("Your appointment to the body “%(body)s” ends")
    if appointment.person.email:
        write("governance.appointment_ended", **_about(appointment, subject))


def _about(appointment: Appointment, subject: str) -> dict[str, Any]:
    person, body = appointment.person, appointment.seat.body
    return {
        "to": Recipient(person.email, person.name, f"person:{person.pk}"),
        "subject": subject % {"body": body},
        "appointment": appointment,
        "body": body,
        "address": f"{settings.SITE_ADDRESS}{body.get_absolute_url()}",
    }
