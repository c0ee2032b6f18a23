import pytest
from time_machine import TimeMachineFixture

from ccin.audit.operations import record
from ccin.desk.models import Deadline, Done
from ccin.desk.operations import bring_the_year
from ccin.joining.models import Enquiry
from tests.actors import EDITOR, OFFICER, STRANGER, WORKER, main_contact_of
from tests.browser import OurClient
from tests.factories import EnquiryFactory, LetterFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-11-23 09:00")


QUERIES_OF_THE_DESK = 35
QUERIES_OF_THE_YEAR = 11


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_costs_the_same_however_much_waits(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    client.act_as(OFFICER)
    EnquiryFactory.create_batch(number)

    with django_assert_num_queries(QUERIES_OF_THE_DESK):
        page = client.get("/desk/")

    assert len(page.context["desk"].waiting) == number


def test_the_desk_of_staff_shows_what_waits_and_what_changed(client: OurClient) -> None:
    client.act_as(OFFICER)
    client.post("/organisations/add/", {"name": "Dunmoor Company", "kind": "company"})
    enquiry = EnquiryFactory(organisation="Dunmoor District Council")

    html = client.get("/desk/").content.decode()

    assert enquiry.get_absolute_url() in html
    assert "Dunmoor Company" in html
    assert "See the year ahead" in html


@pytest.mark.parametrize("number", [1, 3])
def test_what_changed_costs_the_same_however_much_it_is(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    client.act_as(OFFICER)
    for _ in range(number):
        record(WORKER, "audit.details_erased", OrganisationFactory(), entries=1)

    with django_assert_num_queries(QUERIES_OF_THE_DESK + 2):
        page = client.get("/desk/")  # what an entry concerns, and one kind of record

    assert len(page.context["desk"].recent) == number


def test_the_desk_leads_to_the_letters_that_failed(client: OurClient) -> None:
    client.act_as(OFFICER)
    LetterFactory(failed=True)

    assert 'href="/letters/?state=failed"' in client.get("/desk/").content.decode()


def test_the_desk_of_a_member_shows_their_organisation_and_nothing_of_staffs(
    client: OurClient,
) -> None:
    organisation = OrganisationFactory(name="Dunmoor District Council")
    EnquiryFactory()
    client.act_as(main_contact_of(organisation))

    page = client.get("/desk/")

    assert page.context["desk"].waiting == []
    assert f"/organisations/{organisation.pk}/" in page.content.decode()
    assert "What changed recently" not in page.content.decode()


def test_the_year_ahead_is_shown_and_a_date_marked_done(client: OurClient) -> None:
    client.act_as(OFFICER)
    bring_the_year(by=WORKER)
    due = next(
        due
        for _, dues in client.get("/desk/year-ahead/").context["year"].months
        for due in dues
        if due.deadline
    )
    fell_on = due.first.isoformat()
    address = f"/desk/year-ahead/dates/{due.deadline}"

    assert client.get(f"{address}/done/?fell_on={fell_on}").status_code == 200
    page = client.post(f"{address}/done/", {"fell_on": fell_on, "note": "Letter 12"}, follow=True)

    assert "Letter 12" in page.content.decode()
    assert Done.objects.count() == 1
    client.post(f"{address}/not-done/", {"fell_on": fell_on})
    assert not Done.objects.exists()


@pytest.mark.parametrize("number", [3, 9])
def test_the_year_costs_the_same_however_many_dates(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    client.act_as(OFFICER)
    for month in range(1, number + 1):
        Deadline.objects.create(
            title=f"Date {month}", task="Do it.", rule="in_month", month=month, source="Here"
        )

    with django_assert_num_queries(QUERIES_OF_THE_YEAR):
        client.get("/desk/year-ahead/")


def test_staff_add_a_date_and_change_it(client: OurClient) -> None:
    client.act_as(OFFICER)
    given = {
        "title": "Annual meeting",
        "task": "Hold it.",
        "rule": "once",
        "on": "2027-10-08",
        "source": "Committee",
    }

    refused = client.post("/desk/year-ahead/dates/add/", {**given, "on": ""}).content.decode()
    client.post("/desk/year-ahead/dates/add/", given)
    deadline = Deadline.objects.get()
    page = client.post(
        f"/desk/year-ahead/dates/{deadline.pk}/", {**given, "task": "Meet.", "version": 1}
    )

    deadline.refresh_from_db()
    assert "Enter the day on which it falls" in refused
    assert (page.status_code, deadline.task) == (302, "Meet.")


def test_the_search_page_shows_what_it_found(client: OurClient) -> None:
    client.act_as(EDITOR)
    OrganisationFactory(name="Dunmoor District Council")

    assert "Dunmoor District Council" in client.get("/desk/search/?q=dunmoor").content.decode()
    assert "Nothing found" in client.get("/desk/search/?q=absent").content.decode()
    assert client.get("/desk/search/", {"q": "\"' OR 1=1; --" * 800}).status_code == 200


def test_who_may_only_read_the_year_cannot_change_it(client: OurClient) -> None:
    bring_the_year(by=WORKER)
    deadline = Deadline.objects.first()
    assert deadline is not None

    client.act_as(EDITOR)
    assert client.get("/desk/year-ahead/").status_code == 200
    assert client.get("/desk/year-ahead/dates/add/").status_code == 403
    assert client.post(f"/desk/year-ahead/dates/{deadline.pk}/done/", {}).status_code == 403
    client.act_as(STRANGER)
    assert client.get("/desk/year-ahead/").status_code == 403
    assert client.get("/desk/search/?q=a").status_code == 403
    assert client.get("/desk/").status_code == 200

    assert not Enquiry.objects.exists()
