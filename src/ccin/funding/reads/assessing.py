"""Whose marks may be read by whom.

Marks of a bid are read by nobody but who gave them, until nobody's are waited for any more. From
then on they are read by staff and the two bodies on its route; never by anybody with an interest
in it, nor by those who write it, nor by an assessor who has not declared yet, whatever else these
are to the network. All pages, exports and panels find marks through `readable`.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Assessment, Bid, Declaration
from ccin.funding.models.bids import BidQuerySet
from ccin.funding.states import AssessmentState
from ccin.governance.models import Matter


def not_closed_to(actor: Actor) -> BidQuerySet:
    """Bids before a body that nothing keeps this reader from: no interest, no part in them."""
    matters = Matter.objects.visible_to(actor).without_interest_of(actor.person)
    own = Bid.objects.written_by(actor).order_by().values("pk")
    return Bid.objects.filter(matter__in=matters.order_by().values("pk")).exclude(pk__in=own)


def readable(actor: Actor) -> BidQuerySet:
    """Those whose marks this reader finds, now that none is waited for."""
    found = not_closed_to(actor).filter(_opened())
    asked = Assessment.objects.filter(bid=OuterRef("pk"))
    body = asked.filter(body__in=actor.bodies_where(Permission.BID_ASSESS))
    return found.exclude(Exists(body) & ~Exists(_covering(actor)))


def _opened() -> Q:
    """Nobody's marks are waited for; or who moderates opened them, with a reason."""
    asked = Assessment.objects.filter(bid=OuterRef("pk"))
    waited_for = asked.filter(state=AssessmentState.OPEN)
    return ~Exists(waited_for) & (Exists(asked) | ~Q(scoring_closed_because=""))


def _covering(actor: Actor) -> QuerySet[Declaration]:
    """What this reader declared since the bid came before the body."""
    return Declaration.objects.filter(
        round=OuterRef("round"),
        person=actor.person or 0,
        made_at__gte=OuterRef("matter__opened_at"),
    )
