"""What an issue of the Update still lacks."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LACKING: Mapping[str, Promise] = {
    "title": _("Give the issue a title: it is the subject of the e-mail too."),
    "letter": _("Write the letter that opens the issue."),
    "signature": _("Say who signs the letter."),
    "items": _("Put in at least one item."),
    "words": _("Say something under “%(heading)s”, or leave it out."),
}


def lacking(code: str, heading: str = "") -> str:
    return str(LACKING[code]) % {"heading": heading}
