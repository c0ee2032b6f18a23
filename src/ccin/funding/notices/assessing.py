"""What is told of looking at bids: to bidders, and to those who are asked for marks."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.funding.models import Assessment, Bid, Round
from ccin.funding.reads.bidders import partners_of, writers_of
from ccin.governance.models import Question
from ccin.kernel.clock import today
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write


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


def marks_missing(call: Round, waited: Sequence[Assessment]) -> None:
    """To one person of one body, about all bids of a round that they have not marked yet."""
    person, body = waited[0].person, waited[0].body
    page = reverse("funding:assess_round", args=[call.slug])
    tell(
        "funding.marks_missing",
        to=[Recipient(person.email, person.name, f"person:{person.pk}")] if person.email else [],
        section=sections.of_body(body.pk, body.name),
        title=_("Your marks are waited for: %(round)s") % {"round": call},
        address=f"{settings.SITE_ADDRESS}{page}",
        personal=True,
        audience=[f"body:{body.pk}"],
        round=call,
        number=len(waited),
        is_late=call.assess_by is not None and call.assess_by < today(),
    )
