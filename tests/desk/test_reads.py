from datetime import date

import pytest
from time_machine import TimeMachineFixture

from ccin.accounts.models import RoleHeld
from ccin.desk.models import Deadline
from ccin.desk.operations import bring_the_year, mark_done
from ccin.desk.reads.search import search
from ccin.desk.reads.year_ahead import waiting_for, year_ahead
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, WORKER, main_contact_of
from tests.browser import account_of
from tests.factories import (
    AuthorityFactory,
    ChangeEventFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-11-23 09:00")


TODAY = date(2026, 11, 23)


def titles(day: date = TODAY) -> dict[str, list[str]]:
    return {f"{month:%Y-%m}": [due.title for due in dues] for month, dues in year_ahead(day).months}


def test_the_dates_that_the_project_brings_fall_where_the_network_has_them() -> None:
    bring_the_year(by=WORKER)

    year = titles()

    assert year["2027-02"] == ["Conference", "The funding round opens"]
    assert year["2027-04"] == [
        "Begin the report to the Local Government Association",
        "Report to the Local Government Association",
    ]
    assert year["2027-05"] == ["May elections", "Changeover after the elections"]
    assert year["2027-07"] == [
        "Ask members for their figures",
        "Check every member’s contacts",
        "Publish the figures of the year",
    ]
    assert year["2027-09"] == ["Send the invoices"]
    assert "2028-01" not in year


def test_a_date_names_those_it_waits_on_and_says_when_nobody_holds_the_role() -> None:
    bring_the_year(by=WORKER)
    nobody = _due("Send the invoices").waits_on
    membership = MembershipFactory()
    RepresentationFactory(organisation=membership.organisation, role="finance_contact")
    officer = account_of(OFFICER)

    somebody = _due("Send the invoices").waits_on

    assert nobody == (
        "nobody: no one holds the role “Membership officer”",
        "Finance contact at members (0 known)",
    )
    assert somebody == (officer.name, "Finance contact at members (1 known)")


def _due(title: str, day: date = TODAY):
    return next(due for _, dues in year_ahead(day).months for due in dues if due.title == title)


def test_what_passed_undone_is_late_until_it_is_marked() -> None:
    bring_the_year(by=WORKER)
    day = date(2027, 5, 3)

    late = [due.title for due in year_ahead(day).late]
    mark_done(Deadline.objects.get(key="lga-report"), fell_on=date(2027, 4, 30), by=OFFICER)

    assert "Report to the Local Government Association" in late
    assert "Report to the Local Government Association" not in [
        due.title for due in year_ahead(day).late
    ]


def test_terms_that_end_and_councils_that_dissolve_are_in_the_year() -> None:
    account = account_of(EDITOR)
    RoleHeld.objects.filter(account=account).update(ends_on=date(2027, 1, 31))
    leaving = AuthorityFactory(name="Dunmoor District Council", valid_to=date(2027, 3, 31))
    MembershipFactory(organisation__authority=leaving)
    event = ChangeEventFactory(title="Reorganisation in Dunmoor", happens_on=date(2027, 4, 1))
    SuccessionFactory(event=event, predecessor=leaving)
    RepresentationFactory(ends_on=date(2027, 5, 6), end_reason="election")

    assert titles() == {
        "2027-01": ["A role on the staff ends"],
        "2027-03": ["A council in membership dissolves"],
        "2027-04": ["Reorganisation in Dunmoor"],
        "2027-05": ["A representative’s term ends"],
    }


def test_a_date_set_aside_is_left_out() -> None:
    bring_the_year(by=WORKER)
    Deadline.objects.exclude(key="invoices").update(is_set_aside=True)

    assert titles() == {"2027-09": ["Send the invoices"]}


def test_the_dates_of_the_next_fortnight_wait_on_the_desk(
    time_machine: TimeMachineFixture,
) -> None:
    bring_the_year(by=WORKER)
    time_machine.move_to("2027-04-20 09:00")

    what = [each.what for each in waiting_for(ADMINISTRATOR)]

    assert "Report to the Local Government Association" in what
    assert "Begin the report to the Local Government Association" in what
    assert "Report to the Local Government Association" not in [
        each.what for each in waiting_for(OFFICER)
    ]
    assert waiting_for(EDITOR) == []


def test_search_finds_organisations_people_and_authorities_by_any_of_their_names() -> None:
    authority = AuthorityFactory(name="Dunmoor District Council", short_name="Dunmoor")
    authority.other_names.create(kind="former", text="Old Dunmoorshire", source="An order")
    organisation = OrganisationFactory(name="Dunmoor Council", authority=authority)
    person = PersonFactory(name="Dunmoor Jones")

    found = search("dunmoor", OFFICER)

    assert (found.organisations, found.people) == ([organisation], [person])
    assert found.authorities == [authority]
    assert search("OLD dunmoorshire", OFFICER).authorities == [authority]
    assert search("dunmoor absent", OFFICER).is_empty


def test_search_shows_twenty_of_a_kind_and_says_that_there_are_more() -> None:
    PersonFactory.create_batch(21, name="Gwen Parry")

    found = search("gwen", OFFICER)

    assert (len(found.people), found.more) == (20, frozenset({"people"}))


@pytest.mark.parametrize("text", ["'\"\\;--%_" * 1_250, "a " * 5_000, "\0", "", "   "])
def test_search_takes_anything(text: str) -> None:
    assert search(text, OFFICER).organisations == []


def test_search_finds_only_what_may_be_seen() -> None:
    own, other = OrganisationFactory(name="Dunmoor A"), OrganisationFactory(name="Dunmoor B")

    found = search("dunmoor", main_contact_of(own))

    assert found.organisations == [own]
    assert other not in found.organisations
    assert found.authorities == []


def test_what_passed_before_a_date_was_added_is_nobodys_task() -> None:
    bring_the_year(by=WORKER)

    assert year_ahead(TODAY).late == []


def test_a_date_that_moves_with_a_month_is_a_time_and_not_a_month() -> None:
    bring_the_year(by=WORKER)

    conference, closes = _due("Conference"), _due("The funding round closes")

    assert (conference.is_a_month, conference.is_a_time) == (True, True)
    assert (closes.is_a_month, closes.is_a_time) == (False, True)
    assert (closes.first, closes.last) == (date(2027, 3, 8), date(2027, 4, 4))
