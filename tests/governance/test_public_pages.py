"""What everybody reads of bodies and decisions, and what stays with those who read the matter."""

from datetime import date, timedelta

import pytest

from ccin.audit.operations import record
from ccin.audit.reads.history import history_of
from ccin.governance.models import Body, Decision
from ccin.governance.operations.bodies import load_bodies
from ccin.governance.states import MatterKind, Office, Outcome
from ccin.kernel.clock import today
from ccin.members.models import Organisation
from ccin.members.states import EndReason
from tests.actors import EDITOR, OFFICER, WORKER, main_contact_of, voting_in
from tests.browser import OurClient
from tests.factories import (
    AppointmentFactory,
    BodyFactory,
    ClauseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PowerFactory,
    RepresentationFactory,
    SeatFactory,
    TermsFactory,
)
from tests.governance.chamber import Route, bring, recorded, route

pytestmark = pytest.mark.django_db

AGO = date(2024, 10, 4)


def words(client: OurClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


# Bodies


def test_the_list_leads_to_every_body(client: OurClient) -> None:
    load_bodies(by=WORKER)

    page = words(client, "/bodies/")

    assert [body.name in page for body in Body.objects.all()] == [True] * 6
    assert page.index("Executive Oversight Committee") < page.index("Officer Network")


def test_a_body_without_seats_or_terms_says_so(client: OurClient) -> None:
    page = words(client, BodyFactory().get_absolute_url())

    assert "No seats are recorded" in page
    assert "No terms of reference have been published" in page


def test_the_committees_page_names_seats_clauses_powers_and_proposals(client: OurClient) -> None:
    load_bodies(by=WORKER)

    page = words(client, "/bodies/executive-oversight-committee/")
    before = words(client, "/bodies/executive-oversight-committee/?on=2020-01-01")
    first = words(client, "/bodies/executive-oversight-committee/?terms=1")

    assert "14 seats" not in page
    assert "11 of 13 seats" not in page
    assert "13 of 13 seats are vacant" in page
    assert "Empty, as it may be" in page
    assert "These numbers are a proposal" in page
    assert "An application to join as a full member" in page
    assert "or an officer of the network in its place" in page
    assert "Version 2, in force since 16 February 2022" in page
    assert "9 of 9 seats are vacant" in before
    assert "Version 1, in force from 18 September 2018 to 15 February 2022" in before
    assert "A term lasts two years." in first


def test_only_those_who_agreed_are_named_to_the_public(client: OurClient) -> None:
    body = BodyFactory()
    agreed = PersonFactory(name="Ada Agreed", listing_consent_on=AGO)
    quiet = PersonFactory(name="Quentin Quiet")
    erased = PersonFactory(name="A person", listing_consent_on=AGO, erased_on=today())
    for person in [agreed, quiet, erased]:
        AppointmentFactory(seat=SeatFactory(body=body), person=person)
    member = voting_in(body)
    address = body.get_absolute_url()

    public = words(client, address)
    client.act_as(main_contact_of(OrganisationFactory()))
    elsewhere = words(client, address)
    client.act_as(EDITOR)
    staff = words(client, address)
    client.act_as(member)
    colleague = words(client, address)

    for outsider in [public, elsewhere]:
        assert "Ada Agreed" in outsider
        assert "Quentin Quiet" not in outsider
        assert outsider.count("has not agreed to be named") == 2
    assert "Quentin Quiet" in staff
    assert "Quentin Quiet" in colleague


def test_who_sat_on_a_past_day_and_who_takes_no_part(client: OurClient) -> None:
    membership = MembershipFactory()
    seat = SeatFactory(for_a_council=True, name="Full member 1")
    person = PersonFactory(name="Gwen Gone", listing_consent_on=AGO)
    organisation = membership.organisation
    RepresentationFactory(person=person, organisation=organisation)
    AppointmentFactory(seat=seat, person=person, organisation=organisation, office=Office.CHAIR)
    membership.ends_on, membership.end_reason = today() - timedelta(1), EndReason.LAPSED
    membership.save()
    address = seat.body.get_absolute_url()

    now = words(client, address)
    yesterday = words(client, f"{address}?on={today() - timedelta(1)}")
    before = words(client, f"{address}?on=2024-10-03")

    assert "Takes no part" in now
    assert "Gwen Gone" in yesterday
    assert "Takes no part" not in yesterday
    assert "Gwen Gone" not in before
    assert "1 of 1 seats is vacant" in before


@pytest.mark.parametrize("query", ["on=9999-99-99", "on=", "terms=x", "terms=77", "terms=-1"])
def test_a_question_that_makes_no_sense_shows_the_body_all_the_same(
    client: OurClient, query: str
) -> None:
    terms = TermsFactory(number=1)

    page = words(client, f"{terms.body.get_absolute_url()}?{query}")

    assert terms.body.name in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_body_costs_the_same_queries_however_many_sit_there(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    terms = TermsFactory(number=1)
    for number in range(rows):
        clause = ClauseFactory(terms=terms, number=str(number))
        PowerFactory(clause=clause, kind=MatterKind.values[number])
        seat = SeatFactory(body=terms.body, for_a_council=True)
        AppointmentFactory(seat=seat, organisation=MembershipFactory().organisation)

    with django_assert_num_queries(8):
        client.get(terms.body.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_its_history_costs_the_same_queries_however_many_were_appointed(
    django_assert_num_queries, rows: int
) -> None:
    terms = TermsFactory(number=1)
    for number in range(rows):
        clause = ClauseFactory(terms=terms, number=str(number))
        power = PowerFactory(clause=clause, kind=MatterKind.values[number])
        sits = AppointmentFactory(seat=SeatFactory(body=terms.body))
        record(WORKER, "work.done", terms.body, concerning=[clause, power, sits])

    with django_assert_num_queries(6):  # entries, concerns, and four kinds of record
        assert len(history_of(terms.body)) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_bodies_costs_one_query(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    for _each in range(rows):
        SeatFactory()

    with django_assert_num_queries(1):
        client.get("/bodies/")


# Decisions


def decided(at: Route, **fields: object) -> Decision:
    about = OrganisationFactory(company=True, name="Widgets Co-operative")
    return recorded(at, bring(about), reasons="They share everything.", **fields)


def test_everybody_reads_an_approval_but_not_its_reasons(client: OurClient) -> None:
    at = route()
    decision = decided(at)

    listed = words(client, "/decisions/")
    page = words(client, decision.get_absolute_url())

    assert decision.number in listed
    assert "Widgets Co-operative" in listed
    assert "Approved" in listed
    for part in [
        "Approved",
        "Committee",
        "Clause 1 of the terms of reference, version 1",
        "5 people with a vote took part; 2 were needed",
        "Board, by clause 1:",
        "Resolved at a meeting",
    ]:
        assert part in page
    for secret in ["They share everything.", "The board likes it.", at.deciders[0].person.name]:
        assert secret not in page


def test_a_refusal_and_a_return_are_read_by_those_who_may_read_the_matter(
    client: OurClient,
) -> None:
    at = route()
    refused, returned = decided(at, outcome=Outcome.REFUSE), decided(at, outcome=Outcome.RETURN)

    for decision in [refused, returned]:
        assert client.get(decision.get_absolute_url()).status_code == 404
    assert refused.number not in words(client, "/decisions/")
    client.act_as(OFFICER)
    assert refused.number in words(client, "/decisions/")
    client.act_as(voting_in(at.board.body))
    page = words(client, refused.get_absolute_url())
    assert "Returned for another recommendation" in words(client, returned.get_absolute_url())
    for part in [
        "Refused",
        "They share everything.",
        "The board likes it.",
        at.deciders[0].person.name,
        "Took part",
        "Minute 4",
    ]:
        assert part in page


def test_a_restricted_decision_is_read_by_those_trusted_with_it_alone(client: OurClient) -> None:
    at = route(MatterKind.CONCERN)
    matter = bring(kind=MatterKind.CONCERN, restricted=True, title="A worry")
    decision = recorded(at, matter)
    address = decision.get_absolute_url()

    for outsider in [None, EDITOR, voting_in(at.committee.body)]:
        if outsider:
            client.act_as(outsider)
        assert client.get(address).status_code == 404
        assert decision.number not in words(client, "/decisions/")
    client.act_as(OFFICER)

    page = words(client, address)
    assert "A worry" in page
    assert str(matter.concerns.get()) not in page


def test_whoever_has_an_interest_reads_what_the_public_reads(client: OurClient) -> None:
    at = route()
    decision = decided(at)
    own = decision.matter.concerns.get()
    client.act_as(voting_in(at.committee.body, person=_representing(own)))

    page = words(client, decision.get_absolute_url())

    assert "They share everything." not in page


def _representing(organisation: Organisation) -> int:
    return RepresentationFactory(organisation=organisation).person_id


def test_votes_are_shown_where_they_were_counted(client: OurClient) -> None:
    at = route()
    with_votes = decided(at, votes_for=3, votes_against=1, abstained=1, conditions="")
    client.act_as(OFFICER)

    assert "Votes: 3 for, 1 against, 1 abstained" in words(client, with_votes.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_decisions_costs_the_same_queries_however_long_it_is(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    at = route()
    for _each in range(rows):
        decided(at)

    with django_assert_num_queries(3):
        client.get("/decisions/")


def test_a_long_list_goes_on_another_page(client: OurClient, monkeypatch) -> None:
    monkeypatch.setattr("ccin.governance.views.decisions.A_PAGE", 1)
    at = route()
    first, second = decided(at), decided(at)

    assert second.number in words(client, "/decisions/")
    assert first.number in words(client, "/decisions/?page=2")
