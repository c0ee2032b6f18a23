"""A round's bids before a board that marks and a committee that decides, for tests."""

from dataclasses import dataclass
from typing import Any

from ccin.access.actor import Actor
from ccin.funding.models import Bid, Criterion, Strand
from ccin.funding.operations.assessing import take_in
from ccin.governance.models import Appointment, Body
from ccin.governance.states import MatterKind
from ccin.kernel.clock import today
from tests.actors import OFFICER, clerk_of, voting_in
from tests.factories import (
    AppointmentFactory,
    BodyFactory,
    ClauseFactory,
    PowerFactory,
    SeatFactory,
)
from tests.funding.made import BidFactory, CriterionFactory, StrandFactory


@dataclass(frozen=True, slots=True)
class Marking:
    """Three vote in each of the two bodies; the strand has two criteria, up to 4 each, the second
    with twice the weight."""

    board: Body
    committee: Body
    members: tuple[Appointment, ...]
    committee_members: tuple[Appointment, ...]
    strand: Strand
    criteria: tuple[Criterion, ...]

    @property
    def assessors(self) -> list[Actor]:
        return [voting_in(self.board, person=each.person_id) for each in self.members]

    @property
    def clerk(self) -> Actor:
        return clerk_of(self.board)

    def bid(self, **given: Any) -> Bid:
        """Submitted and taken in."""
        bid = self.submitted(**given)
        take_in(bid, by=OFFICER)
        return bid

    def submitted(self, **given: Any) -> Bid:
        made: Bid = BidFactory(submitted=True, strand=self.strand, **given)
        return made


def marking(**given: Any) -> Marking:
    board, committee = BodyFactory(), BodyFactory()
    advising, deciding = (ClauseFactory(terms__body=body) for body in (board, committee))
    PowerFactory(recommends=True, kind=MatterKind.BID, clause=advising, starts_on=today())
    PowerFactory(kind=MatterKind.BID, clause=deciding, starts_on=today())
    strand = StrandFactory(**{"round__open": False, "round__closed": True, **given})
    criteria = (
        CriterionFactory(strand=strand, position=1),
        CriterionFactory(strand=strand, position=2, weight=2),
    )
    return Marking(board, committee, _three_in(board), _three_in(committee), strand, criteria)


def _three_in(body: Body) -> tuple[Appointment, ...]:
    return tuple(AppointmentFactory(seat=SeatFactory(body=body)) for _number in range(3))
