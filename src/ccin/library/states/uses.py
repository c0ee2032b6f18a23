"""What is counted of the library's use: never who."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UseKind(TextChoices):
    READ = "read", _("Read")
    DOWNLOADED = "downloaded", _("Downloaded")
    SEARCHED = "searched", _("Searched for")
    NOT_FOUND = "not_found", _("Searched for and not found")


READ, DOWNLOADED, SEARCHED, NOT_FOUND = UseKind
OF_WORDS = frozenset({SEARCHED, NOT_FOUND})
