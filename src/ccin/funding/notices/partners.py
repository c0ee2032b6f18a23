"""What is said between a bid and its partners."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts.reads.recipients import recipient_of
from ccin.funding.models import Bid, BidPartner
from ccin.funding.notices.bids import address_of, tell_of_bid
from ccin.funding.reads.bids import writers_of
from ccin.funding.reads.partners import contacts_of
from ccin.funding.states import PartnerState
from ccin.members.models import Organisation
from ccin.outbox.operations.writing import Recipient, write


def partner_invited(partner: BidPartner, *, by: Actor) -> None:
    """To its main contacts, who alone can answer."""
    for contact in contacts_of(partner.organisation):
        person = contact.person
        write(
            "funding.partner_invited",
            to=Recipient(person.email, person.name, f"person:{person.pk}"),
            subject=_("Will you take part in a bid? %(title)s") % {"title": partner.bid},
            partner=partner,
            bid=partner.bid,
            by=by.name,
            address=address_of(partner.bid),
        )


def partner_answered(partner: BidPartner) -> None:
    title = {
        PartnerState.CONFIRMED: _("A partner has confirmed: %(title)s"),
        PartnerState.DECLINED: _("A partner has declined: %(title)s"),
        PartnerState.LEFT: _("A partner has left: %(title)s"),
    }[PartnerState(partner.state)]
    writers = writers_of(partner.bid)
    tell_of_bid(partner.bid, "funding.partner_answered", writers, title, partner=partner)


def partnership_offered(bid: Bid, organisation: Organisation, words: str, *, by: Actor) -> None:
    """To whoever writes the bid, with the words of whoever asks and without their address."""
    page = reverse("funding:bid_partners", args=[bid.pk])
    for account in writers_of(bid):
        write(
            "funding.partnership_offered",
            to=recipient_of(account),
            subject=_("%(name)s would take part in your bid") % {"name": organisation},
            bid=bid,
            organisation=organisation,
            words=words,
            by=by.name,
            address=f"{settings.SITE_ADDRESS}{page}",
        )
