from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.governance.models import Decision
from ccin.governance.states import MatterState, Outcome
from ccin.joining.models import Application, Condition, Welcome
from ccin.joining.operations.considering import (
    Correction,
    correct_application,
    decide_application,
    nudge_application,
    recommend_on_application,
    return_to_applicant,
)
from ccin.joining.reads.pipeline import line_of
from ccin.joining.states import ApplicationState, Place
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Edition, Membership, Person, Representation, SupporterTally
from ccin.outbox.models import Letter
from ccin.principles.models import Assessment, Principle, Statement
from tests.actors import EDITOR, OFFICER, STRANGER, clerk_of, voting_in
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    AppointmentFactory,
    AuthorityFactory,
    BodyFactory,
    MembershipFactory,
    NamedRepresentativeFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    SeatFactory,
    SuccessionFactory,
)
from tests.joining.considered import Route, after_joining, before, before_joining, route
from tests.letters import kinds, said

pytestmark = pytest.mark.django_db


def letters() -> list[str]:
    return kinds()


def test_a_recommendation_moves_it_on_and_may_name_a_mentor() -> None:
    way = route()
    application = before(way)
    member = MembershipFactory().organisation
    mentor = RepresentationFactory(organisation=member).person

    said = recommend_on_application(
        application, way.recommending(), mentor=mentor, by=way.board_clerk
    )

    application.refresh_from_db()
    assert (said.outcome, said.body, application.mentor) == (Outcome.APPROVE, way.board, mentor)
    assert line_of(application).place == Place.DECIDE
    assert letters() == ["joining.application_recommended"]


def test_a_mentor_represents_a_member_today() -> None:
    way = route()
    application = before(way)
    stranger = PersonFactory()

    with pytest.raises(Refused, match="represents no member today"):
        recommend_on_application(
            application, way.recommending(), mentor=stranger, by=way.board_clerk
        )

    application.matter.refresh_from_db()
    assert application.matter.state == MatterState.FOR_RECOMMENDATION


def test_an_approval_makes_a_member_at_once() -> None:
    way = route()
    application = before(way, for_decision=True)
    stamp = Edition.objects.first()

    said = decide_application(application, way.deciding(), by=way.clerk)

    application.refresh_from_db()
    membership = Membership.objects.get()
    assert application.state == ApplicationState.JOINED
    assert application.membership == membership
    assert (membership.organisation, membership.starts_on) == (application.organisation, today())
    assert (membership.membership_class, membership.sub_kind, membership.decision) == (
        "full",
        "principal_council",
        said.number,
    )
    assert Edition.objects.first() != stamp or stamp is None
    assert [entry.event for entry in Entry.objects.about(application).order_by("pk")][-2:] == [
        "joining.application_decided",
        "joining.application_joined",
    ]


def test_everybody_named_becomes_a_person_with_a_role_and_a_way_in() -> None:
    way = route()
    application = before(way, for_decision=True)

    decide_application(application, way.deciding(), by=way.clerk)

    standing = Representation.objects.filter(organisation=application.organisation)
    assert {(each.person.name, each.role, each.is_primary) for each in standing} == {
        ("Ada Byron", "lead_officer", True),
        ("Mary Ward", "leader", False),
    }
    ada = Account.objects.get(email="ada@council.example")
    assert ada.person == Person.objects.get(name="Ada Byron")
    assert letters()[-3:] == [
        "joining.application_joined",
        "joining.representative_welcomed",
        "joining.representative_welcomed",
    ]
    assert Letter.objects.get(to_email="ada@council.example").secret


def test_two_people_who_share_an_address_are_two_people_and_one_of_them_signs_in() -> None:
    way = route()
    application = before(way, for_decision=True)
    NamedRepresentativeFactory(
        application=application,
        name="Finn Ost",
        email="ADA@council.example",
        role="finance_contact",
    )

    decide_application(application, way.deciding(), by=way.clerk)

    assert list(Person.objects.filter(name="Finn Ost").values_list("email", flat=True)) == [""]
    assert Account.objects.filter(person__name="Finn Ost").count() == 0


def test_somebody_known_already_keeps_their_record_role_and_account() -> None:
    way = route()
    application = before(way, for_decision=True)
    ada = PersonFactory(name="A. Byron", email="ada@council.example")
    held = RepresentationFactory(
        person=ada, organisation=application.organisation, role="lead_officer"
    )
    stopped = AccountFactory(email="mary@council.example", is_active=False)

    decide_application(application, way.deciding(), by=way.clerk)

    held.refresh_from_db()
    assert held.is_primary
    assert Representation.objects.filter(person=ada).count() == 1
    assert Account.objects.get(person=ada).email == "ada@council.example"
    stopped.refresh_from_db()
    assert stopped.is_active is False


def test_the_self_assessment_goes_on_as_the_members_first() -> None:
    way = route()
    application = before(way, for_decision=True)
    statement = Statement.objects.create(number=1, decision="AGM 3", source="Minutes")
    principle = Principle.objects.create(statement=statement, position=1, name="Social partnership")
    application.answers.create(principle=principle, score=2, sentence="We have a panel.")

    decide_application(application, way.deciding(), by=way.clerk)

    made = Assessment.objects.get(organisation=application.organisation)
    assert list(made.answers.values_list("score", "sentence")) == [(2, "We have a panel.")]
    assert made.is_public is False


def test_a_welcome_list_begins_with_the_proposed_mentor() -> None:
    way = route()
    mentor = RepresentationFactory(organisation=MembershipFactory().organisation).person
    application = before(way, for_decision=True, mentor=mentor)

    decide_application(application, way.deciding(), by=way.clerk)

    welcome = Welcome.objects.get()
    assert (welcome.mentor, (welcome.due_on - welcome.starts_on).days) == (mentor, 90)
    assert welcome.items.count() == 5


def test_conditions_before_joining_wait_and_those_after_it_do_not() -> None:
    way = route()
    application = before(way, for_decision=True)

    said = decide_application(
        application,
        way.deciding(Outcome.APPROVE_WITH_CONDITIONS),
        conditions=[before_joining(), after_joining()],
        by=way.clerk,
    )

    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED
    assert not Membership.objects.exists()
    assert "Send the resolution" in said.conditions
    assert Condition.objects.count() == 2
    assert letters()[-1] == "joining.application_approved"
    assert "Send the resolution" in Letter.objects.latest("pk").text


def test_conditions_after_joining_alone_admit_at_once() -> None:
    way = route()
    application = before(way, for_decision=True)

    decide_application(
        application,
        way.deciding(Outcome.APPROVE_WITH_CONDITIONS),
        conditions=[after_joining()],
        by=way.clerk,
    )

    application.refresh_from_db()
    assert application.state == ApplicationState.JOINED
    assert "Take the induction" in Letter.objects.get(kind="joining.application_joined").text


@pytest.mark.parametrize(
    ("outcome", "conditions", "words"),
    [
        (Outcome.APPROVE_WITH_CONDITIONS, [], "at least one condition"),
        (Outcome.APPROVE, ["before"], "Only an approval with conditions"),
        (Outcome.APPROVE_WITH_CONDITIONS, ["past"], "still to come"),
    ],
)
def test_conditions_that_make_no_sense_are_refused(
    outcome: str, conditions: list[str], words: str
) -> None:
    way = route()
    application = before(way, for_decision=True)
    made = {"before": before_joining(), "past": before_joining(days=-1)}

    with pytest.raises(Refused, match=words):
        decide_application(
            application,
            way.deciding(outcome),
            conditions=[made[each] for each in conditions],
            by=way.clerk,
        )

    assert not Decision.objects.exists()


def test_a_refusal_says_why_and_closes_it() -> None:
    way = route()
    application = before(way, for_decision=True)

    decide_application(application, way.deciding(Outcome.REFUSE), by=way.clerk)

    application.refresh_from_db()
    assert application.state == ApplicationState.REFUSED
    assert application.closed_at is not None
    assert "It lives by the principles." in Letter.objects.latest("pk").text
    assert not Membership.objects.exists()


def test_what_is_returned_to_the_board_waits_there_again() -> None:
    way = route()
    application = before(way, for_decision=True)

    decide_application(application, way.deciding(Outcome.RETURN), by=way.clerk)

    assert line_of(application).place == Place.RECOMMEND
    assert letters()[-1] == "joining.application_sent_back"
    recommend_on_application(application, way.recommending(), by=way.board_clerk)
    assert line_of(application).place == Place.DECIDE


def test_only_the_body_whose_step_it_is_says_anything() -> None:
    way = route()
    application = before(way)
    others = [way.clerk, OFFICER, EDITOR, STRANGER, clerk_of(BodyFactory())]

    for other in others:
        with pytest.raises(PermissionDenied):
            recommend_on_application(application, way.recommending(), by=other)
    recommend_on_application(application, way.recommending(), by=way.board_clerk)
    for other in [way.board_clerk, OFFICER, STRANGER, voting_in(way.committee)]:
        with pytest.raises(PermissionDenied):
            decide_application(application, way.deciding(), by=other)

    assert not Membership.objects.exists()


def test_whoever_represents_the_applicant_records_nothing_and_is_not_present() -> None:
    way = route()
    application = before(way)
    person = RepresentationFactory(organisation=application.organisation).person
    seated = AppointmentFactory(seat=SeatFactory(body=way.board), person=person)
    present = (*way.board_members, seated)

    with pytest.raises(Refused):
        recommend_on_application(
            application, way.recommending(), by=clerk_of(way.board, person=person.pk)
        )
    with pytest.raises(Refused):
        recommend_on_application(
            application,
            type(way)(way.board, way.committee, present, ()).recommending(),
            by=way.board_clerk,
        )


def test_nothing_is_decided_about_what_was_returned_to_the_applicant() -> None:
    way = route()
    application = before(way, for_decision=True)

    return_to_applicant(application, words="Attach the minute.", by=OFFICER)

    assert line_of(application).place == Place.APPLICANT
    assert "Attach the minute." in Letter.objects.latest("pk").text
    with pytest.raises(MoveNotAllowed):
        decide_application(application, way.deciding(), by=way.clerk)
    with pytest.raises(PermissionDenied):
        return_to_applicant(before(way), words="No", by=way.clerk)


def test_a_council_dissolved_meanwhile_cannot_join_and_its_successor_is_named() -> None:
    way = route()
    application = before(way, for_decision=True)
    application.authority.valid_to = today() - timedelta(1)
    application.authority.save()
    SuccessionFactory(
        predecessor=application.authority, successor=AuthorityFactory(name="Greater Dunmoor")
    )

    with pytest.raises(Refused, match=r"ceased to exist .* Withdraw .* Greater Dunmoor"):
        decide_application(application, way.deciding(), by=way.clerk)

    assert not Decision.objects.exists()
    decide_application(application, way.deciding(Outcome.REFUSE), by=way.clerk)


def test_a_dissolved_council_without_a_successor_is_refused_as_plainly() -> None:
    way = route()
    application = before(way, for_decision=True)
    application.authority.valid_to = date(2026, 3, 31)
    application.authority.save()

    with pytest.raises(Refused, match=r"Withdraw the application\.$"):
        decide_application(application, way.deciding(), by=way.clerk)


def test_a_group_falls_with_its_council_and_a_parish_stands_without_its_district() -> None:
    way = route("join_associate")
    gone = AuthorityFactory(valid_to=date(2026, 3, 31))
    shared = {"membership_class": "associate", "authority": None, "principal_council": gone}
    group = before(
        way,
        for_decision=True,
        kind="party_group",
        sub_kind="opposition_group",
        organisation=OrganisationFactory(party_group=True),
        name="Greens",
        **shared,
    )
    parish = before(
        way,
        for_decision=True,
        kind="parish",
        sub_kind="parish",
        organisation=OrganisationFactory(parish_council=True),
        name="Saltmarsh",
        **shared,
    )

    with pytest.raises(Refused, match="ceased to exist"):
        decide_application(group, way.deciding(), by=way.clerk)
    decide_application(parish, way.deciding(), by=way.clerk)

    assert [held.organisation for held in Membership.objects.all()] == [parish.organisation]


def test_a_body_already_in_membership_does_not_join_twice() -> None:
    way = route()
    application = before(way, for_decision=True)
    MembershipFactory(organisation=application.organisation)

    with pytest.raises(Refused, match="has been in membership since"):
        decide_application(application, way.deciding(), by=way.clerk)

    application.refresh_from_db()
    assert application.state == ApplicationState.UNDER_CONSIDERATION


def an_individual(way: Route, **given: object) -> Application:
    return before(
        way,
        for_decision=True,
        membership_class="supporter",
        sub_kind="",
        kind="",
        authority=None,
        organisation=None,
        name="Ada Byron",
        **given,
    )


def test_an_individual_supporter_is_counted_and_named_only_with_consent() -> None:
    way = route("join_supporter")
    silent, named = an_individual(way), an_individual(way, may_be_named=True)
    for application in (silent, named):
        application.people.all().delete()

    for application in (silent, named):
        decide_application(application, way.deciding(), by=way.clerk)

    assert (named.state, named.membership) == (ApplicationState.JOINED, None)
    assert list(SupporterTally.objects.values_list("count", "ends_on")) == [(2, None)]
    found = Person.objects.filter(name="Ada Byron").order_by("pk")
    assert [person.listing_consent_on for person in found] == [None, today()]
    assert letters()[-1] == "joining.supporter_accepted"
    assert not Welcome.objects.exists()
    assert not Membership.objects.exists()


def test_a_supporter_more_follows_the_count_before() -> None:
    way = route("join_supporter")
    SupporterTally.objects.create(count=12, starts_on=date(2020, 1, 1), source="A list")

    decide_application(an_individual(way), way.deciding(), by=way.clerk)

    assert SupporterTally.objects.get(ends_on=None).count == 13


def test_staff_correct_small_things_and_the_record_keeps_what_was_there() -> None:
    application = ApplicationFactory(submitted=True, returned=True)
    details = Correction(name="Dunmoor", decision_reference="Minute 48", population=5)

    correct_application(application, details, version=1, by=OFFICER)

    application.refresh_from_db()
    assert (application.name, application.population) == ("Dunmoor", 5)
    entry = Entry.objects.get(event="joining.application_corrected")
    assert "decision_reference" in entry.values["fields"]
    with pytest.raises(Stale):
        correct_application(application, details, version=1, by=OFFICER)
    with pytest.raises(PermissionDenied):
        correct_application(application, details, version=2, by=EDITOR)
    with pytest.raises(Refused):
        correct_application(ApplicationFactory(withdrawn=True), details, version=1, by=OFFICER)


def test_the_applicant_is_nudged_once_a_week() -> None:
    way = route()
    application = before(way)
    application.state = ApplicationState.RETURNED
    application.save()

    assert nudge_application(application, by=OFFICER) == 1
    with pytest.raises(Refused, match="seven days"):
        nudge_application(application, by=OFFICER)
    Application.objects.update(nudged_at=timezone.now() - timedelta(8))
    nudge_application(application, by=OFFICER)

    assert letters() == ["joining.application_nudged"] * 2
    with pytest.raises(PermissionDenied):
        nudge_application(application, by=EDITOR)
    with pytest.raises(MoveNotAllowed):
        nudge_application(ApplicationFactory(withdrawn=True), by=OFFICER)


def test_the_bodys_clerk_and_chair_are_nudged_while_it_waits_for_them() -> None:
    way = route()
    application = before(way)
    clerk = AppointmentFactory(seat=SeatFactory(body=way.board, clerk=True))
    chair = way.board_members[0]
    chair.office = "chair"
    chair.save()

    assert nudge_application(application, by=OFFICER) == 2

    written = [each.to_email for each in said("joining.body_nudged")]
    assert set(written) == {clerk.person.email, chair.person.email}


def test_a_chair_with_an_interest_gets_no_letter_about_the_application() -> None:
    way = route()
    application = before(way)
    clerk = AppointmentFactory(seat=SeatFactory(body=way.board, clerk=True))
    chair = way.board_members[0]
    chair.office = "chair"
    chair.save()
    RepresentationFactory(person=chair.person, organisation=application.organisation)

    nudge_application(application, by=OFFICER)

    written = [each.to_email for each in said("joining.body_nudged")]
    assert written == [clerk.person.email]


def test_a_nudge_that_reaches_nobody_is_said_so() -> None:
    with pytest.raises(Refused, match="Nobody with an e-mail address"):
        nudge_application(ApplicationFactory(), by=OFFICER)


def test_a_merged_organisation_is_not_admitted() -> None:
    way = route()
    application = before(way, for_decision=True)
    application.organisation.merged_into = OrganisationFactory(company=True)
    application.organisation.authority = None
    application.organisation.save()

    with pytest.raises(Refused, match="was merged"):
        decide_application(application, way.deciding(), by=way.clerk)

    assert not Decision.objects.exists()
