"""A project begins with the decision that funds it; its agreement is offered and accepted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.funding.models import Agreement, Milestone, Payment
from ccin.funding.operations.projects import Acceptance, accept_agreement, offer_agreement
from ccin.funding.reads.keeping import panel_for
from ccin.funding.states import ContributionKind, ParticipantRole, PaymentDue, ProjectState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from tests.actors import EDITOR, OFFICER, main_contact_of, representative_of
from tests.factories import OrganisationFactory
from tests.funding.made import BidFactory, BidPartnerFactory, StrandFactory
from tests.funding.projecting import begun, lead_of, running, told

pytestmark = pytest.mark.django_db
ACCEPTANCE = Acceptance("Carys Contact", "Director of place")


def test_a_project_has_what_its_bid_had_and_nobody_outside_reads_it_yet() -> None:
    bid = BidFactory(funded=True, title="Repair cafés that last")

    project = begun(bid)

    assert project.title == "Repair cafés that last"
    assert project.slug == "repair-cafes-that-last"
    assert project.reference == bid.reference
    assert (project.state, project.is_public) == (ProjectState.AGREED, False)
    assert project.decision.startswith("D-")
    assert project.ends_on == project.first_ends_on
    assert project.report_due_on == project.ends_on + timedelta(days=28)


def test_two_projects_of_one_title_have_addresses_of_their_own() -> None:
    first, second = (begun(title="Food for all") for _ in range(2))

    assert (first.slug, second.slug) == ("food-for-all", "food-for-all-2")


def test_nothing_begins_before_it_was_awarded() -> None:
    strand = StrandFactory(months=12)
    bid = BidFactory(
        funded=True,
        strand=strand,
        starts_on=today() - timedelta(days=40),
        ends_on=today() - timedelta(days=2),
    )

    project = begun(bid)

    assert project.starts_on == today()
    assert project.ends_on is not None
    assert project.ends_on > today() + timedelta(days=360)


def test_partners_that_confirmed_take_part_and_payers_on_record_are_sponsors() -> None:
    bid = BidFactory(funded=True)
    partner = BidPartnerFactory(bid=bid, confirmed=True)
    BidPartnerFactory(bid=bid)
    sponsor = OrganisationFactory(company=True)
    for place, amount in enumerate((1_000_00, 500_00)):
        bid.contributions.create(
            position=place,
            kind=ContributionKind.MATCH,
            source=str(sponsor),
            organisation=sponsor,
            amount=amount,
            reference=str(place),
        )

    project = begun(bid)

    found = {each.organisation: (each.role, each.amount) for each in project.participants.all()}
    assert found == {
        partner.organisation: (ParticipantRole.PARTICIPANT, None),
        sponsor: (ParticipantRole.SPONSOR, 1_500_00),
    }


def test_the_award_is_split_to_the_penny_by_the_plan_of_its_round() -> None:
    strand = StrandFactory(payment_plan=[["agreement", 33], ["milestone", 33], ["report", 34]])

    project = begun(strand=strand, amount=1_000_01)

    made = list(project.payments.values_list("position", "amount", "due"))
    assert made == [(1, 330_00, "agreement"), (2, 330_00, "milestone"), (3, 340_01, "report")]
    assert Milestone.objects.get().payments.get().position == 2


def test_a_light_round_plans_no_milestones() -> None:
    strand = StrandFactory(light=True, payment_plan=[["milestone", 100]])

    begun(strand=strand)

    assert Payment.objects.get().due == PaymentDue.REPORT
    assert not Milestone.objects.exists()


def test_an_agreement_is_offered_and_accepted_with_name_and_capacity() -> None:
    project = told(begun())

    offer_agreement(project, "First words.", by=OFFICER)
    offer_agreement(project, "These are the terms.", by=OFFICER)
    accept_agreement(project, ACCEPTANCE, version=project.version, by=lead_of(project))

    agreement = Agreement.objects.get()
    project.refresh_from_db()
    assert project.state == ProjectState.IN_DELIVERY
    assert agreement.words == "These are the terms."
    assert (agreement.accepted_name, agreement.accepted_as) == (
        "Carys Contact",
        "Director of place",
    )


def test_only_staff_who_fund_offer_and_only_who_may_commit_the_lead_accepts() -> None:
    project = told(begun())
    assert project.lead is not None
    for stranger in (EDITOR, lead_of(project)):
        with pytest.raises(PermissionDenied):
            offer_agreement(project, "Terms.", by=stranger)
    offer_agreement(project, "Terms.", by=OFFICER)

    for stranger in (
        OFFICER,
        representative_of(project.lead),
        main_contact_of(OrganisationFactory()),
    ):
        with pytest.raises(PermissionDenied):
            accept_agreement(project, ACCEPTANCE, version=project.version, by=stranger)


def test_words_that_changed_while_they_were_read_are_not_accepted() -> None:
    project = told(begun())
    offer_agreement(project, "Terms.", by=OFFICER)
    seen = project.version
    offer_agreement(project, "Other terms.", by=OFFICER)

    with pytest.raises(Stale):
        accept_agreement(project, ACCEPTANCE, version=seen, by=lead_of(project))


def test_what_was_never_offered_cannot_be_accepted_nor_empty_words_be_offered() -> None:
    project = told(begun())

    with pytest.raises(Refused, match="No agreement"):
        accept_agreement(project, ACCEPTANCE, version=project.version, by=lead_of(project))
    with pytest.raises(Refused, match="Write down the terms"):
        offer_agreement(project, "  ", by=OFFICER)


def test_an_accepted_agreement_is_not_offered_or_accepted_again() -> None:
    project = running()

    with pytest.raises(MoveNotAllowed):
        offer_agreement(project, "More.", by=OFFICER)
    with pytest.raises(MoveNotAllowed):
        accept_agreement(project, ACCEPTANCE, version=project.version, by=lead_of(project))


def test_no_agreement_is_offered_to_a_lead_that_was_not_told_of_the_decision() -> None:
    project = begun()

    with pytest.raises(Refused, match="does not know of the decision"):
        offer_agreement(project, "Terms.", by=OFFICER)
    assert panel_for(project, lead_of(project)) is None
