"""Whose marks may be read by whom.

Marks of a bid are read by nobody but who gave them, until nobody's are waited for any more. From
then on they are read by staff and the two bodies on its route; never by anybody with an interest
in it, nor by those who write it, nor by an assessor who has not declared yet, whatever else these
are to the network. All pages, exports and panels find marks through `readable`.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Assessment, Bid, Declaration, Round
from ccin.funding.models.bids import BidQuerySet
from ccin.funding.rules.assessing import Measured
from ccin.funding.states import AssessmentState, BidState
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


def covers(bid: Bid, actor: Actor) -> bool:
    """Whether this reader looked at who bids since this bid came before the body."""
    return Bid.objects.filter(Exists(_covering(actor)), pk=bid.pk).exists()


def waits_for_marks(bid: Bid) -> bool:
    return not Bid.objects.filter(_opened(), pk=bid.pk).exists()


def before_the_boards_of(round: Round, actor: Actor) -> BidQuerySet:
    """The bids of a round that are considered by a body in which this reader marks."""
    bodies = actor.bodies_where(Permission.BID_ASSESS)
    advised = Q(matter__recommended_under__clause__terms__body__in=bodies)
    decided = Q(
        matter__recommended_under=None, matter__decided_under__clause__terms__body__in=bodies
    )
    found = Bid.objects.filter(advised | decided, round=round, state=BidState.UNDER_CONSIDERATION)
    return found.select_related("lead", "strand", "matter", "round").order_by("reference", "pk")


def measured(bid: Bid) -> tuple[Measured, ...]:
    return tuple(Measured(each.pk, each.weight, each.top) for each in bid.strand.criteria.all())


def agreed_version(bid: Bid) -> str:
    """Which agreed marks a page has shown; nothing before there are any."""
    last = bid.agreed_marks.order_by("-agreed_at").values_list("agreed_at", flat=True).first()
    return last.isoformat() if last else ""
