from datetime import timedelta

import pytest
from django.utils import timezone

from ccin.governance.models import Decision, Question
from ccin.governance.operations.procedures import Proposal, open_procedure
from ccin.governance.states import MatterKind, Outcome, ProcedureState
from ccin.joining import tasks
from ccin.joining.operations.considering import (
    decide_application,
    return_to_applicant,
)
from ccin.joining.reads.considering import conditions_waiting_for, members_near, votes_waiting_for
from ccin.joining.reads.pipeline import line_of
from ccin.joining.states import JOIN_KINDS, ApplicationState, Place
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.progress import quietly
from ccin.members.models import Membership
from tests.actors import EDITOR, OFFICER, STRANGER, WORKER, clerk_of, voting_in
from tests.browser import OurClient
from tests.factories import (
    ApplicationFactory,
    AuthorityFactory,
    ClauseFactory,
    ConditionFactory,
    EnquiryFactory,
    MeasureFactory,
    MembershipFactory,
    OrganisationFactory,
    PowerFactory,
    RepresentationFactory,
    TermsFactory,
)
from tests.joining.considered import Route, after_joining, before, route

pytestmark = pytest.mark.django_db


def given(way: Route, **more: object) -> dict[str, object]:
    return {
        "form": "meeting",
        "outcome": "approve",
        "reasons": "It lives by the principles.",
        "made_on": f"{today():%Y-%m-%d}",
        "present": [each.pk for each in way.board_members],
        **more,
    }


def decision(way: Route, **more: object) -> dict[str, object]:
    return given(way, present=[each.pk for each in way.committee_members], **more)


def test_a_clerk_records_what_the_board_recommends(client: OurClient) -> None:
    way = route()
    application = before(way)
    mentor = RepresentationFactory(organisation=MembershipFactory().organisation).person
    client.act_as(way.board_clerk)
    page = client.get(f"/applications/{application.pk}/")

    assert "Record a recommendation" in page.content.decode()
    assert "Record a decision" not in page.content.decode()
    form = client.get(f"/applications/{application.pk}/recommend/").content.decode()
    assert f"{mentor}, {mentor.representations.get().organisation}" in form
    done = client.post(
        f"/applications/{application.pk}/recommend/", given(way, mentor=mentor.pk), follow=True
    )

    assert "The recommendation is on the record" in done.content.decode()
    application.refresh_from_db()
    assert application.mentor == mentor


@pytest.mark.parametrize("outcome", ["refuse", "approve_with_conditions", "approve"])
def test_whoever_applied_reads_what_was_decided_why_and_what_is_still_asked(
    client: OurClient, outcome: str
) -> None:
    way = route()
    application = before(way, for_decision=True)
    writer = application.applicants.get().account
    own = f"/apply/{application.pk}/"
    client.sign_in(writer)
    assert "What was decided" not in client.get(own).content.decode()
    asked = {"words_1": "Send the minute", "due_on_1": f"{today() + timedelta(30):%Y-%m-%d}"}
    more = asked if outcome == "approve_with_conditions" else {}
    client.act_as(way.clerk)
    client.post(f"/applications/{application.pk}/decide/", decision(way, outcome=outcome, **more))
    client.sign_in(writer)

    html = client.get(own).content.decode()

    assert Decision.objects.get().number in html
    assert "It lives by the principles." in html
    assert ("Send the minute (Before joining, by " in html) == bool(more)
    assert ("See its public page" in html) == (outcome == "approve")


def test_what_a_body_left_out_takes_no_row_on_the_page(client: OurClient) -> None:
    application = before(route(), why="To learn from others.")
    client.act_as(OFFICER)

    html = client.get(f"/applications/{application.pk}/").content.decode()

    assert "Why it wants to join" in html
    assert "What the group intends" not in html
    assert "What it does" not in html


def test_a_clerk_records_a_decision_with_conditions(client: OurClient) -> None:
    way = route()
    application = before(way, for_decision=True)
    client.act_as(way.clerk)
    address = f"/applications/{application.pk}/decide/"
    some = decision(way, outcome="approve_with_conditions", words_1="Send the minute")

    refused = client.post(address, {**some, "due_on_2": "2030-01-01"}).content.decode()
    client.post(address, {**some, "due_on_1": "2030-01-01", "time_1": "before"})

    assert "Enter the day by which it must be met" in refused
    assert "Say what must be done by this day" in refused
    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED
    assert application.conditions.get().words == "Send the minute"


def test_an_approval_without_conditions_tells_its_number(client: OurClient) -> None:
    way = route()
    application = before(way, for_decision=True)
    client.act_as(way.clerk)

    done = client.post(f"/applications/{application.pk}/decide/", decision(way), follow=True)

    assert f"Decision {Decision.objects.get().number} is on the record" in done.content.decode()
    assert Membership.objects.count() == 1


def test_a_new_member_is_in_the_directory_and_in_the_count_at_once(client: OurClient) -> None:
    way = route()
    application = before(way, for_decision=True, name="Larkhollow City Council")
    before_it = client.get("/members/").content.decode()

    decide_application(application, way.deciding(), by=way.clerk)

    assert "Larkhollow City Council" not in before_it
    assert "Larkhollow City Council" in client.get("/members/").content.decode()


def test_the_search_finds_an_application_for_staff(client: OurClient) -> None:
    ApplicationFactory(name="Larkhollow City Council", authority=None)
    client.act_as(EDITOR)

    html = client.get("/desk/search/?q=larkhollow").content.decode()

    assert "Applications to join" in html


def test_who_comes_too_late_is_told_why_and_gets_the_text_back(client: OurClient) -> None:
    way = route()
    application = before(way, for_decision=True)
    return_to_applicant(application, words="Attach the minute.", by=OFFICER)
    client.act_as(way.clerk)

    page = client.post(f"/applications/{application.pk}/decide/", decision(way))

    html = page.content.decode()
    assert page.status_code == 409
    assert "has been sent back to the applicant" in html
    assert "Attach the minute." in html
    assert "It lives by the principles." in html
    assert client.get(f"/applications/{application.pk}/decide/").status_code == 409


def test_each_way_of_being_late_has_its_own_words(client: OurClient) -> None:
    way = route()
    application = before(way)
    client.act_as(clerk_of(way.committee))
    address = f"/applications/{application.pk}/decide/"

    early = client.get(address).content.decode()
    client.act_as(OFFICER)
    client.post(f"/applications/{application.pk}/withdraw/", {"reason": "They rang us."})
    client.act_as(way.clerk)
    late = client.get(address).content.decode()

    assert f"at another step: Waiting for a recommendation, for the {way.board.name}" in early
    assert "has been withdrawn" in late
    assert "They rang us." in late


def test_what_was_decided_already_is_said(client: OurClient) -> None:
    way = route()
    application = before(way, for_decision=True)
    decide_application(application, way.deciding(Outcome.REFUSE), by=way.clerk)
    client.act_as(way.board_clerk)

    page = client.get(f"/applications/{application.pk}/recommend/")

    assert page.status_code == 409
    assert "It is now: Refused" in page.content.decode()


def test_who_may_never_record_anything_is_refused(client: OurClient) -> None:
    way = route()
    application = before(way)
    client.act_as(EDITOR)
    assert client.get(f"/applications/{application.pk}/recommend/").status_code == 403
    client.act_as(voting_in(way.committee))
    assert client.get(f"/applications/{application.pk}/decide/").status_code == 403
    client.act_as(STRANGER)
    assert client.get(f"/applications/{application.pk}/decide/").status_code == 404


def test_staff_decide_where_a_clause_delegates_it(client: OurClient) -> None:

    way = route()
    PowerFactory(
        delegated=True,
        kind=MatterKind.JOIN_SUPPORTER,
        clause=ClauseFactory(terms=TermsFactory(body=way.committee)),
    )
    application = before(
        way,
        membership_class="supporter",
        sub_kind="",
        kind="company",
        authority=None,
        organisation=OrganisationFactory(company=True),
        name="Widgets",
    )
    client.act_as(OFFICER)
    assert "Record a decision" in client.get(f"/applications/{application.pk}/").content.decode()

    client.post(f"/applications/{application.pk}/decide/", decision(way, form="delegated"))

    application.refresh_from_db()
    assert application.state == ApplicationState.JOINED
    assert Membership.objects.get().membership_class == "supporter"


def test_a_reader_in_a_body_sees_roles_and_no_names(client: OurClient) -> None:
    way = route()
    application = before(way)
    client.act_as(voting_in(way.board))
    seated = client.get(f"/applications/{application.pk}/").content.decode()
    client.act_as(EDITOR)
    staff = client.get(f"/applications/{application.pk}/").content.decode()
    client.sign_in(application.applicants.get().account, second_factor=False)
    own = client.get(f"/applications/{application.pk}/").content.decode()

    assert "Lead officer" in seated
    assert "ada@council.example" not in seated
    assert "Mary Ward" not in seated
    assert "ada@council.example" in staff
    assert "ada@council.example" in own


def test_the_page_shows_what_the_network_knows(client: OurClient) -> None:
    place = AuthorityFactory(latitude=51.0, longitude=-3.0)
    MeasureFactory(authority=place, value=50_000)
    application = ApplicationFactory(
        authority=place,
        submitted=True,
        returned=True,
        population=100_000,
        enquiry=EnquiryFactory(),
    )
    MembershipFactory(organisation=application.organisation, ended=True)
    group = OrganisationFactory(party_group=True, principal_council=place, name="Greens")
    MembershipFactory(organisation=group, membership_class="associate", sub_kind="group")
    near = MembershipFactory(
        organisation=OrganisationFactory(
            name="Near Council", authority=AuthorityFactory(latitude=51.1, longitude=-3.0)
        )
    )
    client.act_as(OFFICER)

    html = client.get(f"/applications/{application.pk}/").content.decode()

    assert "100%" in html
    assert "Ask why" in html
    assert "Greens" in html
    assert "Left by its own decision" in html
    assert "Near Council, 7 miles" in " ".join(html.split())
    assert "It began with: Enquiry" in html
    assert [each.organisation for each in members_near(application)] == [near.organisation]
    assert members_near(ApplicationFactory()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_an_application_costs_the_same_however_much_is_in_it(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    way = route()
    application = before(way)
    ConditionFactory.create_batch(number, application=application)
    for _number in range(number):
        MembershipFactory()
    client.act_as(OFFICER)

    with django_assert_num_queries(QUERIES_OF_AN_APPLICATION):
        client.get(f"/applications/{application.pk}/")


QUERIES_OF_AN_APPLICATION = 25


def test_staff_send_back_correct_remind_and_withdraw(client: OurClient) -> None:
    way = route()
    application = before(way)
    client.act_as(OFFICER)
    address = f"/applications/{application.pk}/"

    client.post(f"{address}correct/", {"version": 1, "name": "Dunmoor", "population": "7"})
    client.post(f"{address}send-back/", {"words": "Attach the minute."})
    reminded = client.post(f"{address}nudge/", follow=True).content.decode()
    withdrawn = client.post(f"{address}withdraw/", {"reason": "They rang us."}, follow=True)

    application.refresh_from_db()
    assert (application.name, application.population) == ("Dunmoor", 7)
    assert application.state == ApplicationState.WITHDRAWN
    assert "1 reminder is on its way" in reminded
    assert "The application is withdrawn" in withdrawn.content.decode()


def test_conditions_are_settled_on_their_pages(client: OurClient) -> None:
    way = route()
    application = before(way, for_decision=True)
    decide_application(
        application,
        way.deciding(Outcome.APPROVE_WITH_CONDITIONS),
        conditions=[after_joining("Take the induction"), after_joining("Send a logo")],
        by=way.clerk,
    )
    first, second = application.conditions.order_by("pk")
    address = f"/applications/{application.pk}/conditions"
    client.act_as(OFFICER)
    client.post(f"{address}/{first.pk}/met/", {"note": "Taken on 3 May"})
    client.act_as(way.clerk)
    client.post(f"{address}/{second.pk}/waive/", {"note": "It has none"})

    assert sorted(application.conditions.values_list("state", flat=True)) == ["met", "waived"]


def test_an_open_question_makes_it_wait_for_the_applicant() -> None:
    way = route()
    application = before(way)
    Question.objects.create(
        matter=application.matter,
        body=way.board,
        asked_by=way.board_members[0].person,
        words="Why now?",
        asked_at=timezone.now(),
    )

    line = line_of(application)

    assert (line.place, line.waits_for) == (Place.APPLICANT, "the applicant")


# Written procedures


def carried(way: Route, application: object, outcome: str = "approve", **more: object) -> object:
    proposal = Proposal(
        outcome=outcome,
        reasons="It lives by the principles.",
        closes_at=timezone.now() + timedelta(days=5),
        **more,
    )
    matter = application.matter
    matter.refresh_from_db()
    procedure = open_procedure(matter, proposal, by=clerk_of(matter.body))
    procedure.votes.update(choice="for", voted_at=timezone.now())
    procedure.state = ProcedureState.CARRIED
    procedure.closed_at = timezone.now()
    procedure.save()
    return procedure


def test_the_worker_carries_out_votes_once() -> None:
    way = route()
    application = before(way)
    carried(way, application)

    assert tasks.is_any_vote_to_act_on()
    assert tasks.act_on_votes(WORKER, quietly) == "Votes acted on: 1, left to a person: 0"
    assert tasks.act_on_votes(WORKER, quietly) == ""
    carried(way, application)
    tasks.act_on_votes(WORKER, quietly)

    application.refresh_from_db()
    assert application.state == ApplicationState.JOINED
    assert Decision.objects.get().form == "procedure"


def test_nothing_is_sent_back_while_a_vote_runs() -> None:
    way = route()
    application = before(way)
    procedure = carried(way, application)
    procedure.state, procedure.closed_at = ProcedureState.RUNNING, None
    procedure.save()

    with pytest.raises(Refused, match="written procedure is running"):
        return_to_applicant(application, words="Attach the minute.", by=OFFICER)


def test_each_line_of_conditions_that_was_voted_is_a_condition() -> None:
    way = route()
    application = before(way, for_decision=True)
    carried(way, application, "approve_with_conditions", conditions="Send it\n\nSign it")

    tasks.act_on_votes(WORKER, quietly)

    assert list(application.conditions.order_by("pk").values_list("words", flat=True)) == [
        "Send it",
        "Sign it",
    ]


def test_a_vote_that_cannot_be_carried_out_is_left_to_a_person() -> None:
    way = route()
    application = before(way, for_decision=True)
    procedure = carried(way, application)
    MembershipFactory(organisation=application.organisation)

    assert tasks.act_on_votes(WORKER, quietly) == "Votes acted on: 0, left to a person: 1"
    procedure.closed_at = timezone.now() - timedelta(hours=2)
    procedure.save()

    for who in (OFFICER, way.clerk):
        assert [each.address for each in votes_waiting_for(who)] == [
            f"/applications/{application.pk}/"
        ]
    assert votes_waiting_for(EDITOR) == []
    assert votes_waiting_for(way.board_clerk) == []


def test_a_condition_missed_after_joining_waits_for_staff_and_for_who_set_it() -> None:
    way = route()
    application = before(way, for_decision=True)
    decide_application(
        application,
        way.deciding(Outcome.APPROVE_WITH_CONDITIONS),
        conditions=[after_joining()],
        by=way.clerk,
    )
    application.conditions.update(state="missed", settled_on=today())

    for who in (OFFICER, way.clerk):
        assert [each.what for each in conditions_waiting_for(who)] == [
            f"See to a condition that {application} has not met"
        ]


def test_every_matter_of_joining_is_decided_by_one_operation() -> None:
    assert set(JOIN_KINDS) == {kind for kind in MatterKind if kind.startswith("join_")}
