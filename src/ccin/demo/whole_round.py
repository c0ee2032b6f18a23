"""A whole round for the demonstration: forty bids, twelve assessors, through to the letters."""

from collections.abc import Callable, Sequence

from django.db.models import Q

from ccin.access.actor import Actor
from ccin.demo.bidders import BOARD_OF_TWELVE, BODIES, PLACES
from ccin.demo.bidding import (
    Call,
    close_call,
    hand_in,
    hold_call,
    leads_for,
    write_bid,
)
from ccin.demo.fill import add_body, add_place
from ccin.demo.governing import seat
from ccin.demo.judging import (
    bring_before_the_board,
    decide_all,
    declare_for,
    mark_all,
    moderate,
    people_asked,
    recommend_all,
    tell_all,
)
from ccin.demo.proposals import PROPOSALS, Proposed
from ccin.funding.models import Bid, Project, Round
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation

TITLE = "Whole round of the demonstration"


def hold_whole_round(
    *,
    by: Actor,
    tell: Callable[[str], None],
    proposals: Sequence[Proposed] = PROPOSALS,
) -> Round:
    """Once: fictional members enough to lead them all, a board of twelve, and every step that
    people take, by the same operations."""
    if Round.objects.filter(title=TITLE).exists():
        raise Refused("The whole round has been held already.")
    tell("More fictional members, and a board of twelve …")
    for place in PLACES:
        add_place(place, by=by)
    for body in BODIES:
        add_body(body, by=by)
    for sitting in BOARD_OF_TWELVE:
        seat(sitting, by=by)
    template = Round.objects.filter(brought_forward=True, off_cycle=False).order_by("-year")[0]
    themes = sorted({proposed.theme for proposed in proposals})
    call = Call(TITLE, today().year, "Every step of a round, with invented bids.", 30, 5)
    held = hold_call(call, themes, template=template)
    tell(f"{len(proposals)} bids are written and handed in …")
    strands = {strand.kind: strand for strand in held.strands.all()}
    members = list(Organisation.objects.members_on(today()).filter(fictional=True).order_by("pk"))
    for number, (proposed, lead) in enumerate(leads_for(proposals, _busy())):
        others = [each for each in members if each.pk != lead.pk]
        partners = [others[(number + step) % len(others)] for step in (1, 5, 9, 13)]
        hand_in(write_bid(proposed, lead, strands[proposed.kind], partners))
    close_call(held, by=by)
    tell("The board marks them …")
    bids = bring_before_the_board(held)
    declare_for(held, people_asked(bids))
    mark_all(bids)
    for bid in bids:
        moderate(bid)
    tell("The board recommends, the committee decides, the letters go out …")
    recommend_all(bids)
    decide_all(bids)
    tell_all(held, bids)
    return held


def _busy() -> list[Organisation]:
    """A member leads one project at a time."""
    led = Project.objects.live().values("lead")
    handed_in = Bid.objects.open().exclude(reference="").values("lead")
    return list(Organisation.objects.filter(Q(pk__in=led) | Q(pk__in=handed_in)))
