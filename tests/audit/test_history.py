import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

import ccin
from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.audit.operations import erase_details, record
from ccin.audit.reads.history import history_of, known_events, lines
from ccin.work.models import Job
from tests.actors import OFFICER, PUBLIC, STRANGER, WORKER
from tests.browser import OurClient, account_of
from tests.factories import OrganisationFactory, PersonFactory, RepresentationFactory

pytestmark = pytest.mark.django_db

HISTORY = reverse("audit:history")


# Every event has its sentence


def recorded() -> dict[str, tuple[Path, set[str]]]:
    """Every event that the source passes to record(), and the values it passes with it."""
    found: dict[str, tuple[Path, set[str]]] = {}
    for path in sorted(Path(ccin.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "record":
                for event in events_of(node.args[1], path):
                    found[event] = (path, {word.arg for word in node.keywords if word.arg})
    return found


def events_of(argument: ast.expr, path: Path) -> list[str]:
    """A literal, or one of two by a condition: an event made up at run time cannot be checked."""
    if isinstance(argument, ast.IfExp):
        return [*events_of(argument.body, path), *events_of(argument.orelse, path)]
    assert isinstance(argument, ast.Constant), f"{path}:{argument.lineno} is no literal event"
    return [str(argument.value)]


def test_every_event_is_a_thing_that_happened_in_the_room_that_records_it() -> None:
    strangers = {
        event: path
        for event, (path, _values) in recorded().items()
        if event.split(".")[0] not in path.parts
    }

    assert strangers == {}


def test_every_event_has_its_sentence() -> None:
    assert set(recorded()) - set(known_events()) == set()


class Something(int):
    """A word that can be counted with."""

    def __str__(self) -> str:
        return "something"


class Anything(dict[str, object]):
    """Values of an entry as no entry has them: whatever a sentence asks for is there."""

    def __missing__(self, name: str) -> object:
        return "2026-11-23" if name.endswith(("_on", "_from", "_to")) else Something(3)


@pytest.mark.parametrize("event", known_events())
@pytest.mark.parametrize("personal", [None, Anything()])
def test_every_sentence_can_be_read_before_and_after_erasure(
    event: str, personal: Anything | None
) -> None:
    room, name = event.split(".")
    entry = Entry(at=timezone.now(), event=event, actor_key="account:1")

    words = get_template(f"{room}/history/{name}.html").render(
        {
            "entry": entry,
            "values": Anything(changes={"name": ["before", "after"]}, fields=["name"]),
            "personal": personal,
            "subject": "Oldham",
            "names": Anything(),
        }
    )

    assert words.strip()
    assert not words.strip().endswith(".")


# Reading it


def test_a_line_says_what_was_done_to_what_by_whom() -> None:
    account = account_of(OFFICER)
    council = OrganisationFactory(name="Ada Council")
    by = Actor(f"account:{account.pk}", str(account))
    with travel("2026-06-01T09:00Z", tick=False):
        record(by, "audit.details_erased", council, entries=3)

    (line,) = history_of(council)

    assert line.words == "Erased the personal details of 3 entries about Ada Council"
    assert (line.who, line.subject) == ("Morwenna Pascoe", "Ada Council")
    assert line.address == f"/organisations/{council.pk}/"
    assert line.at.isoformat() == "2026-06-01T09:00:00+00:00"


def test_names_are_those_of_today() -> None:
    person = PersonFactory(name="Ada Byron")
    record(OFFICER, "audit.details_erased", person, entries=1)
    person.name = "Ada Lovelace"
    person.save()

    assert history_of(person)[0].words.endswith("about Ada Lovelace")


def test_what_is_written_in_a_name_is_text_and_not_markup() -> None:
    person = PersonFactory(name="<b>Ada</b> & Sons")
    record(OFFICER, "audit.details_erased", person, entries=1)

    assert history_of(person)[0].words.endswith("about &lt;b&gt;Ada&lt;/b&gt; &amp; Sons")


def test_history_goes_on_being_readable_when_records_and_events_are_gone() -> None:
    job = Job.objects.create(name="x", title="X", rhythm="daily", due_at=timezone.now())
    entry = record(Actor("account:4711", "Gone"), "work.tune_hummed", job)
    job.delete()

    (line,) = lines(Entry.objects.filter(pk=entry.pk))

    assert line.words == "Did something recorded as “work.tune_hummed”"
    assert line.subject == "a record that is no longer kept"
    assert line.who == "An account that is no longer kept"
    assert line.address == ""


def test_a_kind_of_record_that_the_house_no_longer_has_is_survived() -> None:
    entry = Entry.objects.create(
        at=timezone.now(),
        actor_key="public",
        event="attic.chest_opened",
        subject_kind="attic.Chest",
        subject_key="1",
    )

    (line,) = lines(Entry.objects.filter(pk=entry.pk))

    assert (line.who, line.subject) == ("A visitor", "a record that is no longer kept")


def test_what_the_platform_did_by_itself_says_so() -> None:
    record(WORKER, "audit.details_erased", PersonFactory(), entries=1)

    assert lines(Entry.objects.all())[0].who == "The platform (worker)"


def test_personal_values_are_in_the_sentence_until_they_are_erased() -> None:
    person = PersonFactory(name="Ada Byron")
    record(OFFICER, "members.person_added", person, personal={"name": "Ada Byron"})
    before = history_of(person)[0].words

    erase_details(person, by=OFFICER)

    assert "Ada Byron" in before
    assert "Ada Byron" not in history_of(person)[1].words


def test_a_records_history_tells_of_what_concerned_it_newest_first() -> None:
    standing = RepresentationFactory()
    with travel("2026-06-01T09:00Z"):
        record(OFFICER, "work.first", standing, concerning=[standing.person])
    with travel("2026-06-02T09:00Z"):
        record(OFFICER, "work.second", standing.person)
    record(OFFICER, "work.third", standing.organisation)

    found = history_of(standing.person)

    assert [line.entry.event for line in found] == ["work.second", "work.first"]
    assert len(history_of(standing.person, standing.organisation)) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_costs_the_same_queries_however_long_it_is(
    count: int, django_assert_num_queries
) -> None:
    organisation = OrganisationFactory()
    for _ in range(count):
        standing = RepresentationFactory(organisation=organisation)
        record(
            Actor(f"account:{account_of(OFFICER).pk}", ""),
            "work.done",
            standing,
            concerning=[organisation, standing.person],
            personal={"name": "Ada"},
        )

    with django_assert_num_queries(6):  # entries, concerns; accounts and three kinds of record
        found = history_of(organisation)

    assert len(found) == count


# On pages


def render(record_: object, actor: Actor | None) -> str:
    template = Template("{% load history %}{% history record %}")
    return template.render(Context({"record": record_, "actor": actor}))


def test_the_tag_shows_the_history_to_those_who_may_read_it() -> None:
    person = PersonFactory(name="Ada Byron")
    record(OFFICER, "audit.details_erased", person, entries=2)

    page = render(person, OFFICER)

    assert "Erased the personal details of 2 entries about Ada Byron" in page
    assert "All that happened here" not in page


def test_a_day_is_read_in_words_and_anything_else_as_it_is() -> None:
    template = Template("{% load history %}{{ day|day }}, {{ other|day }}")

    assert template.render(Context({"day": "2026-12-07", "other": 3})) == "7 December 2026, 3"


@pytest.mark.parametrize("actor", [None, PUBLIC, STRANGER])
def test_the_tag_shows_nothing_to_others(actor: Actor | None) -> None:
    person = PersonFactory()
    record(OFFICER, "audit.details_erased", person, entries=2)

    assert render(person, actor).strip() == ""


def test_the_history_leads_to_the_record_and_not_to_its_public_page(client: OurClient) -> None:
    client.act_as(OFFICER)
    organisation, person = OrganisationFactory(), PersonFactory()
    for subject in [organisation, person]:
        record(OFFICER, "audit.details_erased", subject, entries=1)

    addresses = [line.address for line in client.get(HISTORY).context["lines"]]

    assert addresses == [f"/people/{person.pk}/", f"/organisations/{organisation.pk}/"]


def test_a_record_without_a_history_says_so() -> None:
    assert "Nothing has been changed" in render(PersonFactory(), OFFICER)


def test_a_long_history_leads_to_the_page_that_has_all_of_it() -> None:
    person = PersonFactory()
    for _ in range(31):
        record(OFFICER, "audit.details_erased", person, entries=1)

    assert f"?kind=members.Person&amp;key={person.pk}" in render(person, OFFICER)


def test_staff_narrow_the_list_of_everything(client: OurClient) -> None:
    account = client.act_as(OFFICER)
    person, by = PersonFactory(), Actor(f"account:{account.pk}", "")
    with travel(timezone.now() - timedelta(days=40)):
        old = record(by, "members.person_added", person)
    new = record(by, "audit.details_erased", person, entries=1)
    machine = record(WORKER, "members.person_added", PersonFactory(), concerning=[person])
    day = (timezone.localdate() - timedelta(days=20)).isoformat()

    def found(**wanted: str) -> list[int]:
        return [line.entry.pk for line in client.get(HISTORY, wanted).context["lines"]]

    assert found() == [machine.pk, new.pk, old.pk]
    assert found(who=account.email.upper()) == [new.pk, old.pk]
    assert found(who="worker") == [machine.pk]
    assert found(who="nobody@example.com") == []
    assert found(event="members.person_added") == [machine.pk, old.pk]
    assert found(since=day) == [machine.pk, new.pk]
    assert found(until=day) == [old.pk]
    assert found(kind="members.Person", key=str(person.pk)) == [machine.pk, new.pk, old.pk]
    assert found(kind="members.Person", key="0") == []


def test_days_the_wrong_way_round_are_told_and_find_nothing(client: OurClient) -> None:
    client.act_as(OFFICER)

    response = client.get(HISTORY, {"since": "2026-06-02", "until": "2026-06-01"})

    assert "The last day must not be before the first" in response.content.decode()
    assert response.context["lines"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_however_long_it_is(
    client: OurClient, count: int, django_assert_num_queries
) -> None:
    account = client.act_as(OFFICER)
    for _ in range(count):
        record(Actor(f"account:{account.pk}", ""), "members.person_added", PersonFactory())

    with django_assert_num_queries(8):  # session, account, roles; count, four for the lines
        response = client.get(HISTORY)

    assert len(response.context["lines"]) == count
