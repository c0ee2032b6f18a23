"""How much else a lead leads tells nobody of a decision before its letter."""

import pytest
from django.utils import timezone

from ccin.funding.reads.bid_facts import leads_besides
from ccin.funding.states import BidState
from tests.funding.made import BidFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("in_round", [False, True])
def test_a_refusal_shows_only_once_it_is_told(in_round: bool) -> None:
    bid = BidFactory(strand__leads_count_in_round=in_round)
    other = BidFactory(submitted=True, lead=bid.lead, strand=bid.strand)
    before = leads_besides(bid)

    other.state, other.closed_at = BidState.NOT_FUNDED, timezone.now()
    other.save()
    decided = leads_besides(bid)
    other.told_at = timezone.now()
    other.save()

    assert (before, decided, leads_besides(bid)) == ((1, 0), (1, 0), (0, 0))


def test_what_is_funded_counts_once_before_and_after_it_is_told() -> None:
    bid = BidFactory()
    other = BidFactory(funded=True, told_at=None, lead=bid.lead, strand=bid.strand)
    project = ProjectFactory(bid=other, lead=bid.lead, is_public=False)
    untold = leads_besides(bid)

    other.told_at = timezone.now()
    other.save()
    project.is_public = True
    project.save()

    assert (untold[0], leads_besides(bid)[0]) == (1, 1)
