"""Who looks for partners, who is invited, and what waits for the people of a member."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Bid, BidPartner, Round
from ccin.funding.states import OPEN_BIDS, BidState, PartnerState
from ccin.kernel.clock import LONDON, today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Organisation, Representation


def seeking_partners(actor: Actor) -> QuerySet[Bid]:
    """Drafts of open rounds that say so, for members and staff."""
    if not actor.may_somewhere(Permission.IDEA_READ):
        return Bid.objects.none()
    calls = Round.objects.open_at(timezone.now())
    found = Bid.objects.seeking_partners().filter(round__in=calls)
    return found.select_related("lead", "theme", "strand", "round").order_by("-changed_at", "-pk")


def invitations_for(actor: Actor) -> QuerySet[BidPartner]:
    """Those that this actor may answer, of bids that are not decided."""
    mine = actor.organisations_where(Permission.PARTNER_ANSWER)
    found = BidPartner.objects.filter(
        organisation__in=mine, state=PartnerState.INVITED, bid__state__in=OPEN_BIDS
    )
    return found.select_related("bid__lead", "bid__round", "organisation")


def contacts_of(organisation: Organisation) -> list[Representation]:
    """Its main contacts that can be written to."""
    stands = Representation.objects.current_on(today()).filter(
        organisation=organisation, is_primary=True
    )
    return list(stands.exclude(person__email="").select_related("person").order_by("pk"))


def waiting_for(actor: Actor) -> list[Waiting]:
    """Invitations to answer, and bids of one's own that are not handed in."""
    if not actor.organisation_roles:
        return []
    invited = [
        Waiting(
            _("Say whether you take part: %(bid)s") % {"bid": each.bid},
            reverse("funding:bid", args=[each.bid_id]),
            each.invited_at.astimezone(LONDON).date(),
        )
        for each in invitations_for(actor)
    ]
    mine = Bid.objects.filter(
        lead__in=actor.organisations_where(Permission.BID_WRITE),
        state=BidState.DRAFT,
        round__in=Round.objects.open_at(timezone.now()),
    )
    unfinished = [
        Waiting(
            _("Finish your bid: %(bid)s") % {"bid": bid},
            reverse("funding:bid", args=[bid.pk]),
            bid.started_at.astimezone(LONDON).date(),
            bid.round.closes_at.astimezone(LONDON).date() if bid.round.closes_at else None,
        )
        for bid in mine.select_related("round")
    ]
    return invited + unfinished
