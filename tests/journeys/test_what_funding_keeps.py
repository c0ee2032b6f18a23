"""What was proposed, bid for and funded stays when records are merged or a person is erased."""

import pytest
from django.utils import timezone

from ccin.funding.models import (
    Agreement,
    Assessment,
    BidPartner,
    Declaration,
    Mark,
    Participant,
    ProgressReport,
    Support,
)
from ccin.journeys.operations.erase_person import erase_person
from ccin.journeys.operations.merge_organisations import merge_organisations
from ccin.journeys.operations.merge_people import merge_people
from ccin.kernel.errors import Refused
from tests.actors import OFFICER
from tests.factories import AccountFactory, OrganisationFactory, PersonFactory
from tests.funding.made import (
    AssessmentFactory,
    BidFactory,
    BidPartnerFactory,
    CriterionFactory,
    IdeaFactory,
    ParticipantFactory,
    ProjectFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db


def test_two_records_of_a_body_support_bid_and_take_part_once() -> None:
    kept, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
    idea, bid, project = IdeaFactory(), BidFactory(), ProjectFactory()
    for body in (kept, other):
        Support.objects.create(idea=idea, organisation=body, said_at=timezone.now())
        BidPartnerFactory(bid=bid, organisation=body)
        ParticipantFactory(project=project, organisation=body)
    led_by_one, led = BidFactory(lead=other), ProjectFactory(lead=other)
    BidPartnerFactory(bid=led_by_one, organisation=kept)
    ParticipantFactory(project=led, organisation=kept)

    merge_organisations(kept, other, by=OFFICER)

    led_by_one.refresh_from_db()
    led.refresh_from_db()
    assert (led_by_one.lead, led.lead) == (kept, kept)
    assert list(Support.objects.values_list("organisation", flat=True)) == [kept.pk]
    assert list(BidPartner.objects.values_list("bid", "organisation")) == [(bid.pk, kept.pk)]
    assert list(Participant.objects.values_list("project", "organisation")) == [
        (project.pk, kept.pk)
    ]


def test_two_records_of_a_person_marked_and_declared_once() -> None:
    kept, other, call = PersonFactory(), PersonFactory(), RoundFactory()
    for person in (kept, other):
        Declaration.objects.create(round=call, person=person, made_at=timezone.now())
    marked = AssessmentFactory(person=other)

    merge_people(kept, other, by=OFFICER)

    marked.refresh_from_db()
    assert marked.person == kept
    assert list(Declaration.objects.values_list("person", flat=True)) == [kept.pk]


def test_whoever_marked_a_bid_twice_was_two_people() -> None:
    kept, other = PersonFactory(), PersonFactory()
    marked = AssessmentFactory(person=kept)
    AssessmentFactory(person=other, bid=marked.bid)

    with pytest.raises(Refused, match="marked it twice was two people"):
        merge_people(kept, other, by=OFFICER)


def test_an_erased_person_s_marks_stay_without_their_words() -> None:
    person = PersonFactory(name="Wilhelmina Ashgrove")
    account = AccountFactory(person=person)
    marked = AssessmentFactory(person=person, comment="I know this town.")
    criterion = CriterionFactory(strand=marked.bid.strand)
    mark = Mark.objects.create(assessment=marked, criterion=criterion, score=3, reason="Mine.")
    project = ProjectFactory()
    report = ProgressReport.objects.create(
        project=project,
        track="on_track",
        words="Wilhelmina Ashgrove met the café.",
        made_at=timezone.now(),
        made_by="account:1",
    )
    agreed = Agreement.objects.create(
        project=project,
        words="The terms.",
        offered_at=timezone.now(),
        offered_by="account:1",
        accepted_at=timezone.now(),
        accepted_by=f"account:{account.pk}",
        accepted_name="Wilhelmina Ashgrove",
    )

    erase_person(person, by=OFFICER)

    for each in (marked, mark, report, agreed):
        each.refresh_from_db()
    assert (Assessment.objects.count(), mark.score) == (1, 3)
    assert (marked.comment, mark.reason) == ("", "Erased")
    assert report.words == "[name removed] met the café."
    assert (agreed.accepted_name, agreed.accepted_by) == ("A person", f"account:{account.pk}")
