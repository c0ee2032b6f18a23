"""Staff keep bodies up to date on pages."""

from datetime import date, timedelta
from typing import Any

import pytest

from ccin.governance.models import Appointment, Body, Power, Seat
from ccin.governance.operations.bodies import load_bodies
from ccin.governance.reads.bodies import seats_of
from ccin.governance.reads.gaps import gaps_in, undecided_kinds
from ccin.governance.states import MatterKind, Office, SeatKind
from ccin.kernel.clock import today
from ccin.members.states import EndReason
from tests.actors import OFFICER, WORKER
from tests.browser import OurClient
from tests.factories import (
    AppointmentFactory,
    BodyFactory,
    ClauseFactory,
    MembershipFactory,
    PersonFactory,
    PowerFactory,
    SeatFactory,
    TermsFactory,
)

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
NUMBERS = {
    "quorum_numerator": 1,
    "quorum_denominator": 3,
    "quorum_people": 2,
    "majority_numerator": 1,
    "majority_denominator": 2,
    "written_days": 7,
    "requests_for_meeting": 1,
}


@pytest.fixture
def staff(client: OurClient) -> OurClient:
    client.act_as(OFFICER)
    return client


def said(client: OurClient, address: str, **data: Any) -> str:
    """What the page says after the form is sent and, if it was taken, where that led."""
    page = client.post(address, data, follow=True)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_a_body_is_added_corrected_and_given_terms_a_power_and_a_seat(staff: OurClient) -> None:
    added = said(staff, "/bodies/add/", name="Ethics Board", kind="board", purpose="Reads.")
    body = Body.objects.get()
    home = f"/bodies/{body.slug}"
    corrected = said(
        staff, f"{home}/correct/", name="Ethics Panel", kind="board", purpose="Reads.", version=1
    )
    terms = said(
        staff,
        f"{home}/terms/add/",
        starts_on="2026-02-12",
        adopted_by="Annual meeting",
        source="Minutes",
        clauses="1: It reads.\n\n2 (proposal): It\nwrites.",
        **NUMBERS,
    )
    first, second = body.terms.get().clauses.all()
    power = said(
        staff,
        f"{home}/powers/add/",
        kind=MatterKind.CONCERN,
        step="recommend",
        clause=first.pk,
        starts_on="2026-03-01",
    )
    seat = said(
        staff,
        f"{home}/seats/add/",
        name="Reader",
        kind="independent",
        role="voting",
        filled_by="appointment",
        starts_on="2026-03-01",
    )

    assert "You have added “Ethics Board”" in added
    assert "You have corrected “Ethics Panel”" in corrected
    assert "Version 1 of the terms is recorded" in terms
    assert (second.number, second.words, second.is_proposal) == ("2", "It writes.", True)
    assert "Recommends: A concern" in power
    assert "You have added the seat “Reader”" in seat
    assert Seat.objects.get().body == body


def test_powers_seats_and_clauses_are_ended_and_put_right(staff: OurClient) -> None:
    clause = ClauseFactory(terms__number=1)
    power, seat = PowerFactory(clause=clause), SeatFactory(body=clause.terms.body)

    said(staff, f"/powers/{power.pk}/end/", ends_on="2026-03-01")
    said(staff, f"/seats/{seat.pk}/end/", ends_on="2026-03-01")
    said(staff, f"/clauses/{clause.pk}/correct/", words="So.", source="Page 2", is_proposal="on")

    for record in [power, seat, clause]:
        record.refresh_from_db()
    assert (power.ends_on, seat.ends_on) == (date(2026, 3, 1), date(2026, 3, 1))
    assert (clause.words, clause.is_proposal) == ("So.", True)


def test_a_new_version_begins_with_what_is_in_force_and_a_clause_keeps_its_source(
    staff: OurClient,
) -> None:
    terms = TermsFactory(number=1)
    ClauseFactory(terms=terms, number="4", words="It decides.", source="Page 7")
    address = f"/bodies/{terms.body.slug}/terms/add/"

    shown = staff.get(address).content.decode()
    said(
        staff,
        address,
        starts_on="2026-02-12",
        adopted_by="Annual meeting",
        source="Minutes",
        clauses="4: It decides.\n\n5: It waits.",
        **NUMBERS,
    )

    assert "4: It decides." in shown
    kept, new = terms.body.terms.get(number=2).clauses.all()
    assert (kept.source, new.source) == ("Page 7", "Minutes")


def test_a_paragraph_that_is_no_clause_is_named_and_nothing_is_lost(staff: OurClient) -> None:
    terms = TermsFactory(number=1)

    page = said(
        staff,
        f"/bodies/{terms.body.slug}/terms/add/",
        starts_on="2026-02-12",
        clauses="4: It decides.\n\nSomething else",
        **NUMBERS,
    )

    assert "This one does not: Something else" in page
    assert "4: It decides." in page
    assert terms.body.terms.count() == 1


def test_somebody_is_found_appointed_made_chair_and_steps_down(staff: OurClient) -> None:
    seat = SeatFactory(for_a_council=True, term_years=2)
    council = MembershipFactory().organisation
    person = PersonFactory(name="Wilhelmina Reader")
    PersonFactory(name="Somebody Else")

    found = staff.get(f"/seats/{seat.pk}/fill/?q=wilhel").content.decode()
    appointed = said(
        staff,
        f"/seats/{seat.pk}/fill/{person.pk}/",
        organisation=council.pk,
        starts_on=str(today()),
        authority_on_file="Election",
    )
    held = Appointment.objects.get()
    said(staff, f"/appointments/{held.pk}/office/", office="chair", starts_on=str(today()))
    chair = staff.get(f"/bodies/{seat.body.slug}/keep/").content.decode()
    ended = said(staff, f"/appointments/{held.pk}/end/", ends_on=str(today()), reason="resigned")

    held.refresh_from_db()
    assert "Wilhelmina Reader" in found
    assert "Somebody Else" not in found
    assert "holds the seat" in appointed
    assert "Chair" in chair
    assert "The appointment of Wilhelmina Reader ends" in ended
    assert (held.office, held.end_reason) == (Office.CHAIR, "resigned")


def test_what_an_operation_refuses_is_said_on_the_form(staff: OurClient) -> None:
    held = AppointmentFactory(ends_on=today())
    power = PowerFactory(ends_on=today())
    day = str(today())
    for address, data in {
        f"/seats/{held.seat_id}/fill/{PersonFactory().pk}/": {
            "starts_on": day,
            "authority_on_file": "Election",
        },
        f"/seats/{held.seat_id}/end/": {"ends_on": "2001-01-01"},
        f"/powers/{power.pk}/end/": {"ends_on": day},
        f"/appointments/{held.pk}/office/": {"office": "", "starts_on": day},
        "/bodies/add/": {"name": held.seat.body.name, "kind": "board"},
    }.items():
        assert "There is a problem" in said(staff, address, **data)


# What is missing


def test_what_a_body_lacks_is_listed_for_those_who_keep_it(staff: OurClient) -> None:
    load_bodies(by=WORKER)
    committee = Body.objects.get(slug="executive-oversight-committee")

    page = staff.get(f"/bodies/{committee.slug}/keep/").content.decode()

    for gap in [
        "Full member: 0 sit, and there must be 6 to 8",
        "“Full member 6” is vacant",
        "“Clerk” is vacant",
        "Nobody is chair",
    ]:
        assert gap in page
    assert "“Full member 7” is vacant" not in page
    assert "Nobody has the power to decide" not in page


def test_a_term_that_ends_soon_and_an_organisation_that_left_are_named() -> None:
    body = BodyFactory()
    membership = MembershipFactory()
    ending = SeatFactory(body=body, name="Ends soon")
    AppointmentFactory(seat=ending, ends_on=today() + 90 * ONE_DAY, office=Office.CHAIR)
    AppointmentFactory(seat=SeatFactory(body=body), ends_on=today() + 91 * ONE_DAY)
    left = SeatFactory(body=body, name="Left", kind=SeatKind.FULL)
    AppointmentFactory(seat=left, organisation=membership.organisation)
    membership.ends_on, membership.end_reason = today() - ONE_DAY, EndReason.LAPSED
    membership.save()

    gaps = gaps_in(seats_of(body, today(), OFFICER), today())

    assert [gap.split("”")[0] for gap in gaps] == ["“Left", "“Ends soon"]


def test_kinds_of_matter_that_nobody_decides_are_named() -> None:
    PowerFactory(kind=MatterKind.COMPLAINT)
    PowerFactory(kind=MatterKind.CONCERN, recommends=True)
    over = TermsFactory(ends_on=today() - ONE_DAY)
    PowerFactory(kind=MatterKind.JOIN_FULL, clause=ClauseFactory(terms=over))

    assert len(undecided_kinds(today())) == len(MatterKind) - 1
    assert Power.objects.count() == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_queries_however_many_sit_there(
    staff: OurClient, django_assert_num_queries, rows: int
) -> None:
    terms = TermsFactory(number=1)
    for number in range(rows):
        PowerFactory(
            clause=ClauseFactory(terms=terms, number=str(number)), kind=MatterKind.values[number]
        )
        AppointmentFactory(
            seat=SeatFactory(body=terms.body, for_a_council=True),
            organisation=MembershipFactory().organisation,
        )
        AppointmentFactory(seat=SeatFactory(body=terms.body), starts_on=today() + ONE_DAY)

    with django_assert_num_queries(13):
        staff.get(f"/bodies/{terms.body.slug}/keep/")
