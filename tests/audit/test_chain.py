"""Each way of tampering that the chain is there to show, done behind the triggers' back."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from time_machine import travel

from ccin.audit import guard
from ccin.audit.models import Concern, Detail, Entry, Seal
from ccin.audit.operations import erase_details, record, seal_entries
from ccin.audit.reads.chain import verify_chain
from ccin.members.models import Person
from tests.actors import OFFICER, WORKER

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> list[Entry]:
    """Three sealed entries, the second with personal values."""
    person = Person.objects.create(name="Ada Byron")
    made = [
        record(OFFICER, "members.person_added", person, concerning=[person]),
        record(OFFICER, "members.person_added", person, personal={"name": "Ada"}),
        record(OFFICER, "members.person_added", person, place="Leeds"),
    ]
    seal_entries(by=WORKER)
    return made


def broken_after(tamper: Callable[[], object]) -> tuple[str, ...]:
    """What the report says after tampering without triggers; then everything is put back."""
    with transaction.atomic():
        guard.lift(connection)
        tamper()
        guard.install(connection)
        broken = verify_chain().broken
        transaction.set_rollback(True)
    return broken


def rows(model: type[models.Model], **which: object) -> models.QuerySet[models.Model]:
    return model._default_manager.filter(**which)


def remove(found: models.QuerySet[models.Model]) -> None:
    found._raw_delete(found.db)


def test_an_untouched_chain_holds(entries: list[Entry]) -> None:
    report = verify_chain()

    assert (report.holds, report.sealed, report.waiting) == (True, 3, 0)
    assert report.head == Seal.objects.get(position=3).hash


def test_an_empty_chain_holds() -> None:
    assert verify_chain().holds


def test_a_changed_entry_is_named(entries: list[Entry]) -> None:
    key = entries[2].pk

    broken = broken_after(lambda: rows(Entry, pk=key).update(values={"place": "York"}))

    assert broken == (f"Entry {key} (members.person_added) is not what seal 3 was put on.",)


def test_a_concern_added_or_taken_away_later_is_seen(entries: list[Entry]) -> None:
    told = f"Entry {entries[0].pk} (members.person_added) is not what seal 1 was put on."

    added = broken_after(lambda: Concern.objects.create(entry=entries[0], kind="x.Y", key="1"))
    taken = broken_after(lambda: remove(rows(Concern)))

    assert added == taken == (told,)


def test_an_entry_that_is_gone_is_named(entries: list[Entry]) -> None:
    key = entries[2].pk

    broken = broken_after(lambda: remove(rows(Entry, pk=key)))

    assert broken == (f"Entry {key} under seal 3 is gone.",)


def test_a_seal_taken_out_of_the_chain_is_seen(entries: list[Entry]) -> None:
    broken = broken_after(lambda: remove(rows(Seal, position=2)))

    assert broken == ("Seal 2 is missing.",)


def test_a_forged_seal_breaks_the_next_link(entries: list[Entry]) -> None:
    broken = broken_after(lambda: rows(Seal, position=1).update(hash="f" * 64))

    assert broken == (
        f"Entry {entries[0].pk} (members.person_added) is not what seal 1 was put on.",
        "Seal 2 does not follow the seal before it.",
    )


def test_changed_personal_values_are_seen(entries: list[Entry]) -> None:
    broken = broken_after(lambda: rows(Detail).update(values={"name": "Eve"}))

    assert broken == (f"The personal values of entry {entries[1].pk} are not those recorded.",)


def test_personal_values_that_vanished_are_seen(entries: list[Entry]) -> None:
    broken = broken_after(lambda: remove(rows(Detail)))

    assert broken == (
        f"The personal values of entry {entries[1].pk} are gone without having been erased.",
    )


def test_personal_values_put_back_after_erasing_are_seen(entries: list[Entry]) -> None:
    erase_details(Person.objects.get(), by=OFFICER)

    broken = broken_after(lambda: rows(Detail).update(values={"name": "Ada"}))

    assert broken == (f"The personal values of entry {entries[1].pk} are marked erased but stand.",)


def test_missing_triggers_are_named(entries: list[Entry]) -> None:
    with transaction.atomic():
        guard.lift(connection)
        broken = verify_chain().broken
        transaction.set_rollback(True)

    assert broken == tuple(
        f"The database no longer refuses changes: trigger {name} is missing."
        for name in guard.trigger_names(connection)
    )


def test_entries_that_wait_longer_than_an_hour_for_their_seal_are_reported() -> None:
    with travel("2026-11-23T09:00Z", tick=False):
        record(OFFICER, "members.person_added", Person.objects.create(name="Ada"))

    with travel("2026-11-23T09:59Z", tick=False):
        assert verify_chain().holds
    with travel("2026-11-23T10:01Z", tick=False):
        assert verify_chain().broken == (
            "Waiting for their seal for more than an hour: 1. Is a worker running?",
        )


def test_the_command_says_that_the_record_is_whole(entries: list[Entry]) -> None:
    said = StringIO()

    call_command("audit", "verify", stdout=said)

    assert said.getvalue() == (
        "Entries sealed: 3, waiting for their seal: 0, with personal values erased: 0. "
        f"Last seal: {Seal.objects.get(position=3).hash}\n"
    )


def test_the_command_fails_and_prints_what_is_broken(entries: list[Entry]) -> None:
    said = StringIO()

    with transaction.atomic():
        guard.lift(connection)
        rows(Entry, pk=entries[0].pk).update(event="members.person_removed")
        guard.install(connection)
        with pytest.raises(CommandError, match=r"not whole\. Faults: 1\.") as error:
            call_command("audit", "verify", stdout=said)
        transaction.set_rollback(True)

    assert error.value.returncode == 1
    assert said.getvalue().startswith(f"Entry {entries[0].pk} (members.person_removed) is not what")


def test_the_command_seals_at_once() -> None:
    record(OFFICER, "members.person_added", Person.objects.create(name="Ada"))
    said = StringIO()

    call_command("audit", "seal", stdout=said)

    assert said.getvalue() == "Entries sealed: 1.\n"
    assert verify_chain().waiting == 0
