"""What an issue of the Update still lacks, and why somebody on its list gets none."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccin.outbox.rules.mailings import GIVEN_UP, NO_ADDRESS, OBJECTS, SAME_ADDRESS, UNSUBSCRIBED

LACKING: Mapping[str, Promise] = {
    "title": _("Give the issue a title: it is the subject of the e-mail too."),
    "letter": _("Write the letter that opens the issue."),
    "signature": _("Say who signs the letter."),
    "items": _("Put in at least one item."),
    "words": _("Say something under “%(heading)s”, or leave it out."),
}
NOT_SENT: Mapping[str, Promise] = {
    NO_ADDRESS: _("no e-mail address on record"),
    SAME_ADDRESS: _("the same address as somebody else"),
    UNSUBSCRIBED: _("unsubscribed"),
    OBJECTS: _("objected to letters"),
    GIVEN_UP: _("letters to the address came back"),
}


def lacking(code: str, heading: str = "") -> str:
    return str(LACKING[code]) % {"heading": heading}


def not_sent(code: str) -> str:
    return str(NOT_SENT.get(code, code))
