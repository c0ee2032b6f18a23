"""What is told of looking at bids: to bidders, and to those who are asked for marks."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.funding.models import Bid
from ccin.funding.reads.bidders import partners_of, writers_of
from ccin.governance.models import Question
from ccin.outbox.operations.writing import write


def bid_ruled_out(bid: Bid) -> None:
    """To those who lead it and to its partners, with the reason."""
    told = {each.key: each for each in [*writers_of(bid), *partners_of(bid)]}
    for recipient in told.values():
        write(
            "funding.bid_ruled_out",
            to=recipient,
            subject=_("The bid “%(title)s” is not within the rules of its round") % {"title": bid},
            bid=bid,
        )


def question_asked(bid: Bid, question: Question) -> None:
    page = reverse("funding:answer_bid_question", args=[bid.pk, question.pk])
    for recipient in writers_of(bid):
        write(
            "funding.question_asked",
            to=recipient,
            subject=_("A question about the bid “%(title)s”") % {"title": bid},
            bid=bid,
            question=question,
            address=f"{settings.SITE_ADDRESS}{page}",
        )
