"""Several people at one strand at once: the money goes once, and so do the letters."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import Sum

from ccin.funding.models import Award, Bid, Project, Strand
from ccin.funding.operations.deciding import Awarding, decide_bid
from ccin.funding.operations.letters import send_letters
from ccin.governance.models import Decision
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter
from tests.actors import OFFICER
from tests.factories import MembershipFactory, RepresentationFactory
from tests.funding.deciding import a_strand, before, fund, the_bodies

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of them was told: what came of it, or the kind of refusal."""

    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except (Refused, Stale, MoveNotAllowed) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as together:
        return sorted(together.map(one, acts))


def again(bid: Bid) -> Bid:
    return Bid.objects.select_related("matter", "lead").get(pk=bid.pk)


def test_of_three_bids_decided_at_once_one_takes_the_last_money() -> None:
    way, strand = the_bodies(), a_strand(budget=15_000_00)
    bids = [before(way, strand=strand) for _number in range(3)]

    def act(bid: Bid) -> Callable[[], object]:
        return lambda: decide_bid(again(bid), way.deciding(), Awarding(10_000_00), by=way.clerk)

    told = at_once(*(act(bid) for bid in bids))

    assert told == ["Refused", "Refused", "done"]
    assert Award.objects.aggregate(sum=Sum("amount"))["sum"] == 10_000_00
    assert (Decision.objects.count(), Project.objects.count()) == (1, 1)


def test_of_four_clerks_who_decide_one_bid_one_does() -> None:
    way = the_bodies()
    bid = before(way)

    def act() -> object:
        return decide_bid(again(bid), way.deciding(), Awarding(1_000_00), by=way.clerk)

    assert at_once(act, act, act, act) == ["MoveNotAllowed"] * 3 + ["done"]
    assert (Award.objects.count(), Decision.objects.count()) == (1, 1)


def test_letters_pressed_by_four_at_once_go_once() -> None:
    way, strand = the_bodies(), a_strand()
    lead = MembershipFactory().organisation
    RepresentationFactory(organisation=lead, is_primary=True)
    fund(way, before(way, strand=strand, lead=lead))

    def act() -> object:
        return send_letters(Strand.objects.get(pk=strand.pk), by=OFFICER)

    assert at_once(act, act, act, act) == ["done"] * 4
    assert Letter.objects.filter(kind="funding.bid_funded").count() == 1
