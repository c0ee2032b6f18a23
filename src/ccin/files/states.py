"""Whether an upload was looked at by a scanner, and what it found."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScanState(TextChoices):
    NOT_SCANNED = "not_scanned", _("Not scanned")
    CLEAN = "clean", _("Nothing found")
    INFECTED = "infected", _("Something harmful found")
