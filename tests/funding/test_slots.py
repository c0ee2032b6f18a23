"""Each bid is presented at its own time, and its bidders are told once of each."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.funding.operations.slots import change_slot, give_slots, tell_slots
from ccin.funding.reads.slots import slots_for
from ccin.kernel.errors import Refused
from ccin.outbox.models import Letter
from tests.actors import OFFICER, PUBLIC, voting_in
from tests.browser import OurClient
from tests.factories import OrganisationFactory, RepresentationFactory
from tests.funding.assessed import marking

pytestmark = pytest.mark.django_db
TWO = timezone.now().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=9)


def test_bids_follow_each_other_and_one_that_comes_later_follows_the_last() -> None:
    scene = marking()
    first, second = scene.bid(reference="2027-L01"), scene.bid(reference="2027-L02")

    give_slots(first.round, first=TWO, minutes=15, place="Room 4", by=OFFICER)
    with pytest.raises(Refused, match="has its time"):
        give_slots(first.round, first=TWO, minutes=15, place="", by=OFFICER)
    third = scene.bid(reference="2027-L00")
    give_slots(first.round, first=TWO, minutes=10, place="Room 4", by=OFFICER)

    slots = [(each.bid, each.starts_at) for each in first.round.slots.order_by("starts_at")]
    assert slots == [
        (first, TWO),
        (second, TWO + timedelta(minutes=15)),
        (third, TWO + timedelta(minutes=30)),
    ]
    with pytest.raises(PermissionDenied):
        give_slots(first.round, first=TWO, minutes=15, place="", by=PUBLIC)


def test_two_bids_never_have_the_same_time_and_a_changed_one_is_told_again() -> None:
    scene = marking()
    lead = OrganisationFactory()
    RepresentationFactory(organisation=lead, is_primary=True)
    first, second = scene.bid(reference="2027-L01", lead=lead), scene.bid(reference="2027-L02")
    give_slots(first.round, first=TWO, minutes=15, place="", by=OFFICER)

    told, again = (tell_slots(first.round, by=OFFICER) for _time in range(2))
    with pytest.raises(Refused, match="has that time"):
        change_slot(second.slot, starts_at=TWO, minutes=5, place="", by=OFFICER)
    later = TWO + timedelta(hours=2)
    change_slot(first.slot, starts_at=later, minutes=20, place="Room 9", by=OFFICER)

    assert (told, again, tell_slots(first.round, by=OFFICER)) == (2, 0, 1)
    assert Letter.objects.filter(kind="funding.slot_told").count() == 2


def test_an_assessor_sees_no_time_of_a_bid_that_is_closed_to_them(client: OurClient) -> None:
    scene = marking()
    own = scene.members[0]
    first = scene.bid(reference="2027-L01", lead=own.organisation or OrganisationFactory())
    second = scene.bid(reference="2027-L02")
    RepresentationFactory(person=own.person, organisation=first.lead)
    give_slots(first.round, first=TWO, minutes=15, place="", by=OFFICER)
    client.act_as(OFFICER)

    page = client.get(f"/funding/rounds/{first.round.slug}/slots/").content.decode()

    seen = slots_for(first.round, voting_in(scene.board, person=own.person_id))
    assert [each.bid for each in seen] == [second]
    assert "2027-L01" in page
    assert "Tell the bidders" in page
