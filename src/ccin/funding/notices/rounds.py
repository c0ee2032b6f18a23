"""What members are told of a call, and writers of bids when the round changes under them."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.accounts.models import Account
from ccin.accounts.reads.recipients import recipient_of
from ccin.funding.models import Bid, Idea, Round, Support
from ccin.funding.reads.bids import writers_of
from ccin.funding.states import BidState
from ccin.kernel.clock import today
from ccin.library.reads.asking import AUDIENCE
from ccin.members.models import Organisation, Person, Representation
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write


def call_opened(found: Round) -> None:
    """In the digest, to the main contacts of members; those whose work area it takes up read so."""
    taken = Idea.objects.filter(taken_up_in__round=found).order_by()
    backers: set[int | None] = set(
        Support.objects.filter(idea__in=taken).values_list("person", flat=True)
    )
    backers |= set(taken.values_list("put_by", flat=True))
    members = Organisation.objects.members_on(today()).filter(fictional=found.fictional)
    standing = Representation.objects.current_on(today()).filter(organisation__in=members)
    contacts: set[int | None] = set(
        standing.filter(is_primary=True).values_list("person", flat=True)
    )
    _tell_of_call(found, backers, is_taken_up=True)
    _tell_of_call(found, contacts - backers, is_taken_up=False)


def _tell_of_call(found: Round, people: set[int | None], *, is_taken_up: bool) -> None:
    accounts = Account.objects.filter(person__in=people - {None}, is_active=True).order_by("pk")
    tell(
        "funding.call_opened",
        to=[recipient_of(each) for each in accounts],
        section=sections.funding(),
        title=_("Open for bids: %(round)s") % {"round": found},
        audience=AUDIENCE,
        address=f"{settings.SITE_ADDRESS}{found.get_absolute_url()}",
        round=found,
        is_taken_up=is_taken_up,
    )


def closing_moved(found: Round, reason: str) -> None:
    """To whoever still writes a bid, or can open theirs again until the new moment."""
    writing = found.bids.filter(state__in=[BidState.DRAFT, BidState.SUBMITTED])
    for bid in writing.select_related("contact"):
        for to in _writers(bid):
            write(
                "funding.closing_moved",
                to=to,
                subject=_("Another closing time for %(round)s") % {"round": found},
                bid=bid,
                round=found,
                reason=reason,
                address=f"{settings.SITE_ADDRESS}{found.get_absolute_url()}",
            )


def round_called_off(found: Round, bid: Bid) -> None:
    for to in _writers(bid):
        write(
            "funding.round_called_off",
            to=to,
            subject=_("%(round)s will not be held") % {"round": found},
            bid=bid,
            round=found,
        )


def _writers(bid: Bid) -> list[Recipient]:
    """Each once: those who write it, and whom the bid names."""
    found = {each.key: each for each in map(recipient_of, writers_of(bid))}
    contact: Person | None = bid.contact
    if contact is not None and contact.email:
        key = f"person:{contact.pk}"
        found.setdefault(key, Recipient(contact.email, contact.name, key))
    return list(found.values())
