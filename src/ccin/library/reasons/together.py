"""What became of a section between two releases, in words."""

from django.utils.translation import gettext_lazy as _

FATES = {
    "new": _("New: %(heading)s"),
    "gone": _("Taken out: %(heading)s"),
    "changed": _("Changed: %(heading)s"),
    "renamed": _("Renamed: %(before)s is now %(heading)s"),
    "same": _("As before: %(heading)s"),
}


def change_in_words(fate: str, heading: str, *, before: str = "") -> str:
    return str(FATES[fate]) % {"heading": heading, "before": before}
