"""Choosing which e-mails one gets, and how often."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from ccin.accounts.models import Account
from ccin.accounts.operations.letters import choose_letters, unmute
from ccin.accounts.reads.actors import actor_for
from ccin.accounts.reads.letters import LettersWanted, letters_wanted
from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.outbox.models import Choice, Reach
from ccin.outbox.operations.choices import choose
from ccin.outbox.reads.reaching import digests_of
from ccin.outbox.stopping import CHOICES
from tests.actors import STRANGER, WORKER
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    AppointmentFactory,
    BelongingFactory,
    DigestFactory,
    LetterFactory,
    MembershipFactory,
    NoticeFactory,
    RepresentationFactory,
    RoleHeldFactory,
)

pytestmark = pytest.mark.django_db


def a_member() -> Account:
    standing = RepresentationFactory(organisation=MembershipFactory().organisation)
    return AccountFactory(person=standing.person)


def wanted_by(account: Account) -> LettersWanted:
    return letters_wanted(account, actor_for(account, second_factor=True))


def pressed(account: Account, **changed: str) -> dict[str, str]:
    """The form as it stands, but for this."""
    wanted = wanted_by(account)
    stands = {each.name: each.how for each in wanted.sections}
    return {"how_often": wanted.how_often, **stands, **changed}


def test_somebody_chooses_of_their_own_groups_and_bodies_and_of_what_everybody_has() -> None:
    account = a_member()
    group = BelongingFactory(person=account.person).group
    body = AppointmentFactory(person=account.person).seat.body
    BelongingFactory()

    found = [each.section.key for each in wanted_by(account).sections]

    assert found == [
        f"group:{group.pk}",
        f"body:{body.pk}",
        "questions",
        "library",
        "membership",
        "announcements",
        "update",
    ]


def test_who_belongs_to_nothing_chooses_of_what_everybody_has() -> None:
    found = [each.section.key for each in wanted_by(AccountFactory()).sections]

    assert found == ["library", "announcements", "update"]


def test_staff_choose_of_the_work_that_waits_for_them_too() -> None:
    held = RoleHeldFactory()

    assert "work" in [each.section.key for each in wanted_by(held.account).sections]


def test_ten_groups_cost_as_many_queries_as_one() -> None:
    counted = []
    for count in (1, 10):
        account = a_member()
        actor = actor_for(account, second_factor=True)
        for _ in range(count):
            BelongingFactory(person=account.person)
        with CaptureQueriesContext(connection) as queries:
            letters_wanted(account, actor)
        counted.append(len(queries))

    assert counted == [5, 5]


def test_what_was_chosen_holds_for_the_record_and_the_account_and_is_recorded() -> None:
    account = a_member()

    chosen = {"digest": ("daily", "How often: daily"), "library": ("digest", "The library")}
    changed = choose_letters(account, chosen, by=actor_for(account, second_factor=True))

    assert changed == ["digest"]
    assert set(Choice.objects.values_list("to_key", "section", "how", "wording", "source")) == {
        (f"person:{account.person_id}", "digest", "daily", "How often: daily", "page"),
        (f"account:{account.pk}", "digest", "daily", "How often: daily", "page"),
    }
    (line,) = history_of(account)
    assert "of 1 kind" in line.words


def test_nobody_chooses_for_somebody_else() -> None:
    with pytest.raises(PermissionDenied):
        choose_letters(a_member(), {"digest": ("never", "")}, by=STRANGER)

    assert not Choice.objects.exists()


def test_a_muted_conversation_is_told_of_again() -> None:
    account = a_member()
    actor = actor_for(account, second_factor=True)
    choose(f"person:{account.person_id}", "topic:12", "never", wording="", source="link", by=WORKER)
    NoticeFactory(thread="topic:12", title="Repairs by tenants")
    assert wanted_by(account).muted == (("topic:12", "Repairs by tenants"),)

    unmute(account, "library", by=actor)
    unmute(account, "topic:12", by=actor)

    assert wanted_by(account).muted == ()
    assert set(Choice.objects.values_list("section", flat=True)) == {"topic:12"}


def test_what_the_link_stopped_the_page_takes_back(client: OurClient) -> None:
    account = a_member()
    choose(f"person:{account.person_id}", "library", "never", wording="", source="link", by=WORKER)
    client.force_login(account)
    assert pressed(account)["library"] == "never"

    client.post("/my/e-mail/", pressed(account, library="digest"))

    assert pressed(account)["library"] == "digest"


# The page


def test_the_page_says_what_is_only_proposed_until_somebody_chose(client: OurClient) -> None:
    account = a_member()
    client.force_login(account)

    before = client.get("/my/e-mail/").content.decode()
    saved = client.post("/my/e-mail/", pressed(account, how_often="weekly"), follow=True)
    after = saved.content.decode()

    assert "the network has not decided" in before
    assert "Your choice holds from now on" in after
    assert "the network has not decided" not in after


def test_pressing_save_without_a_change_chooses_nothing(client: OurClient) -> None:
    account = a_member()
    client.force_login(account)

    page = client.post("/my/e-mail/", pressed(account), follow=True).content.decode()

    assert "Nothing was changed" in page
    assert not Choice.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("bad", [{"how_often": ""}, {"library": "at_once"}, {"update": "weekly"}])
def test_what_is_not_offered_is_refused_with_a_sentence(
    client: OurClient, bad: dict[str, str]
) -> None:
    account = a_member()
    client.force_login(account)

    page = client.post("/my/e-mail/", pressed(account, **bad)).content.decode()

    assert "There is a problem" in page
    assert not Choice.objects.exists()


def test_the_page_shows_the_last_digests_and_how_to_unmute(client: OurClient) -> None:
    account = a_member()
    key = f"person:{account.person_id}"
    letter = LetterFactory(subject="3 new in a circle", text="We tried **two** things.")
    DigestFactory(to_key=key, letter=letter)
    DigestFactory(to_key="person:0", letter=LetterFactory(subject="Of somebody else"))
    choose(key, "topic:12", "never", wording="", source="link", by=WORKER)
    client.force_login(account)

    page = client.get("/my/e-mail/").content.decode()

    assert "3 new in a circle" in page
    assert "We tried <strong>two</strong> things." in page
    assert "Of somebody else" not in page
    assert "A conversation that is not kept any more" in page
    client.post("/my/e-mail/unmute/", {"thread": "topic:12"})
    assert "not kept any more" not in client.get("/my/e-mail/").content.decode()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("objected_at", "You have objected to all that need not be sent"),
        ("given_up_at", "E-mails to you came back"),
    ],
)
def test_the_page_says_why_nothing_may_come(client: OurClient, field: str, words: str) -> None:
    account = a_member()
    Reach.objects.create(digest=digests_of(account.email)[0], **{field: timezone.now()})
    client.force_login(account)

    assert words in client.get("/my/e-mail/").content.decode()


def test_letters_lead_to_this_page() -> None:
    assert resolve(CHOICES).view_name == "accounts:letters_wanted"
