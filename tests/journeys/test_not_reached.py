"""The desk of those whom letters do not reach, and of what waits to be read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ccin.desk.reads.home import desk_of
from ccin.journeys.operations.sending_again import send_again
from ccin.journeys.reads.not_reached import not_reached, open_reaches, waiting_for
from ccin.members.models import Person
from ccin.outbox.models import Letter, Reach
from ccin.outbox.reads.reaching import unreachable
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    ArrivalFactory,
    LetterFactory,
    MembershipFactory,
    PersonFactory,
    ReachFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db


OLD, NEW = "ada@council.example", "ada.byron@council.example"


def the_row(actor=OFFICER):
    (row,) = not_reached(actor, list(open_reaches(actor)))
    return row


def test_a_row_says_who_reads_there_why_not_and_how_many_letters() -> None:
    person = PersonFactory(name="Ada Byron", email=OLD)
    stands = RepresentationFactory(person=person, organisation=MembershipFactory().organisation)
    LetterFactory.create_batch(
        2, failed=True, to_email=OLD.upper(), to_key=f"person:{person.pk}", to_name="A. Byron"
    )
    ReachFactory(email=OLD)

    row = the_row()

    (reader,) = row.readers
    assert (reader.name, reader.organisations) == ("Ada Byron", [stands.organisation])
    assert (reader.url, reader.moved) == (person.get_record_url(), False)
    assert row.failed == 2
    assert str(row.why).startswith("There is no such address")


def test_a_reader_is_known_by_account_by_address_or_by_the_name_on_the_letters() -> None:
    account = AccountFactory(name="Grace Hopper", email="grace@council.example")
    person = PersonFactory(name="Alan Turing", email="Alan@council.example")
    LetterFactory(to_email=account.email, to_key=f"account:{account.pk}")
    LetterFactory(to_email="guest@home.example", to_name="A guest", to_key="")
    for email in (account.email, person.email, "guest@home.example", "nobody@home.example"):
        ReachFactory(email=email.lower())

    rows = not_reached(OFFICER, list(open_reaches(OFFICER).order_by("pk")))

    names = [[reader.name for reader in row.readers] for row in rows]
    assert names == [["Grace Hopper"], ["Alan Turing"], ["A guest"], []]


def test_whoever_s_address_was_corrected_is_shown_with_the_new_one() -> None:
    person = PersonFactory(email=NEW)
    account = AccountFactory(person=person, email="ada.private@home.example")
    LetterFactory(failed=True, to_email=OLD, to_key=f"account:{account.pk}")
    ReachFactory(email=OLD)

    (reader,) = the_row().readers

    assert (reader.email, reader.moved) == (NEW, True)


def test_what_failed_goes_to_the_corrected_address_in_one_go_and_safely_twice() -> None:
    person = PersonFactory(email=OLD)
    letters = LetterFactory.create_batch(3, failed=True, to_email=OLD, to_key=f"person:{person.pk}")
    reach = ReachFactory(email=OLD)
    Person.objects.filter(pk=person.pk).update(email=NEW)

    assert send_again(reach, by=OFFICER) == 3

    assert {(each.to_email, each.state) for each in Letter.objects.all()} == {(NEW, "waiting")}
    assert Letter.objects.count() == len(letters)
    assert unreachable([OLD, NEW]) == {OLD}
    assert not open_reaches(OFFICER).exists()
    send_again(reach, by=OFFICER)
    assert Letter.objects.filter(state="waiting").count() == 3


def test_where_nobody_moved_the_same_address_is_tried_again() -> None:
    person = PersonFactory(email=OLD)
    LetterFactory(failed=True, to_email=OLD, to_key=f"person:{person.pk}")
    LetterFactory(failed=True, to_email=OLD, to_key="")
    reach = ReachFactory(email=OLD)

    assert send_again(reach, by=OFFICER) == 2

    assert unreachable([OLD]) == set()
    assert {each.state for each in Letter.objects.all()} == {"waiting"}


def test_of_two_readers_of_one_address_each_gets_what_is_theirs_where_they_read() -> None:
    moved, stayed = PersonFactory(email=NEW), PersonFactory(email=OLD)
    for person in (moved, stayed):
        LetterFactory(failed=True, to_email=OLD, to_key=f"person:{person.pk}")

    assert send_again(ReachFactory(email=OLD), by=OFFICER) == 2

    assert Letter.objects.get(to_key=f"person:{moved.pk}").to_email == NEW
    assert Letter.objects.get(to_key=f"person:{stayed.pk}").to_email == OLD


def test_only_those_send_again_who_may() -> None:
    reach = ReachFactory()

    with pytest.raises(PermissionDenied):
        send_again(reach, by=EDITOR)


def test_the_desk_leads_there_and_stops_once_somebody_has_looked(client: OurClient) -> None:
    reach = ReachFactory()
    arrival = ArrivalFactory()
    assert [each.what for each in waiting_for(OFFICER)] == [
        "See to 1 address that letters do not reach",
        "Read 1 e-mail that came in",
    ]
    assert waiting_for(EDITOR) == []
    assert {each.address for each in desk_of(OFFICER).waiting} >= {"/letters/arrived/"}

    client.act_as(OFFICER)
    seen = client.post(reverse("journeys:have_looked", args=[reach.pk]), follow=True)
    settled = client.post(reverse("journeys:settle", args=[arrival.pk]), follow=True)

    assert "Every letter arrives" in seen.content.decode()
    assert "Nothing waits" in settled.content.decode()
    assert waiting_for(OFFICER) == []


def test_the_page_sends_again_and_says_how_many(client: OurClient) -> None:
    LetterFactory(failed=True, to_email=OLD, to_key="")
    reach = ReachFactory(email=OLD)
    client.act_as(OFFICER)
    address = reverse("journeys:send_to_address_again", args=[reach.pk])

    first = client.post(address, follow=True)
    second = client.post(address, follow=True)

    assert "1 letter goes again" in first.content.decode()
    assert "The address counts as good once more" in second.content.decode()


def test_an_erased_address_stays_on_the_list_and_is_not_written_to(client: OurClient) -> None:
    reach = ReachFactory(email=OLD)
    Reach.objects.update(email="")
    client.act_as(OFFICER)

    page = client.get(reverse("journeys:not_reached")).content.decode()
    refused = client.post(
        reverse("journeys:send_to_address_again", args=[reach.pk]), follow=True
    ).content.decode()

    assert "An address that was erased" in page
    assert "The address was erased. Nothing can be sent there any more." in refused


def test_a_reply_to_a_closed_group_is_read_by_those_who_moderate(client: OurClient) -> None:
    ArrivalFactory(kind="reply", words="We may merge, hush")
    pages = []

    for somebody in (ADMINISTRATOR, EDITOR):
        client.act_as(somebody)
        pages.append(client.get(reverse("journeys:arrived")).content.decode())

    assert ["hush" in page for page in pages] == [False, True]


def test_what_answers_a_letter_about_a_concern_is_read_by_few(client: OurClient) -> None:
    ArrivalFactory(letter=LetterFactory(restricted=True), words="About the mayor")

    client.act_as(EDITOR)
    assert "About the mayor" not in client.get(reverse("journeys:arrived")).content.decode()
    client.act_as(OFFICER)
    assert "About the mayor" in client.get(reverse("journeys:arrived")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("not_reached", 9), ("arrived", 5)])
def test_the_lists_ask_the_database_as_often_for_one_row_as_for_three(
    client: OurClient, django_assert_num_queries, number: int, name: str, queries: int
) -> None:
    for each in range(number):
        person = PersonFactory(email=f"ada-{each}@council.example")
        RepresentationFactory(person=person, organisation=MembershipFactory().organisation)
        AccountFactory(person=person)
        letter = LetterFactory(failed=True, to_email=person.email, to_key=f"person:{person.pk}")
        ReachFactory(email=person.email)
        ArrivalFactory(letter=letter)
    client.act_as(OFFICER)
    address = reverse(f"journeys:{name}")
    client.get(address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response.status_code == 200
