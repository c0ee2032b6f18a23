"""The letters to whoever raised a concern. They say nothing of what it is about: a letter may be
read by others than the one it is for."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.governance.models import Concern
from ccin.governance.rules.answering import ACKNOWLEDGED_WITHIN
from ccin.outbox.operations.writing import Recipient, write


def concern_received(concern: Concern) -> None:
    if _has_address(concern):
        write("governance.concern_received", **_about(concern, _("We have received it")))


def concern_acknowledged(concern: Concern) -> None:
    if _has_address(concern):
        write("governance.concern_acknowledged", **_about(concern, _("We are looking into it")))


def concern_answered(concern: Concern) -> None:
    if _has_address(concern):
        write("governance.concern_answered", **_about(concern, _("We have answered you")))


def _has_address(concern: Concern) -> bool:
    return concern.raised_by is not None and bool(concern.raised_by.email)


def _about(concern: Concern, subject: str) -> dict[str, Any]:
    person = concern.raised_by
    assert person is not None
    return {
        "to": Recipient(person.email, person.name, f"person:{person.pk}"),
        "subject": subject,
        "restricted": True,
        "concern": concern,
        "days": ACKNOWLEDGED_WITHIN.days,
        "address": f"{settings.SITE_ADDRESS}{concern.get_absolute_url()}",
    }
