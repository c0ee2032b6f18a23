"""Partners of a bid: invited by its lead, confirmed by somebody who may speak for them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Bid, BidPartner
from ccin.funding.models.bids import IN_IT
from ccin.funding.notices import partners as notices
from ccin.funding.operations.assessing import set_aside_interested
from ccin.funding.operations.bids import lock, lock_to_write, refuse_outside_its_time, touch
from ccin.funding.reads.bid_page import has_offered
from ccin.funding.reads.partners import contacts_of
from ccin.funding.rules.pasted import plain_line
from ccin.funding.states import BID, BidState, PartnerState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation

MACHINE = Actor.command("funding")
MOST_PARTNERS = 60


@transaction.atomic
def invite_partner(bid: Bid, organisation: Organisation, part: str, *, by: Actor) -> BidPartner:
    """Its main contacts get a letter; it is shown as invited and counts once it has confirmed. One
    that declined or left may be asked again."""
    lock_to_write(bid, by=by)
    by.must(Permission.BID_WRITE, organisation=bid.lead_id)
    _refuse_a_partner_that_cannot_be(bid, organisation)
    partner = BidPartner.objects.filter(bid=bid, organisation=organisation).first()
    if partner is not None and partner.state in IN_IT:
        raise Refused(_("%(name)s is invited already.") % {"name": organisation})
    partner = partner or BidPartner(bid=bid, organisation=organisation)
    partner.state = PartnerState.INVITED
    partner.part = plain_line(part)[:200]
    partner.invited_at, partner.invited_by = timezone.now(), by.key
    partner.answered_at, partner.answered_by = None, ""
    partner.save()
    _touch(bid)
    record(by, "funding.partner_invited", bid, concerning=[organisation])
    notices.partner_invited(partner, by=by)
    return partner


@transaction.atomic
def answer_invitation(partner: BidPartner, accept: bool, *, by: Actor) -> None:
    """By whoever may speak for the partner, as long as the bid is not decided. Where it is under
    consideration already, the partner becomes a party to the matter, and what its own people
    marked is set aside."""
    _lock_partner(partner)
    by.must(Permission.PARTNER_ANSWER, organisation=partner.organisation_id)
    answer = PartnerState.CONFIRMED if accept else PartnerState.DECLINED
    if partner.state == answer:
        return
    _refuse_what_is_over(partner)
    if partner.state != PartnerState.INVITED:
        raise Refused(_("There is no invitation to answer. Ask the lead to invite you again."))
    _settle(partner, answer, by=by)
    bid = partner.bid
    if accept and bid.state == BidState.UNDER_CONSIDERATION and bid.matter is not None:
        bid.matter.concerns.add(partner.organisation)
        set_aside_interested(bid, by=MACHINE)
    record(
        by,
        "funding.partner_confirmed" if accept else "funding.partner_declined",
        bid,
        concerning=[partner.organisation],
    )
    notices.partner_answered(partner)


@transaction.atomic
def leave_bid(partner: BidPartner, *, by: Actor) -> None:
    """A partner that confirmed goes again, as long as the bid is not decided."""
    _lock_partner(partner)
    by.must(Permission.PARTNER_ANSWER, organisation=partner.organisation_id)
    if partner.state == PartnerState.LEFT:
        return
    _refuse_what_is_over(partner)
    if partner.state != PartnerState.CONFIRMED:
        raise Refused(_("You take no part in this bid."))
    _settle(partner, PartnerState.LEFT, by=by)
    record(by, "funding.partner_left", partner.bid, concerning=[partner.organisation])
    notices.partner_answered(partner)


@transaction.atomic
def take_invitation_back(partner: BidPartner, *, by: Actor) -> None:
    """While nobody has answered it; whoever confirmed goes by its own will alone."""
    _lock_partner(partner)
    bid = partner.bid
    BID.move("write", state=bid.state)
    by.must(Permission.BID_WRITE, organisation=bid.lead_id)
    refuse_outside_its_time(bid.round)
    if partner.state != PartnerState.INVITED:
        raise Refused(_("It has been answered. Ask the partner to leave the bid itself."))
    organisation = partner.organisation
    partner.delete()
    _touch(bid)
    record(by, "funding.partner_invitation_taken_back", bid, concerning=[organisation])


@transaction.atomic
def offer_partnership(bid: Bid, organisation: Organisation, words: str, *, by: Actor) -> None:
    """“We are interested”: the lead is told, with these words, and may invite. Once a member."""
    lock(bid)
    by.must(Permission.BID_WRITE, organisation=organisation.pk)
    if bid.state != BidState.DRAFT or not bid.seeks_partners:
        raise Refused(_("This bid does not look for partners any more."))
    refuse_outside_its_time(bid.round)
    _refuse_a_partner_that_cannot_be(bid, organisation, asks_contact=False)
    if bid.partners.filter(organisation=organisation, state__in=IN_IT).exists():
        raise Refused(_("You are a partner of this bid already, or invited to be one."))
    if not (words := plain_line(words)):
        raise Refused(_("Say in a sentence or two what you would bring."))
    if has_offered(bid, organisation):
        raise Refused(_("The lead knows already that you are interested."))
    record(by, "funding.partnership_offered", bid, concerning=[organisation])
    notices.partnership_offered(bid, organisation, words[:400], by=by)


def _refuse_a_partner_that_cannot_be(
    bid: Bid, organisation: Organisation, *, asks_contact: bool = True
) -> None:
    if organisation.pk == bid.lead_id:
        raise Refused(_("%(name)s leads the bid. Choose another member.") % {"name": organisation})
    if not Organisation.objects.members_on(today()).filter(pk=organisation.pk).exists():
        raise Refused(
            _(
                "%(name)s is not a member today. Partners are members; name others in what you "
                "write, and as a source of money where they give some."
            )
            % {"name": organisation}
        )
    if bid.partners.count() >= MOST_PARTNERS:
        raise Refused(_("As many partners as can be are invited already."))
    if asks_contact and not contacts_of(organisation):
        raise Refused(
            _(
                "The network knows no address of a main contact of %(name)s. Ask the network’s "
                "staff to find out; nobody else can confirm."
            )
            % {"name": organisation}
        )


def _refuse_what_is_over(partner: BidPartner) -> None:
    if not partner.bid.is_open:
        raise Refused(
            _("This bid is closed. Whoever joins a project later is added by a change of it.")
        )


def _settle(partner: BidPartner, state: str, *, by: Actor) -> None:
    partner.state = state
    partner.answered_at, partner.answered_by = timezone.now(), by.key
    partner.save(update_fields=["state", "answered_at", "answered_by"])


def _lock_partner(partner: BidPartner) -> None:
    """The bid first, as whoever writes it does."""
    lock(partner.bid)
    bid = partner.bid
    partner.refresh_from_db()
    partner.bid = bid


def _touch(bid: Bid) -> None:
    touch(bid)
    bid.save(update_fields=["changed_at", "version"])
