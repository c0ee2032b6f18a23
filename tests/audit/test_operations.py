from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from time_machine import travel

from ccin.audit.models import Concern, Detail, Entry, Seal
from ccin.audit.operations import erase_details, record, seal_entries
from ccin.audit.reads.chain import verify_chain
from ccin.audit.rules import GENESIS
from ccin.members.models import Person
from tests.actors import ADMINISTRATOR, OFFICER, WORKER

pytestmark = pytest.mark.django_db


def a_person(name: str = "Ada Byron") -> Person:
    return Person.objects.create(name=name)


def test_an_entry_keeps_who_did_what_to_which_records() -> None:
    person, colleague = a_person(), a_person("Mary Somerville")

    entry = record(OFFICER, "members.person_added", person, concerning=[colleague], since="2026")

    entry.refresh_from_db()
    assert (entry.actor_key, entry.event) == (OFFICER.key, "members.person_added")
    assert entry.subject == ("members.Person", str(person.pk))
    assert entry.values == {"since": "2026"}
    assert [(each.kind, each.key) for each in entry.concerns.all()] == [
        ("members.Person", str(colleague.pk))
    ]
    assert not Detail.objects.exists()


def test_personal_values_stand_apart_bound_by_a_hash() -> None:
    entry = record(OFFICER, "members.person_added", a_person(), personal={"name": "Ada Byron"})

    assert entry.values == {}
    assert entry.detail.values == {"name": "Ada Byron"}
    assert len(entry.detail_hash) == 64


def test_dates_and_amounts_may_be_recorded_as_they_are() -> None:
    entry = record(OFFICER, "members.person_added", a_person(), since=date(2026, 4, 1))

    assert entry.values == {"since": "2026-04-01"}


@pytest.mark.parametrize("model", [Entry, Concern, Seal, Detail])
def test_the_database_refuses_to_change_or_delete_what_was_recorded(
    model: type[models.Model],
) -> None:
    person = a_person()
    record(OFFICER, "members.person_added", person, concerning=[person], personal={"name": "Ada"})
    seal_entries(by=WORKER)
    rows = model._default_manager.all()
    field = {Entry: "event", Concern: "kind", Seal: "hash", Detail: "salt"}[model]

    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        rows.update(**{field: "forged"})
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        rows._raw_delete(rows.db)

    assert rows.count() == 1


@pytest.mark.parametrize("model", [Entry, Concern, Seal, Detail])
def test_postgresql_refuses_to_empty_the_tables_too(model: type[models.Model]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")

    with (
        pytest.raises(IntegrityError, match="cannot be changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize(
    "change",
    [
        {"values": {"name": "Eve"}},
        {"values": {"name": "Eve"}, "salt": "", "erased_at": timezone.now()},
        {"values": {}, "erased_at": timezone.now()},
        {"values": {}, "salt": ""},
    ],
)
def test_the_only_change_a_detail_may_see_is_being_erased(change: dict[str, object]) -> None:
    record(OFFICER, "members.person_added", a_person(), personal={"name": "Ada"})

    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        Detail.objects.update(**change)


def test_what_was_erased_stays_erased() -> None:
    person = a_person()
    record(OFFICER, "members.person_added", person, personal={"name": "Ada"})
    erase_details(person, by=OFFICER)

    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        Detail.objects.update(erased_at=None)


def test_entries_are_sealed_in_order_each_on_the_one_before() -> None:
    first, second = (record(OFFICER, "members.person_added", a_person()) for _ in range(2))

    assert seal_entries(by=WORKER) == 2
    third = record(OFFICER, "members.person_added", a_person())
    assert seal_entries(by=WORKER) == 1

    seals = list(Seal.objects.order_by("position"))
    assert [(seal.position, seal.entry_id) for seal in seals] == [
        (1, first.pk),
        (2, second.pk),
        (3, third.pk),
    ]
    assert [seal.previous for seal in seals] == [GENESIS, seals[0].hash, seals[1].hash]
    assert seal_entries(by=WORKER) == 0


def test_more_entries_than_one_batch_are_all_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccin.audit.operations.BATCH", 2)
    for _ in range(5):
        record(OFFICER, "members.person_added", a_person())

    assert seal_entries(by=WORKER) == 5
    assert verify_chain().holds


def test_an_entry_far_behind_the_last_seal_is_found_by_looking_thoroughly() -> None:
    with travel("2026-01-01T09:00Z"):
        late = record(OFFICER, "members.person_added", a_person())
    record(OFFICER, "members.person_added", a_person())
    seal_entries(by=WORKER)
    with travel("2026-01-01T10:00Z"):
        later = record(OFFICER, "members.person_added", a_person())

    assert seal_entries(by=WORKER) == 0
    assert seal_entries(thoroughly=True, by=WORKER) == 1

    assert [late.seal.position, later.seal.position] == [1, 3]


def test_a_worker_that_was_away_for_weeks_seals_all_that_waits() -> None:
    for day in ("2026-01-01", "2026-01-20", "2026-02-20"):
        with travel(f"{day}T09:00Z"):
            record(OFFICER, "members.person_added", a_person())
            if day == "2026-01-01":
                seal_entries(by=WORKER)

    assert seal_entries(by=WORKER) == 2


def test_only_the_worker_seals() -> None:
    record(OFFICER, "members.person_added", a_person())

    with pytest.raises(PermissionDenied):
        seal_entries(by=OFFICER)

    assert not Seal.objects.exists()


def test_a_person_can_be_erased_and_the_chain_still_holds() -> None:
    person, colleague = a_person(), a_person("Mary Somerville")
    about = record(OFFICER, "members.person_added", person, personal={"name": "Ada Byron"})
    concerned = record(
        OFFICER, "members.person_added", colleague, concerning=[person], personal={"with": "Ada"}
    )
    other = record(OFFICER, "members.person_added", colleague, personal={"name": "Mary"})
    seal_entries(by=WORKER)

    assert erase_details(person, by=OFFICER) == 2

    for entry in (about, concerned):
        entry.detail.refresh_from_db()
        assert (entry.detail.values, entry.detail.salt) == ({}, "")
        assert entry.detail.erased_at
    other.detail.refresh_from_db()
    assert other.detail.values == {"name": "Mary"}
    seal_entries(by=WORKER)
    report = verify_chain()
    assert (report.holds, report.sealed, report.erased) == (True, 4, 2)
    assert Entry.objects.filter(event="audit.details_erased").get().values == {"entries": 2}


def test_erasing_twice_erases_nothing_more() -> None:
    person = a_person()
    record(OFFICER, "members.person_added", person, personal={"name": "Ada"})

    assert [erase_details(person, by=OFFICER) for _ in range(2)] == [1, 0]


def test_erasing_needs_the_permission_to_erase_people() -> None:
    person = a_person()
    entry = record(OFFICER, "members.person_added", person, personal={"name": "Ada"})

    with pytest.raises(PermissionDenied):
        erase_details(person, by=ADMINISTRATOR)

    entry.detail.refresh_from_db()
    assert entry.detail.values == {"name": "Ada"}
