"""The letters by which bidders and their partners learn what was decided."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.funding.models import Bid
from ccin.funding.reads.bidders import partners_of, writers_of
from ccin.funding.reads.letters import award_of, final_decision, letter_of
from ccin.funding.states import BidState
from ccin.outbox.operations.writing import Recipient, is_address, plain_words, write


def decision_told(bid: Bid) -> int:
    """To those who lead it with the feedback, to confirmed partners without; each once. How many
    letters went."""
    written: set[str] = set()
    for people, is_lead in ((writers_of(bid), True), (partners_of(bid), False)):
        for to in people:
            if to.key not in written and is_address(to.email):
                written.add(to.key)
                context = about(bid, is_lead=is_lead)
                write(kind_of(bid), to=to, subject=subject_of(bid), **context)
    return len(written)


def preview(bid: Bid) -> tuple[str, str]:
    """Subject and words as they will go to whoever leads it."""
    people = writers_of(bid)
    to = people[0] if people else Recipient("", str(bid.lead))
    room, name = kind_of(bid).split(".")
    context = {"to": to, **about(bid, is_lead=True)}
    return subject_of(bid), plain_words(f"{room}/letters/{name}.md", context)


def kind_of(bid: Bid) -> str:
    return "funding.bid_funded" if bid.state == BidState.FUNDED else "funding.bid_not_funded"


def subject_of(bid: Bid) -> str:
    return _("What was decided on your bid: %(title)s") % {"title": bid}


def about(bid: Bid, *, is_lead: bool) -> dict[str, Any]:
    letter = letter_of(bid)
    return {
        "bid": bid,
        "said": final_decision(bid),
        "award": award_of(bid),
        "feedback": letter.feedback.strip() if letter and is_lead else "",
        "is_lead": is_lead,
        "address": f"{settings.SITE_ADDRESS}{bid.get_absolute_url()}",
    }
