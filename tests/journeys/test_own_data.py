"""Everybody sees and takes away what is held about them, and nothing about anybody else."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.discussion.models import Asking, Belonging
from ccin.governance.models import Concern
from ccin.journeys.exports import as_json, as_text
from ccin.journeys.models import DataRequest
from ccin.journeys.reads.called import CALLED
from ccin.journeys.reads.held import HELD, Held
from ccin.journeys.reads.own_data import (
    Whom,
    held_about,
    kinds_of,
    rows_of,
    whom_of,
    whom_of_request,
)
from ccin.journeys.states import RequestState
from ccin.kernel.clock import today
from ccin.outbox.models import Choice, Letter, Telling
from tests.actors import OFFICER
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    BelongingFactory,
    DataRequestFactory,
    DigestFactory,
    EnquiryFactory,
    LetterFactory,
    NoticeFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    RepresentationFactory,
    RoleHeldFactory,
    TeamRequestFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def somebody(name: str, email: str) -> Account:
    return AccountFactory(name=name, email=email, person=PersonFactory(name=name, email=email))


def test_a_topic_that_was_not_told_is_not_told_by_what_is_held() -> None:
    """It may be of a group that somebody left before the digest."""
    ada = somebody("Ada", "ada@home.example")
    key = f"person:{ada.person_id}"
    digest = DigestFactory(to_key=key)
    for state, title in [("held", "Secret"), ("dropped", "Hidden"), ("gathered", "Told")]:
        Telling.objects.create(
            notice=NoticeFactory(title=title),
            to_key=key,
            state=state,
            digest=digest if state == "gathered" else None,
        )

    held = str(as_text(held_about(Whom(frozenset({ada.person_id or 0}))), on=today()))

    assert "Told" in held
    assert "Secret" not in held
    assert "Hidden" not in held


def known_to_every_room(account: Account, words: str) -> None:
    """One record of each of many kinds that is theirs, each with these words in it."""
    person, key = account.person, f"account:{account.pk}"
    RepresentationFactory(person=person, job_title=words)
    BelongingFactory(person=person)
    topic = TopicFactory(asked_by=person, title=words)
    PostFactory(topic=topic, author=person, words=words)
    EnquiryFactory(email=account.email, question=words)
    LetterFactory(to_key=key, to_email="elsewhere@x.example", text=words)
    LetterFactory(to_key="", to_email=account.email.upper(), text=words)
    RoleHeldFactory(account=account, reason=words)
    TeamRequestFactory(account=account, job_title=words)
    Concern.objects.create(
        kind="concern",
        about=OrganisationFactory(),
        words=words,
        raised_by=person,
        raised_at=timezone.now(),
    )
    Choice.objects.create(
        to_key=key,
        section=f"group:{Choice.objects.count()}",
        how="weekly",
        chosen_at=timezone.now(),
        wording=words,
        source="page",
    )
    DataRequestFactory(account=account, person=person, words=words, name="", email="")
    record(Actor(key, ""), "a.b", person, personal={"name": words})


def everything(account: Account) -> str:
    whom = Whom(frozenset({account.person_id}), frozenset({account.pk}), frozenset({account.email}))
    return as_text(held_about(whom), on=today())


def test_two_people_in_every_room_see_their_own_and_nothing_of_each_other() -> None:
    one, other = somebody("Rhŷs", "rhys@x.example"), somebody("Olwen", "olwen@x.example")
    known_to_every_room(one, "Wordsofrhys")
    known_to_every_room(other, "Wordsofolwen")

    of_one, of_other = everything(one), everything(other)

    assert "Olwen" not in of_one
    assert "olwen" not in of_one
    assert (of_one.count("Wordsofrhys"), of_other.count("Wordsofolwen")) == (13, 13)
    assert "Wordsofrhys" not in of_other


def every_way() -> list[tuple[str, Held, str]]:
    return [(label, held, way) for label, ways in HELD.items() for held in ways for way in held.by]


@pytest.mark.parametrize(("label", "held", "way"), every_way(), ids=str)
def test_every_way_to_find_a_record_asks_for_this_person_alone(
    label: str, held: Held, way: str
) -> None:
    how, _colon, _name = way.partition(":")
    whom = Whom(frozenset({41}), frozenset({42}), frozenset({"rhys@x.example"}))
    wanted = {
        "person": "41",
        "account": "42",
        "key": "account:42",
        "email": "rhys@x.example",
    }[how]

    with CaptureQueriesContext(connection) as asked:
        list(rows_of(label, held, whom)[:1])

    assert len(asked) == 1
    assert wanted in asked[0]["sql"]


def test_a_shared_address_shows_nobody_what_names_somebody_else() -> None:
    account = AccountFactory(email="office@x.example")
    LetterFactory(to_email="office@x.example", to_key="person:999", text="For another")
    LetterFactory(to_email="office@x.example", to_key="enquiry:9", text="For whoever reads here")
    DataRequestFactory(email="office@x.example", person=PersonFactory(), words="Of another")

    whom = Whom(accounts=frozenset({account.pk}), emails=frozenset({account.email}))
    text = as_text(held_about(whom), on=today())

    assert "For whoever reads here" in text
    assert "another" not in text


def test_an_address_that_staff_typed_proves_nothing() -> None:
    account = AccountFactory(
        email="rhys@home.example", person=PersonFactory(email="office@x.example")
    )
    EnquiryFactory(email="office@x.example", question="Of a colleague")

    found = whom_of(Actor(f"account:{account.pk}", "", account.person_id))

    assert found.emails == {"rhys@home.example"}
    assert "Of a colleague" not in as_text(held_about(found), on=today())


def test_records_that_were_merged_into_theirs_are_theirs() -> None:
    account = somebody("Rhŷs", "rhys@x.example")
    former = PersonFactory(name="R. Evans", merged_into=account.person)

    found = whom_of(Actor(f"account:{account.pk}", ""))

    assert found.people == {account.person_id, former.pk}
    assert whom_of(Actor.public()) == Whom()


def test_a_code_to_sign_in_with_is_never_shown() -> None:
    account = somebody("Rhŷs", "rhys@x.example")
    LetterFactory(to_key=f"account:{account.pk}", text="The code is 123456", secret=True)

    assert "123456" not in everything(account)


def test_an_entry_about_two_people_shows_the_values_of_neither() -> None:
    account, other = somebody("Rhŷs", "rhys@x.example"), PersonFactory()
    record(OFFICER, "a.b", account.person, concerning=[other], personal={"name": "Both"})
    record(OFFICER, "a.c", account.person, personal={"name": "Mine"})
    record(OFFICER, "a.d", account.person, restricted=True, personal={"name": "Hidden"})

    text = everything(account)

    assert "Mine" in text
    assert "Both" not in text
    assert "a.d" not in text
    assert "somebody else" in text


def test_a_kind_costs_as_many_queries_for_many_as_for_one() -> None:
    account = somebody("Rhŷs", "rhys@x.example")
    costs = []
    for _ in range(3):
        known_to_every_room(account, "Words")
        with CaptureQueriesContext(connection) as asked:
            everything(account)
        costs.append(len(asked))

    assert costs[0] == costs[2]


def test_whoever_is_signed_in_reads_downloads_asks_and_withdraws(client: OurClient) -> None:
    account = somebody("Rhŷs", "rhys@x.example")
    known_to_every_room(account, "Words")
    client.sign_in(account, second_factor=True)

    page = client.get(reverse("journeys:own_data"))
    text = client.get(reverse("journeys:download_own_data", args=["text"]))
    data = client.get(reverse("journeys:download_own_data", args=["json"]))
    unknown = client.get(reverse("journeys:download_own_data", args=["pdf"]))
    asked = client.post(reverse("journeys:ask_about_data"), {"kind": "objection"})

    assert "Words" in page.content.decode()
    assert "rhys@x.example" in text.content.decode()
    held = json.loads(data.content)["held"]
    assert {"who", "wrote", "sent", "choices", "history"} <= set(held)
    assert unknown.status_code == 404
    assert asked.url == reverse("journeys:own_data")
    made = DataRequest.objects.get(kind="objection")
    assert client.post(reverse("journeys:withdraw_request", args=[made.pk])).status_code == 302
    made.refresh_from_db()
    assert made.state == RequestState.WITHDRAWN
    stranger = DataRequestFactory()
    assert client.post(reverse("journeys:withdraw_request", args=[stranger.pk])).status_code == 404


def test_anybody_asks_without_an_account_and_shows_that_they_read_there(client: OurClient) -> None:
    given = {"kind": "access", "name": "Rhŷs", "email": "rhys@home.example"}

    trapped = client.post(reverse("journeys:ask_about_data"), {**given, "homepage": "x"})
    assert (trapped.status_code, DataRequest.objects.count()) == (302, 0)
    client.post(reverse("journeys:ask_about_data"), given)
    link = next(each for each in Letter.objects.get().text.split() if "/my/data/ask/" in each)
    path = link.partition("/my/")[2]
    assert client.get(f"/my/{path}").status_code == 200
    assert not DataRequest.objects.get().is_known
    client.post(f"/my/{path}")
    assert DataRequest.objects.get().is_known
    assert "already" in client.get(f"/my/{path}").content.decode()
    assert client.get("/my/data/ask/forged/").status_code == 404


def test_a_complaint_without_words_is_asked_for_them(client: OurClient) -> None:
    page = client.post(
        reverse("journeys:ask_about_data"),
        {"kind": "complaint", "name": "Rhŷs", "email": "rhys@home.example"},
    )

    assert "Say what is wrong" in page.content.decode()
    assert not DataRequest.objects.exists()


def test_staff_record_look_through_and_answer_with_what_is_held(client: OurClient) -> None:
    client.act_as(OFFICER)
    EnquiryFactory(email="rhys@home.example", question="Held about Rhŷs")
    person = PersonFactory(name="Rhŷs")
    form = {
        "kind": "access",
        "name": "Rhŷs",
        "email": "rhys@home.example",
        "came_by": "a call",
        "received_on": today().isoformat(),
    }

    added = client.post(f"{reverse('journeys:add_data_request')}?person=0", form)
    request = DataRequest.objects.get()
    assert added.url == request.get_absolute_url()

    def step(name: str, **given: Any) -> Any:
        return client.post(reverse("journeys:data_request_step", args=[request.pk, name]), given)

    assert step("nothing").status_code == 404
    assert "Check who they are" in step("answer", answer="Here", attach="on").content.decode()
    for name, given in (
        ("person", {"person": person.pk}),
        ("ask", {"asked": "Which year?"}),
        ("hear", {}),
        ("extend", {"because": "Many letters"}),
        ("acknowledge", {}),
        ("identity", {"how": "Called back"}),
    ):
        assert step(name, **given).status_code == 302, name
    held = client.get(reverse("journeys:data_request_held", args=[request.pk]))
    assert "Held about Rhŷs" in held.content.decode()
    assert client.get(request.get_absolute_url()).status_code == 200
    assert step("answer", answer="Here it is", attach="on").status_code == 302
    assert "Held about Rhŷs" in Letter.objects.order_by("-pk").first().text
    listed = client.get(reverse("journeys:data_requests"), {"state": "answered", "kind": "access"})
    assert "Rhŷs" in listed.content.decode()
    assert step("refuse", reasons="Late").status_code == 409


def test_a_file_names_fields_and_a_page_only_a_few_of_many() -> None:
    account = somebody("Rhŷs", "rhys@x.example")
    for _ in range(3):
        known_to_every_room(account, "Words")
    whom = whom_of(Actor(f"account:{account.pk}", ""))

    few = list(kinds_of(held_about(whom, at_most=2)))
    all_of_it = json.loads(as_json(held_about(whom), on=today()))

    belonging = next(kind for kind in few if kind.model == Belonging._meta.label)
    assert (len(belonging.records), belonging.has_more) == (2, True)
    assert all_of_it["held"]["who"][0]["records"][0]["name"] == "Rhŷs"
    assert whom_of_request(DataRequestFactory(person=account.person)).people == {account.person_id}


def test_the_register_costs_the_same_for_one_as_for_three_and_shows_who_is_late(
    client: OurClient,
) -> None:
    client.act_as(OFFICER)
    address = reverse("journeys:data_requests")
    costs = []
    for number in (1, 2):
        for _ in range(number):
            account = somebody(f"Rhŷs {number}", f"rhys{DataRequest.objects.count()}@x.example")
            DataRequestFactory(account=account, person=account.person, due_on=date(2020, 1, 2))
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
    assert page.count("Late</") == 3


def test_every_kind_has_a_name_in_plain_words() -> None:
    assert CALLED.keys() == HELD.keys()


def test_why_somebody_was_asked_is_told_in_words() -> None:
    person = PersonFactory()
    reasons = [["contact", "A shed"], ["published", "A walk"]]
    moment = timezone.now()
    Asking.objects.create(topic=TopicFactory(), person=person, because=reasons, asked_at=moment)

    text = as_text(held_about(Whom(people=frozenset({person.pk}))), on=today())

    assert "contact: A shed; published: A walk" in text
