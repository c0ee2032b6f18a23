import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccin.kernel.errors import Refused
from ccin.outbox.models import Choice, Letter, Notice, Reach, Telling
from ccin.outbox.operations.choices import choose
from ccin.outbox.operations.telling import take_back_notices
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.choices import how_of
from ccin.outbox.reads.reaching import digests_of
from ccin.outbox.states import ChoiceHow
from tests.actors import WORKER
from tests.factories import DigestFactory, LetterFactory
from tests.outbox.told import ADA, BEA, CIRCLE, LIBRARY, say, with_our_templates

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def templates(settings) -> None:
    with_our_templates(settings)


def chose(to: Recipient, section: str, how: str) -> Choice:
    return choose(to.key, section, how, wording="What they read", source="page", by=WORKER)


def told() -> list[tuple[str, str]]:
    return list(Telling.objects.order_by("pk").values_list("to_key", "state"))


def test_one_notice_is_held_for_each_of_those_it_concerns() -> None:
    notice = say("Yes: O’Neill & Sons <3", to=[ADA, BEA, ADA], address="https://n.example/t/1/")

    assert notice is not None
    assert told() == [("person:7", "held"), ("person:8", "held")]
    assert notice.text == "Cara Holder wrote:\n\nYes: O’Neill & Sons <3\n"
    assert (notice.section, notice.section_title) == ("group:7", "Circle of Officers")
    assert not Letter.objects.exists()


def test_where_there_is_nobody_to_tell_there_is_no_notice() -> None:
    chose(ADA, "group:7", "never")

    assert say(to=[]) is None
    assert say() is None
    assert not Notice.objects.exists()


def test_telling_a_hundred_costs_as_many_queries_as_telling_one() -> None:
    many = [Recipient(f"p{n}@council.example", "", f"person:{n}") for n in range(1, 101)]

    counted = []
    for recipients in ([ADA], many):
        with CaptureQueriesContext(connection) as queries:
            say(to=recipients)
        counted.append(len(queries))

    assert counted[0] == counted[1]


@pytest.mark.parametrize("field", ["title", "address"])
def test_headers_cannot_be_put_in_through_what_becomes_one(field: str) -> None:
    with pytest.raises(Refused, match="must be one line"):
        say(**{field: "Hello\nBcc: everyone@example.com"})

    assert not Notice.objects.exists()


def test_somebody_without_a_key_and_a_notice_for_nobody_are_mistakes_of_ours() -> None:
    with pytest.raises(ValueError, match="known by a key"):
        say(to=[Recipient("ada@council.example")])
    with pytest.raises(ValueError, match="who may read it"):
        say(audience=[])


# What people chose


def test_who_wants_a_section_at_once_gets_a_letter_in_place_of_a_line() -> None:
    chose(ADA, "group:7", "at_once")

    say(to=[ADA, BEA], reply_about="topic:12", about="post:9", address="https://n.example/t/12/")

    assert told() == [("person:8", "held")]
    letter = Letter.objects.get()
    assert (letter.to_key, letter.subject, letter.section) == (
        "person:7",
        "Repairs by tenants",
        "group:7",
    )
    assert (letter.reply_about, letter.about) == ("topic:12", "post:9")
    assert letter.text.startswith("Hello Ada Byron,\n\nCara Holder wrote:\n")
    assert "https://n.example/t/12/" in letter.text


def test_a_section_that_does_not_come_at_once_waits_for_the_digest_all_the_same() -> None:
    chose(ADA, "library", "at_once")

    say(section=LIBRARY)

    assert told() == [("person:7", "held")]


def test_who_wants_all_at_once_but_has_no_good_address_is_not_lost() -> None:
    chose(ADA, "group:7", "at_once")

    say(to=[Recipient("", "Ada Byron", "person:7")])

    assert told() == [("person:7", "held")]


@pytest.mark.parametrize("field", ["objected_at", "given_up_at"])
def test_who_objects_or_cannot_be_reached_gets_no_letter_at_once(field: str) -> None:
    Reach.objects.create(digest=digests_of(ADA.email)[0], **{field: timezone.now()})
    for each in (ADA, BEA):
        chose(each, "group:7", "at_once")

    say(to=[ADA, BEA])

    assert [letter.to_key for letter in Letter.objects.all()] == [BEA.key]
    assert told() == [(ADA.key, "held")]


@pytest.mark.parametrize("section", ["group:7", "topic:12", "digest"])
def test_what_is_not_wanted_is_not_told(section: str) -> None:
    chose(ADA, section, "never")

    say(to=[ADA, BEA], thread="topic:12")

    assert told() == [("person:8", "held")]


def test_a_later_choice_takes_the_place_of_the_one_before() -> None:
    chose(ADA, "group:7", "never")
    chose(ADA, "group:7", "digest")

    assert how_of([ADA.key, BEA.key], CIRCLE) == {ADA.key: ChoiceHow.DIGEST}
    assert how_of([ADA.key], "library") == {}


@pytest.mark.parametrize(
    ("section", "how"),
    [("digest", "at_once"), ("group:7", "weekly"), ("group:7", "rarely"), ("digest", "")],
)
def test_only_what_is_offered_can_be_chosen(section: str, how: str) -> None:
    with pytest.raises(Refused, match="one of the ways"):
        chose(ADA, section, how)

    assert not Choice.objects.exists()


# Taking back


def test_what_was_removed_is_told_to_nobody_any_more() -> None:
    say(about="post:9", to=[ADA, BEA])
    say(about="post:10")

    assert take_back_notices("post:9") == 1
    assert take_back_notices("") == 0

    assert list(Notice.objects.values_list("about", flat=True)) == ["post:10"]
    assert told() == [("person:7", "held")]


@pytest.mark.parametrize(("sent", "left"), [(True, [("Erased", "Erased")]), (False, [])])
def test_a_letter_that_told_of_it_at_once_is_emptied_or_does_not_go(
    sent: bool, left: list[tuple[str, str]]
) -> None:
    LetterFactory(sent=sent, about="post:9")

    take_back_notices("post:9")

    assert list(Letter.objects.values_list("subject", "text")) == left


def test_no_copy_of_what_was_removed_stays_in_a_digest() -> None:
    notice = say("Mr Smith owes £40.", about="post:9", to=[ADA, BEA])
    assert notice is not None
    letter = LetterFactory(
        sent=True, text=f"Hello,\n\n### Repairs by tenants\n\n{notice.text}\nAnother matter.\n"
    )
    digest = DigestFactory(to_key=ADA.key, letter=letter)
    Telling.objects.filter(to_key=ADA.key).update(state="gathered", digest=digest)

    take_back_notices("post:9")

    letter.refresh_from_db()
    notice.refresh_from_db()
    gap = "This was taken back or changed since."
    assert letter.text == f"Hello,\n\n### …\n\n{gap}\n\nAnother matter.\n"
    assert (notice.title, notice.text) == ("Erased", "Erased")
    assert told() == [("person:7", "gathered")]
