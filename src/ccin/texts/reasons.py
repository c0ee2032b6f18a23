"""The sentences about texts: who holds the pen, and what to do meanwhile."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _


def held_by(name: str, until: datetime) -> str:
    values = {
        "name": name or _("Somebody else"),
        "until": time_format(timezone.localtime(until), "H:i"),
    }
    return _("%(name)s is writing here until %(until)s. Copy what you wrote and come back.") % (
        values
    )


def moved_on() -> str:
    return _("Somebody saved other words here while you were writing. Yours are below.")


def too_long(most: int) -> str:
    return _("This is more than %(most)s characters. Make it shorter, or attach it as a file.") % {
        "most": f"{most:,}"
    }
