"""Bids are looked at after closing; whoever votes in the board is asked, whoever has an interest
is not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.funding.models import Assessment
from ccin.funding.operations.assessing import rule_out, set_aside_interested, take_in
from ccin.funding.states import AssessmentState, BidState
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import OrganisationFactory, RepresentationFactory
from tests.funding.assessed import marking
from tests.funding.made import BidFactory, BidPartnerFactory
from tests.letters import said

pytestmark = pytest.mark.django_db


def test_a_bid_is_brought_before_the_board_and_its_voters_are_asked() -> None:
    scene = marking()
    bid = scene.submitted()
    joined = BidPartnerFactory(bid=bid, confirmed=True).organisation
    BidPartnerFactory(bid=bid)

    take_in(bid, by=OFFICER)

    assert bid.state == BidState.UNDER_CONSIDERATION
    assert bid.matter is not None
    assert set(bid.matter.concerns.all()) == {bid.lead, joined}
    asked = bid.assessments.values_list("person", "state")
    assert set(asked) == {(each.person_id, "open") for each in scene.members}


def test_whoever_stands_for_the_lead_or_a_partner_is_not_asked() -> None:
    scene = marking()
    bid = scene.submitted()
    partner = BidPartnerFactory(bid=bid, confirmed=True).organisation
    leading, joining, free = scene.members
    RepresentationFactory(person=leading.person, organisation=bid.lead)
    RepresentationFactory(person=joining.person, organisation=partner)

    take_in(bid, by=OFFICER)

    assert [each.person for each in bid.assessments.all()] == [free.person]


def test_nothing_is_taken_in_or_ruled_out_while_it_can_still_change() -> None:
    scene = marking()
    bid = scene.submitted()
    bid.round.closes_at = timezone.now() + timedelta(minutes=1)
    bid.round.save()

    with pytest.raises(Refused, match="can still change"):
        take_in(bid, by=OFFICER)
    with pytest.raises(Refused, match="can still change"):
        rule_out(bid, "Led by a supporter", by=OFFICER)

    assert not Assessment.objects.exists()


def test_off_cycle_a_bid_is_taken_in_when_it_arrives() -> None:
    scene = marking()
    bid = scene.submitted()
    bid.round.closes_at = timezone.now() + timedelta(days=100)
    bid.round.off_cycle = True
    bid.round.save()

    take_in(bid, by=OFFICER)

    assert bid.assessments.count() == 3


def test_a_bid_is_ruled_out_with_a_reason_that_its_writers_read() -> None:
    scene = marking()
    contact = RepresentationFactory(is_primary=True)
    bid = scene.submitted(lead=contact.organisation)

    with pytest.raises(Refused, match="which rule"):
        rule_out(bid, " ", by=OFFICER)
    rule_out(bid, "A Lab is led by a full member.", by=OFFICER)

    assert (bid.state, bid.ruled_out_because) == ("ineligible", "A Lab is led by a full member.")
    [letter] = said()
    assert letter.to_email == contact.person.email
    assert "A Lab is led by a full member." in letter.text


def test_only_who_checks_bids_takes_them_in_and_only_submitted_ones() -> None:
    scene = marking()
    bid = scene.submitted()

    for stranger in (EDITOR, scene.clerk, *scene.assessors):
        with pytest.raises(PermissionDenied):
            take_in(bid, by=stranger)
        with pytest.raises(PermissionDenied):
            rule_out(bid, "No", by=stranger)
    with pytest.raises(MoveNotAllowed):
        take_in(BidFactory(strand=scene.strand), by=OFFICER)


def test_marks_of_a_council_that_joins_after_they_are_in_are_set_aside_on_the_record() -> None:
    scene = marking()
    bid = scene.bid()
    late = OrganisationFactory(name="Latecombe")
    RepresentationFactory(person=scene.members[0].person, organisation=late)
    bid.assessments.update(state=AssessmentState.DONE, done_at=timezone.now())
    assert bid.matter is not None
    bid.matter.concerns.add(late)

    found = [set_aside_interested(bid, by=WORKER) for _time in range(2)]

    assert found == [1, 0]
    aside = bid.assessments.get(state=AssessmentState.SET_ASIDE)
    assert aside.person == scene.members[0].person
    assert "Latecombe" in aside.set_aside_because
