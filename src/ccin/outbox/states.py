"""The states of a letter."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterState(TextChoices):
    WAITING = "waiting", _("Waiting to go")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
