"""What an issue of the Update still lacks, and why somebody on its list gets none."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccin.newsroom.rules.issues import Gap, Missing
from ccin.outbox.rules.mailings import GIVEN_UP, NO_ADDRESS, OBJECTS, SAME_ADDRESS, UNSUBSCRIBED

LACKING: Mapping[Missing, Promise] = {
    Missing.TITLE: _("Give the issue a title: it is the subject of the e-mail too."),
    Missing.LETTER: _("Write the letter that opens the issue."),
    Missing.SIGNATURE: _("Say who signs the letter."),
    Missing.ITEMS: _("Put in at least one item."),
    Missing.WORDS: _("Say something under “%(heading)s”, or leave it out."),
}
NOT_SENT: Mapping[str, Promise] = {
    NO_ADDRESS: _("no e-mail address on record"),
    SAME_ADDRESS: _("the same address as somebody else"),
    UNSUBSCRIBED: _("unsubscribed"),
    OBJECTS: _("objected to letters"),
    GIVEN_UP: _("letters to the address came back"),
}


def lacking(gap: Gap) -> str:
    return str(LACKING[gap.code]) % {"heading": gap.heading}


def not_sent(code: str) -> str:
    return str(NOT_SENT.get(code, code))
