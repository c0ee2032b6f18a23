import pytest

from ccin.audit.models import Entry
from ccin.joining.models import Enquiry
from ccin.joining.states import EnquiryKind, EnquirySource, EnquiryState
from tests.actors import EDITOR, OFFICER, STRANGER
from tests.browser import OurClient
from tests.factories import (
    ApplicationFactory,
    AuthorityFactory,
    EnquiryFactory,
    OrganisationFactory,
)
from tests.letters import said

pytestmark = pytest.mark.django_db

GIVEN = {
    "kind": "general",
    "name": "Eluned Bowen",
    "email": "eluned.bowen@council.example",
    "question": "When is the next conference?",
}


def test_a_visitor_asks_and_is_thanked(client: OurClient) -> None:
    page = client.post("/contact/enquiry/", GIVEN, follow=True)

    assert page.redirect_chain == [("/contact/enquiry/thank-you/", 302)]
    assert "Thank you" in page.content.decode()
    assert Enquiry.objects.get().question == "When is the next conference?"


def test_what_is_missing_is_named_and_what_was_written_is_kept(client: OurClient) -> None:
    html = client.post("/contact/enquiry/", {**GIVEN, "email": "eluned"}).content.decode()

    assert "Enter an e-mail address in the right form" in html
    assert "When is the next conference?" in html
    assert not Enquiry.objects.exists()


def test_an_enquiry_leads_to_the_application_made_of_it(client: OurClient) -> None:
    enquiry = EnquiryFactory()
    ApplicationFactory(name="Another body")
    application = ApplicationFactory(name="Dunmoor Makers", enquiry=enquiry)
    client.act_as(OFFICER)

    html = client.get(enquiry.get_absolute_url()).content.decode()

    assert f'href="{application.get_absolute_url()}"' in html
    assert "The application made of it: Dunmoor Makers (" in html
    assert "Another body" not in html


def test_the_form_knows_the_council_and_the_figure_it_was_opened_from(client: OurClient) -> None:
    dunmoor = AuthorityFactory(key="dunmoor", name="Dunmoor District Council")

    html = client.get("/contact/enquiry/?authority=dunmoor").content.decode()
    about = client.get("/contact/enquiry/?about=figure:citizens").content.decode()
    client.post("/contact/enquiry/", {**GIVEN, "authority": "dunmoor", "about": "figure:citizens"})

    assert 'value="Dunmoor District Council"' in html
    assert '<option value="figure_error" selected>' in about
    assert "Your message will be about: Citizens represented" in about
    enquiry = Enquiry.objects.get()
    assert (enquiry.authority, enquiry.about) == (dunmoor, "figure:citizens")


def test_the_form_names_the_member_whose_page_is_wrong(client: OurClient) -> None:
    OrganisationFactory(slug="dunmoor", name="Dunmoor Council")

    html = client.get("/contact/enquiry/?about=member:dunmoor").content.decode()
    unknown = client.get("/contact/enquiry/?about=member:nobody").content.decode()

    assert "Your message will be about: Dunmoor Council" in html
    assert '<option value="general" selected>' in html
    assert "Your message will be about: member:nobody" in unknown


def test_a_program_that_fills_in_every_field_is_thanked_for_nothing(client: OurClient) -> None:
    page = client.post("/contact/enquiry/", {**GIVEN, "homepage": "https://spam.example"})

    assert page.status_code == 302
    assert not Enquiry.objects.exists()
    assert said() == []


def test_a_sixth_enquiry_in_a_day_is_refused_in_words(client: OurClient) -> None:
    EnquiryFactory.create_batch(5, email=GIVEN["email"])

    html = client.post("/contact/enquiry/", GIVEN).content.decode()

    assert "several enquiries from this e-mail address" in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    client.act_as(OFFICER)
    EnquiryFactory.create_batch(number)

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        page = client.get("/enquiries/")

    assert len(page.context["page"]) == number


QUERIES_OF_THE_LIST = 5


def test_the_list_shows_what_waits_first_and_searches_in_words(client: OurClient) -> None:
    client.act_as(OFFICER)
    found = EnquiryFactory(organisation="Dunmoor District Council")
    EnquiryFactory(organisation="Saltmarsh Town Council")

    assert list(client.get("/enquiries/?q=dunmoor+join").context["page"]) == [found]
    assert list(client.get("/enquiries/?kind=press").context["page"]) == []
    assert client.get("/enquiries/", {"q": "'\"%_" * 2_500}).status_code == 200
    assert client.get("/enquiries/?state=nonsense&page=nonsense").status_code == 200


def test_staff_take_plan_answer_and_close_an_enquiry(client: OurClient) -> None:
    account = client.act_as(OFFICER)
    enquiry = EnquiryFactory()
    address = f"/enquiries/{enquiry.pk}/"

    assert "Take it yourself" in client.get(address).content.decode()
    client.post(f"{address}take/")
    client.post(
        f"{address}plan/",
        {"version": 2, "owner": account.pk, "next_step": "Ring them", "due_on": "2027-01-08"},
    )
    assert "Ring them" in client.get(address).content.decode()
    client.post(f"{address}answer/", {"answer": "Yes, it may."})
    answered = client.get(address).content.decode()
    assert "Take it up again" in answered
    assert " ago" not in answered
    page = client.post(f"{address}close/", {"outcome": "Applied to join"}, follow=True)

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.owner) == (EnquiryState.CLOSED, account)
    assert "You have closed the enquiry" in page.content.decode()
    assert [entry.event for entry in Entry.objects.about(enquiry).order_by("pk")] == [
        "joining.enquiry_taken",
        "joining.enquiry_planned",
        "joining.enquiry_answered",
        "joining.enquiry_closed",
    ]


def test_an_enquiry_of_a_stand_needs_a_way_to_answer(client: OurClient) -> None:
    client.act_as(OFFICER)
    given = {**GIVEN, "email": "", "source": "stand"}

    refused = client.post("/enquiries/add/", given).content.decode()
    client.post("/enquiries/add/", {**given, "phone": "01632 960000"})

    assert "Enter an e-mail address or a telephone number" in refused
    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.source) == (EnquiryKind.GENERAL, EnquirySource.STAND)


def test_who_may_not_answer_is_refused_and_who_may_not_read_finds_nothing(
    client: OurClient,
) -> None:
    enquiry = EnquiryFactory()

    client.act_as(EDITOR)
    assert client.get(f"/enquiries/{enquiry.pk}/").status_code == 200
    assert client.post(f"/enquiries/{enquiry.pk}/take/").status_code == 403
    client.act_as(STRANGER)
    assert client.get(f"/enquiries/{enquiry.pk}/").status_code == 404
    assert client.get("/enquiries/").status_code == 403


def test_two_who_plan_at_once_get_the_second_told(client: OurClient) -> None:
    account = client.act_as(OFFICER)
    enquiry = EnquiryFactory()
    given = {"version": 1, "owner": account.pk, "next_step": "Ring them", "due_on": ""}
    client.post(f"/enquiries/{enquiry.pk}/plan/", given)

    late = client.post(f"/enquiries/{enquiry.pk}/plan/", {**given, "next_step": "Write to them"})

    assert late.status_code == 409
    enquiry.refresh_from_db()
    assert enquiry.next_step == "Ring them"
