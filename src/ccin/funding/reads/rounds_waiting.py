"""What rounds wait for, on the desk of staff."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Bid, Round
from ccin.funding.states import OPEN_BIDS, RoundState
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.states import MatterKind
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting

SHOWN_ON_THE_DESK = 20
WORKER_NEEDS = timedelta(hours=1)  # to act on a vote; after that a person has to look at it


def waiting_for(actor: Actor) -> list[Waiting]:
    """Rounds that are being prepared, and those of which every bid is decided."""
    if not actor.may(Permission.ROUND_CHANGE):
        return []
    bids = Bid.objects.filter(round=OuterRef("pk")).order_by()
    decided = Q(Exists(bids)) & ~Q(Exists(bids.filter(state__in=OPEN_BIDS)))
    over = Q(state=RoundState.AGREED, closes_at__lte=timezone.now()) & decided
    found = Round.objects.filter(Q(state=RoundState.DRAFT) | over)
    return [
        _waiting(each)
        for each in found.order_by(F("closes_at").asc(nulls_last=True), "pk")[:SHOWN_ON_THE_DESK]
    ]


def _waiting(found: Round) -> Waiting:
    if found.state == RoundState.DRAFT:
        opens = timezone.localtime(found.opens_at).date() if found.opens_at else None
        what = _("Go on preparing %(round)s") % {"round": found}
        return Waiting(what, found.get_absolute_url(), since=today(), due_on=opens)
    closed = found.closes_at or timezone.now()
    what = _("Finish %(round)s: every bid is decided") % {"round": found}
    return Waiting(what, found.get_absolute_url(), since=timezone.localtime(closed).date())


def votes_waiting_for(actor: Actor) -> list[Waiting]:
    """Carried, but the worker could not carry them out."""
    if not actor.may(Permission.ROUND_CHANGE):
        return []
    before = timezone.now() - WORKER_NEEDS
    votes = awaiting_decision(MatterKind.ROUND).filter(closed_at__lt=before)
    return [
        Waiting(
            what=_("See why the vote on %(name)s could not be carried out") % {"name": each.matter},
            address=each.matter.get_absolute_url(),
            since=timezone.localtime(each.closed_at).date(),
        )
        for each in votes[:SHOWN_ON_THE_DESK]
        if each.closed_at
    ]
