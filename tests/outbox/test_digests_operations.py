import re
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import Traveller, travel

from ccin.outbox.envelopes import body_html
from ccin.outbox.models import Digest, Letter, Reach, Telling
from ccin.outbox.operations.choices import choose
from ccin.outbox.operations.digests import send_digests
from ccin.outbox.operations.telling import take_back_notices
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.digests import Waiting, is_any_digest_due, waiting_by_section
from ccin.outbox.reads.reaching import digests_of
from ccin.outbox.rules.digests import Standing
from ccin.outbox.rules.envelopes import A_BATCH
from ccin.outbox.rules.sections import Section
from tests.actors import OFFICER, WORKER
from tests.outbox.told import ADA, BEA, CIRCLE, LIBRARY, say, with_our_templates

pytestmark = pytest.mark.django_db

TOKENS = frozenset({"public", "group:7"})


@pytest.fixture(autouse=True)
def templates(settings) -> None:
    with_our_templates(settings)
    settings.SITE_ADDRESS = "https://n.example"
    settings.INBOUND_DOMAIN = "in.n.example"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    with travel("2026-11-23T12:00Z", tick=False) as traveller:  # a Monday
        yield traveller


class Everybody:
    """Who they are today: everybody whom a key of a person can name, but those left out."""

    def __init__(self, *, but: Collection[str] = (), **named: Standing) -> None:
        self.but, self.named, self.asked = but, named, 0

    def __call__(self, keys: Collection[str]) -> Mapping[str, Standing]:
        self.asked += 1
        return {
            key: self.named.get(key)
            or Standing(key, f"Reader {key}", f"{key.replace(':', '-')}@council.example", TOKENS)
            for key in keys
            if key not in self.but
        }


def on_tuesday(clock: Traveller) -> None:
    clock.move_to("2026-11-24T07:00Z")


def states() -> dict[str, str]:
    return dict(Telling.objects.order_by("pk").values_list("to_key", "state"))


def many(count: int) -> list[Recipient]:
    return [Recipient(f"p{n}@council.example", "", f"person:{n}") for n in range(1, count + 1)]


# What goes


def test_what_is_held_goes_once_in_one_letter(clock: Traveller) -> None:
    say("First words.", address="https://n.example/1/")
    say("Other words.", title="Another matter", section=LIBRARY)
    assert send_digests(Everybody(), by=WORKER) == 0
    assert not is_any_digest_due()
    on_tuesday(clock)
    assert is_any_digest_due()

    assert send_digests(Everybody(), by=WORKER) == 1
    assert send_digests(Everybody(), by=WORKER) == 0

    letter = Letter.objects.get()
    assert (letter.kind, letter.section, letter.to_key) == ("outbox.digest", "digest", "person:7")
    assert letter.to_email == "person-7@council.example"
    assert letter.subject == "1 new in Circle of Officers; 1 new in The library"
    assert letter.due_at == timezone.now()
    assert set(states().values()) == {"gathered"}
    assert not is_any_digest_due()


def test_a_digest_reads_well_as_text(clock: Traveller) -> None:
    say(
        "We have *tried* two things.",
        thread="topic:12",
        reply_about="topic:12",
        address="https://n.example/groups/topics/12/",
    )
    say("Have you asked Bea?", personal=True, title="A question to you", section=LIBRARY)
    say("So have we.", thread="topic:12", address="https://n.example/groups/topics/12/#post-2")
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    text = re.sub(r"\.[a-z2-7]{16}\b", ".mark", Letter.objects.get().text)
    assert (
        text
        == """Hello Reader person:7,

## For you

### A question to you

Monday 23 November, 12:00 · The library

Cara Holder wrote:

Have you asked Bea?

No more e-mails about The library: https://n.example/e-mail/stop/library.person.7.mark/

## Circle of Officers

### Repairs by tenants

Monday 23 November, 12:00

Cara Holder wrote:

We have *tried* two things.

Monday 23 November, 12:00

Cara Holder wrote:

So have we.

- On the site: https://n.example/groups/topics/12/#post-2
- Reply by e-mail: reply+topic.12.person.7.mark@in.n.example
- No more of this conversation: https://n.example/e-mail/stop/topic.12.person.7.mark/

No more e-mails about Circle of Officers: https://n.example/e-mail/stop/group.7.person.7.mark/

You get this once a week, and on the next working day when something concerns you by name.
"""
    )


def test_of_the_same_words_each_of_a_batch_has_links_of_their_own(clock: Traveller) -> None:
    say("New here.", to=[ADA, BEA], thread="topic:12", reply_about="topic:12")
    on_tuesday(clock)

    assert send_digests(Everybody(), by=WORKER) == 2

    for letter in Letter.objects.all():
        named = letter.to_key.replace(":", ".")
        assert letter.text.count("New here.") == 1
        assert letter.text.count(f"reply+topic.12.{named}.") == 1
        assert letter.text.count(f"topic.12.{named}.") == 2  # the other stops the conversation
        assert set(re.findall(r"person\.\d", letter.text)) == {named}


def test_as_a_page_its_addresses_are_links_to_themselves(clock: Traveller) -> None:
    say(reply_about="topic:12", address="https://n.example/groups/topics/12/")
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    html = body_html(Letter.objects.get().text)
    assert "<h2>Circle of Officers</h2>" in html
    page = "https://n.example/groups/topics/12/"
    assert f'<a href="{page}">{page}</a>' in html
    assert re.search(r'<a href="mailto:(reply[^"]+)">\1</a>', html)


def test_long_words_are_cut_and_lead_to_the_rest(clock: Traveller) -> None:
    say(f"Short.\n\n{'long ' * 400}", address="https://n.example/1/")
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    text = Letter.objects.get().text
    assert "Short." in text
    assert "long long" not in text
    assert "Read on: https://n.example/1/" in text


@pytest.mark.parametrize(
    ("personal", "other", "subject"),
    [
        (2, 0, "2 for you in Circle of Officers"),
        (1, 2, "1 for you; 2 new in Circle of Officers"),
    ],
)
def test_the_subject_says_what_is_in_it(
    clock: Traveller, personal: int, other: int, subject: str
) -> None:
    for number in range(personal + other):
        say(personal=number < personal, title=f"Matter {number}")
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    assert Letter.objects.get().subject == subject


@pytest.mark.parametrize("personal", [True, False])
def test_the_subject_of_a_single_conversation_says_what_it_is_about(
    clock: Traveller, personal: bool
) -> None:
    say("First.", thread="topic:12", personal=personal)
    say("Second.", thread="topic:12", personal=personal)
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    assert Letter.objects.get().subject == "Repairs by tenants – Circle of Officers"


def test_what_is_for_the_reader_in_several_sections_names_the_first(clock: Traveller) -> None:
    say(personal=True)
    say(personal=True, section=LIBRARY, title="Another matter")
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    assert Letter.objects.get().subject == "2 for you: Repairs by tenants, and more"


def test_a_long_subject_names_the_first_three(clock: Traveller) -> None:
    for number in range(1, 5):
        say(section=Section(f"group:{number}", f"Circle {number}"))
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    said = "1 new in Circle 1; 1 new in Circle 2; 1 new in Circle 3; and more"
    assert Letter.objects.get().subject == said


# How often


@pytest.mark.parametrize(
    ("chosen", "personal", "goes"),
    [
        ("", False, False),
        ("", True, True),
        ("daily", False, True),
        ("weekly", True, False),
    ],
)
def test_on_a_wednesday_goes_what_was_wanted_so_soon(
    clock: Traveller, chosen: str, personal: bool, goes: bool
) -> None:
    clock.move_to("2026-11-24T12:00Z")
    if chosen:
        choose(ADA.key, "digest", chosen, wording="", source="page", by=WORKER)
    say(personal=personal)
    clock.move_to("2026-11-25T07:05Z")

    assert is_any_digest_due() is goes
    assert send_digests(Everybody(), by=WORKER) == goes
    assert states() == {ADA.key: "gathered" if goes else "held"}
    if goes and chosen:
        assert "on each working day" in Letter.objects.get().text


def test_who_reads_once_a_week_is_told_so(clock: Traveller) -> None:
    choose(ADA.key, "digest", "weekly", wording="", source="page", by=WORKER)
    say()
    on_tuesday(clock)

    send_digests(Everybody(), by=WORKER)

    assert "You chose to get this once a week." in Letter.objects.get().text


def test_what_is_held_on_a_day_that_had_its_digest_waits_for_the_next(clock: Traveller) -> None:
    say()
    on_tuesday(clock)
    send_digests(Everybody(), by=WORKER)
    with travel("2026-11-24T06:00Z", tick=False):  # told late, of the time before
        say()

    assert send_digests(Everybody(), by=WORKER) == 0
    clock.move_to("2026-11-25T07:00Z")
    assert send_digests(Everybody(), by=WORKER) == 1


def test_what_could_not_go_at_the_weekend_goes_on_monday(clock: Traveller) -> None:
    clock.move_to("2026-11-20T12:00Z")
    say(personal=True)

    clock.move_to("2026-11-21T09:00Z")
    assert send_digests(Everybody(), by=WORKER) == 0
    clock.move_to("2026-11-23T07:00Z")
    assert send_digests(Everybody(), by=WORKER) == 1


# Who gets none


def test_whoever_may_not_read_it_any_more_is_not_told(clock: Traveller) -> None:
    say(to=[ADA, BEA])
    lapsed = Standing(ADA.key, "Ada Byron", "ada@council.example", frozenset({"public"}))
    on_tuesday(clock)

    assert send_digests(Everybody(**{ADA.key: lapsed}), by=WORKER) == 1

    assert states() == {ADA.key: "dropped", BEA.key: "gathered"}
    assert [letter.to_key for letter in Letter.objects.all()] == [BEA.key]


def test_whoever_is_nobody_any_more_is_not_told(clock: Traveller) -> None:
    say(to=[ADA, BEA])
    on_tuesday(clock)

    assert send_digests(Everybody(but=[ADA.key]), by=WORKER) == 1

    assert states() == {ADA.key: "dropped", BEA.key: "gathered"}


@pytest.mark.parametrize("field", ["objected_at", "given_up_at"])
def test_whoever_objects_or_cannot_be_reached_is_not_told(clock: Traveller, field: str) -> None:
    email = "person-7@council.example"
    Reach.objects.create(digest=digests_of(email)[0], **{field: timezone.now()})
    say(to=[ADA, BEA])
    on_tuesday(clock)

    assert send_digests(Everybody(), by=WORKER) == 1

    assert states() == {ADA.key: "dropped", BEA.key: "gathered"}


def test_somebody_without_a_good_address_is_not_told(clock: Traveller) -> None:
    say()
    on_tuesday(clock)

    nowhere = Standing(ADA.key, "Ada Byron", "", TOKENS)
    assert send_digests(Everybody(**{ADA.key: nowhere}), by=WORKER) == 0

    assert states() == {ADA.key: "dropped"}


@pytest.mark.parametrize("section", ["group:7", "topic:12", "digest"])
def test_what_was_stopped_after_it_was_told_of_does_not_come(
    clock: Traveller, section: str
) -> None:
    say(thread="topic:12")
    choose(ADA.key, section, "never", wording="", source="link", by=WORKER)
    on_tuesday(clock)

    assert send_digests(Everybody(), by=WORKER) == 0

    assert states() == {ADA.key: "dropped"}
    assert not Letter.objects.exists()


def test_what_was_taken_back_does_not_come_and_leaves_no_copy(clock: Traveller) -> None:
    say("Mr Smith owes £40.", about="post:9")
    say("Another matter entirely.", title="Other")
    on_tuesday(clock)
    send_digests(Everybody(), by=WORKER)

    take_back_notices("post:9")

    text = Letter.objects.get().text
    assert "Mr Smith" not in text
    assert "### …\n\nMonday 23 November, 12:00\n\nThis was taken back or changed since." in text
    assert "Another matter entirely." in text


def test_one_person_under_two_keys_gets_one_digest_of_both(clock: Traveller) -> None:
    account = Recipient("ada@council.example", "Ada Byron", "account:3")
    say("As a person.", title="One")
    say("As an account.", title="Two", to=[account])
    say("As both.", title="Three", to=[ADA, account])
    keys = frozenset({"person:7", "account:3"})
    ada = Standing("person:7", "Ada Byron", "ada@council.example", TOKENS, keys)
    on_tuesday(clock)

    sent = send_digests(Everybody(**{"person:7": ada, "account:3": ada}), by=WORKER)

    assert sent == 1
    text = Letter.objects.get().text
    assert [text.count(f"### {each}\n") for each in ("One", "Two", "Three")] == [1, 1, 1]
    assert sorted(Telling.objects.values_list("state", flat=True)) == [
        "dropped",
        "gathered",
        "gathered",
        "gathered",
    ]
    assert set(Digest.objects.values_list("to_key", flat=True)) == {"person:7"}


def test_only_the_worker_writes_digests() -> None:
    with pytest.raises(PermissionDenied):
        send_digests(Everybody(), by=OFFICER)


# Many, and workers that stop


def test_a_batch_of_many_costs_as_many_queries_as_a_batch_of_one(clock: Traveller) -> None:
    counted = []
    for people in (1, 30):
        say(to=many(people))
        clock.shift(timedelta(days=7))
        with CaptureQueriesContext(connection) as queries:
            assert send_digests(Everybody(), by=WORKER) == people
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 14


def test_a_worker_killed_between_batches_sends_nobody_two_and_nobody_none(
    clock: Traveller,
) -> None:
    say(to=many(A_BATCH + 5))
    on_tuesday(clock)

    def until_the_second(done: int, total: int = 0, words: str = "") -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_digests(Everybody(), by=WORKER, tell=until_the_second)
    assert Letter.objects.count() == A_BATCH

    assert send_digests(Everybody(), by=WORKER) == 5
    assert Letter.objects.values("to_key").distinct().count() == Letter.objects.count() == 205
    assert set(states().values()) == {"gathered"}


def test_a_worker_killed_within_a_batch_leaves_nothing_of_it(clock: Traveller) -> None:
    say(to=[ADA, BEA])
    on_tuesday(clock)

    def killed(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "outbox_telling" in sql:
            raise KeyboardInterrupt
        return execute(sql, *rest)

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(killed):
        send_digests(Everybody(), by=WORKER)
    assert (Letter.objects.count(), Digest.objects.count()) == (0, 0)
    assert set(states().values()) == {"held"}

    assert send_digests(Everybody(), by=WORKER) == 2


def test_a_name_that_cannot_stand_on_an_envelope_keeps_nobody_from_their_digest(
    clock: Traveller,
) -> None:
    say(to=[ADA, BEA])
    on_tuesday(clock)
    name = f"Bea\nBcc: all@example.com {'x' * 300}"
    misnamed = Standing(BEA.key, name, "bea@council.example", TOKENS)

    assert send_digests(Everybody(**{BEA.key: misnamed}), by=WORKER) == 2

    assert Letter.objects.get(to_key=BEA.key).to_name.startswith("Bea Bcc: all@example.com xxx")


def test_a_digest_that_another_worker_wrote_meanwhile_stands_and_what_is_held_waits(
    clock: Traveller,
) -> None:
    say(to=[ADA, BEA])
    on_tuesday(clock)
    others: list[Digest] = []

    def faster(execute: Any, sql: str, *rest: Any) -> Any:
        if "outbox_digest" in sql and sql.startswith("INSERT") and not others:
            others.append(Digest(to_key=ADA.key, day="2026-11-24"))
            others[0].save()
        return execute(sql, *rest)

    with connection.execute_wrapper(faster):
        assert send_digests(Everybody(), by=WORKER) == 1

    assert states() == {ADA.key: "held", BEA.key: "gathered"}
    assert [letter.to_key for letter in Letter.objects.all()] == [BEA.key]


def test_what_is_due_alone_and_may_not_be_read_does_not_bring_the_rest_forward(
    clock: Traveller,
) -> None:
    clock.move_to("2026-11-24T12:00Z")
    say(personal=True, audience=["group:8"], title="Of another circle")
    say(title="Not urgent")
    clock.move_to("2026-11-25T07:00Z")

    assert send_digests(Everybody(), by=WORKER) == 0

    clock.move_to("2026-12-01T07:00Z")
    assert send_digests(Everybody(), by=WORKER) == 1
    text = Letter.objects.get().text
    assert "Not urgent" in text
    assert "Of another circle" not in text


def test_staff_see_what_waits_section_by_section() -> None:
    say(to=[ADA, BEA])
    say()
    say(section=LIBRARY)

    assert waiting_by_section() == [Waiting(CIRCLE.title, 3, 2), Waiting(LIBRARY.title, 1, 1)]
