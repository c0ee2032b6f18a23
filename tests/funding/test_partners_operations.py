"""Partners of a bid: invited, confirmed by somebody who may speak for them, or not counted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.funding.models import Bid, BidPartner
from ccin.funding.operations.bid_answers import save_answer
from ccin.funding.operations.bids import BidDetails, describe_bid, submit_bid
from ccin.funding.operations.partners import (
    MOST_PARTNERS,
    answer_invitation,
    invite_partner,
    leave_bid,
    offer_partnership,
    take_invitation_back,
)
from ccin.funding.reads.bid_facts import facts_of
from ccin.funding.reads.bids import may_write, submission_shown
from ccin.funding.reads.partners import seeking_partners, waiting_for
from ccin.funding.states import AssessmentState, BidState, PartnerState
from ccin.kernel.errors import Refused
from ccin.outbox.models import Letter
from tests.actors import OFFICER, PUBLIC, main_contact_of, representative_of
from tests.browser import account_of
from tests.factories import OrganisationFactory, RepresentationFactory
from tests.funding.assessed import marking
from tests.funding.made import BidFactory, BidPartnerFactory
from tests.funding.writing import a_draft, a_member, a_whole_bid, with_contact

pytestmark = pytest.mark.django_db


def lead_of(bid: Bid) -> Actor:
    return main_contact_of(bid.lead)


def invited(bid: Bid) -> BidPartner:
    return invite_partner(bid, with_contact(a_member()), "Visits", by=lead_of(bid))


def test_a_partner_that_never_confirms_is_shown_and_not_counted() -> None:
    bid = a_whole_bid()
    partner = invited(bid)

    facts = facts_of(bid)

    assert (facts.partners, facts.waiting) == (0, (partner.organisation.name,))
    assert submit_bid(bid, by=lead_of(bid)).content["partners"] == [
        [partner.organisation_id, partner.organisation.name, "invited", "Visits"]
    ]
    assert Letter.objects.filter(kind="funding.partner_invited").count() == 1


def test_only_somebody_who_may_speak_for_it_confirms_and_then_its_people_write() -> None:
    bid = a_draft()
    partner = invited(bid)
    colleague = representative_of(partner.organisation)
    answer = bid.answers.select_related("text", "bid").get()

    for other in [colleague, lead_of(bid), OFFICER]:
        with pytest.raises(PermissionDenied):
            answer_invitation(partner, True, by=other)
    with pytest.raises(PermissionDenied):
        save_answer(answer, "Ours", version=1, by=colleague)
    answer_invitation(partner, True, by=main_contact_of(partner.organisation))
    answer_invitation(partner, True, by=main_contact_of(partner.organisation))
    save_answer(answer, "Ours", version=1, by=colleague)

    assert partner.state == PartnerState.CONFIRMED
    assert facts_of(bid).partners == 1
    assert may_write(bid, colleague)


def test_one_that_declined_or_left_may_be_asked_again() -> None:
    bid = a_draft()
    partner = invited(bid)
    by = main_contact_of(partner.organisation)

    answer_invitation(partner, False, by=by)
    with pytest.raises(Refused, match="no invitation"):
        answer_invitation(partner, True, by=by)
    with pytest.raises(Refused, match="no part"):
        leave_bid(partner, by=by)
    again = invite_partner(bid, partner.organisation, "", by=lead_of(bid))
    answer_invitation(again, True, by=by)
    leave_bid(again, by=by)
    leave_bid(again, by=by)

    assert again.pk == partner.pk
    assert again.state == PartnerState.LEFT
    assert facts_of(bid).partners == 0


def test_whom_nobody_can_invite_is_said_with_the_reason() -> None:
    bid = a_draft()
    by = lead_of(bid)
    twice = invited(bid).organisation

    for organisation, words in [
        (bid.lead, "leads the bid"),
        (OrganisationFactory(), "not a member"),
        (a_member(), "no address"),
        (twice, "invited already"),
    ]:
        with pytest.raises(Refused, match=words):
            invite_partner(bid, organisation, "", by=by)
    with pytest.raises(PermissionDenied):
        invite_partner(bid, a_member(), "", by=main_contact_of(a_member()))
    BidPartnerFactory.create_batch(MOST_PARTNERS - 1, bid=bid)
    with pytest.raises(Refused, match="As many partners"):
        invite_partner(bid, with_contact(a_member()), "", by=by)


def test_an_invitation_is_taken_back_only_before_it_is_answered() -> None:
    bid = a_draft()
    partner, other = invited(bid), invited(bid)
    answer_invitation(other, True, by=main_contact_of(other.organisation))

    with pytest.raises(PermissionDenied):
        take_invitation_back(partner, by=main_contact_of(partner.organisation))
    take_invitation_back(partner, by=lead_of(bid))
    with pytest.raises(Refused, match="answered"):
        take_invitation_back(other, by=lead_of(bid))

    assert [each.pk for each in bid.partners.all()] == [other.pk]


def test_a_partner_that_confirms_while_marks_are_given_has_those_of_its_people_set_aside() -> None:
    round_ = marking()
    bid = round_.bid()
    own, another = round_.members[0].person, round_.members[1].person
    partner = BidPartnerFactory(bid=bid)
    RepresentationFactory(person=own, organisation=partner.organisation)

    answer_invitation(partner, True, by=main_contact_of(partner.organisation))

    states = dict(bid.assessments.values_list("person", "state"))
    assert states[own.pk] == AssessmentState.SET_ASIDE
    assert states[another.pk] == AssessmentState.OPEN
    assert partner.organisation in bid.matter.concerns.all()


def test_nobody_joins_a_bid_that_is_closed() -> None:
    partner = BidPartnerFactory(bid=BidFactory(state=BidState.WITHDRAWN, closed_at=timezone.now()))
    by = main_contact_of(partner.organisation)

    with pytest.raises(Refused, match="closed"):
        answer_invitation(partner, True, by=by)
    with pytest.raises(Refused, match="closed"):
        leave_bid(partner, by=by)


def seeking() -> Bid:
    bid = a_draft()
    details = BidDetails(title=bid.title, seeks_partners=True, seeks="A county")
    describe_bid(bid, details, version=bid.version, by=lead_of(bid))
    return bid


def test_a_member_says_once_that_it_is_interested_and_the_lead_reads_its_words() -> None:
    bid, member = seeking(), a_member()
    Bid.objects.update(started_by=account_of(lead_of(bid)))
    by = representative_of(member)

    with pytest.raises(Refused, match="what you would bring"):
        offer_partnership(bid, member, " ", by=by)
    offer_partnership(bid, member, "We run nine cafés", by=by)
    with pytest.raises(Refused, match="knows already"):
        offer_partnership(bid, member, "Again", by=by)

    letter = Letter.objects.get(kind="funding.partnership_offered")
    assert "> We run nine cafés" in letter.text
    assert "@" not in letter.text


def test_nobody_offers_where_none_is_sought_or_as_another_or_as_a_partner() -> None:
    bid, member = seeking(), a_member()

    with pytest.raises(PermissionDenied):
        offer_partnership(bid, member, "Us", by=representative_of(a_member()))
    with pytest.raises(Refused, match="partner of this bid"):
        offer_partnership(
            bid,
            BidPartnerFactory(bid=bid, organisation=a_member()).organisation,
            "Us",
            by=representative_of(bid.partners.get().organisation),
        )
    with pytest.raises(Refused, match="does not look"):
        offer_partnership(a_draft(), member, "Us", by=representative_of(member))


def test_members_read_who_looks_for_partners_and_the_public_does_not() -> None:
    bid = seeking()
    a_draft()

    assert list(seeking_partners(representative_of(a_member()))) == [bid]
    assert list(seeking_partners(PUBLIC)) == []


def test_the_desk_lists_invitations_to_answer_and_bids_to_finish() -> None:
    bid = a_draft()
    partner = invited(bid)

    [to_answer] = waiting_for(main_contact_of(partner.organisation))
    [to_finish] = waiting_for(lead_of(bid))

    assert to_answer.what.startswith("Say whether you take part")
    assert to_finish.what.startswith("Finish your bid")
    assert to_finish.due_on is not None
    assert waiting_for(representative_of(partner.organisation)) == []
    assert waiting_for(OFFICER) == []


def test_the_public_reads_public_answers_alone_and_no_partner_that_did_not_confirm() -> None:
    bid = a_whole_bid()
    question = bid.answers.get().question
    question.is_public = False
    question.save()
    invited(bid)
    submit_bid(bid, by=lead_of(bid))

    outside, inside = submission_shown(bid, PUBLIC), submission_shown(bid, lead_of(bid))

    assert outside is not None
    assert inside is not None
    assert (outside.answers, len(inside.answers)) == ([], 1)
    assert (outside.partners, len(inside.partners)) == ([], 1)
    assert inside.cost == 12_000_00
    assert (inside.starts_on, inside.ends_on) == (bid.starts_on, bid.ends_on)
