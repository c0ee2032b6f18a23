import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccin.funding.models import Idea
from ccin.outbox.models import Letter
from tests.actors import OFFICER, main_contact_of
from tests.browser import OurClient
from tests.factories import MembershipFactory, PersonFactory, RepresentationFactory, ThemeFactory
from tests.funding.made import IdeaFactory

pytestmark = pytest.mark.django_db


def test_a_member_puts_a_work_area_forward_and_another_joins_and_writes(client: OurClient) -> None:
    one, other = MembershipFactory().organisation, MembershipFactory().organisation
    RepresentationFactory(organisation=one, person=PersonFactory(email="ada@council.example"))
    client.act_as(main_contact_of(one))
    words = {"title": "Repair cafés", "words": "Why do they close?"}
    client.post("/funding/ideas/new/", words)
    idea = Idea.objects.get()

    client.act_as(main_contact_of(other))
    at = idea.get_absolute_url()
    assert "Say “us too” to write" in client.get(at).content.decode()
    client.post(f"{at}us-too/", {"willingness": "join", "note": "Two cafés"})
    client.post(f"{at}write/{one.pk}/", {"words": "Shall we?"})

    page = client.get(at).content.decode()
    assert "Two cafés" in page
    assert "ada@council.example" not in page
    assert Letter.objects.get().to_email == "ada@council.example"
    listed = client.get("/funding/ideas/?q=repair").content.decode()
    assert "1 member says “us too”" in listed


def test_staff_theme_merge_and_set_aside(client: OurClient) -> None:
    client.act_as(OFFICER)
    theme, stays = ThemeFactory(), IdeaFactory(title="Warm rooms")
    goes, aside = IdeaFactory(), IdeaFactory()

    client.post(f"{stays.get_absolute_url()}theme/", {"theme": theme.pk})
    client.post(f"{goes.get_absolute_url()}merge/", {"into": stays.pk})
    client.post(f"{aside.get_absolute_url()}set-aside/", {"reason": "Not this year"})

    stays.refresh_from_db()
    assert stays.theme == theme
    assert "Warm rooms" in client.get(goes.get_absolute_url()).content.decode()
    assert "Not this year" in client.get(aside.get_absolute_url()).content.decode()
    assert client.post(f"{aside.get_absolute_url()}reopen/").status_code == 302


def test_a_form_left_empty_says_what_to_do(client: OurClient) -> None:
    organisation = MembershipFactory().organisation
    idea = IdeaFactory(organisation=organisation)
    client.act_as(main_contact_of(organisation))

    put = client.post("/funding/ideas/new/", {}).content.decode()
    said = client.post(f"{idea.get_absolute_url()}us-too/", {}).content.decode()
    changed = client.post(f"{idea.get_absolute_url()}change/", {}).content.decode()

    assert "Say in one line what the network should work on" in put
    assert "Choose what you would do" in said
    assert "Say what should be found out or tried" in changed
    assert client.get(f"{idea.get_absolute_url()}write/999/").status_code == 404


def test_the_list_asks_the_database_as_often_however_long_it_is(client: OurClient) -> None:
    client.act_as(main_contact_of(MembershipFactory().organisation))
    asked = []
    for number in (1, 2):
        IdeaFactory.create_batch(number, theme=ThemeFactory())
        client.get("/funding/ideas/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/funding/ideas/")
        asked.append(len(queries))

    assert asked == [8, 8]
