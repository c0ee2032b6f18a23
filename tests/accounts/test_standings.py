from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.reads.actors import actor_for
from ccin.accounts.reads.standings import standings
from ccin.accounts.tasks import send_digests
from ccin.kernel.clock import today
from ccin.kernel.progress import quietly
from ccin.outbox.models import Letter, Telling
from ccin.search.rules import tokens_of
from tests.factories import (
    AccountFactory,
    AppointmentFactory,
    BelongingFactory,
    MembershipFactory,
    NoticeFactory,
    PersonFactory,
    RepresentationFactory,
    RoleHeldFactory,
)

pytestmark = pytest.mark.django_db


def a_member(**more: object) -> int:
    standing = RepresentationFactory(organisation=MembershipFactory().organisation, **more)
    return standing.person_id


def test_a_reader_holds_the_tokens_that_they_hold_on_the_site_and_those_of_their_groups() -> None:
    person = a_member()
    AppointmentFactory(person_id=person)
    account = AccountFactory(person_id=person)
    RoleHeldFactory(account=account, role=Role.EDITOR)
    group = BelongingFactory(person_id=person).group_id

    (standing,) = standings([f"person:{person}"]).values()

    on_the_site = tokens_of(actor_for(account, second_factor=True))
    assert standing.tokens == on_the_site | {f"group:{group}", f"account:{account.pk}"}


def test_a_record_and_its_account_are_one_reader() -> None:
    account = AccountFactory(person=PersonFactory(name="Ada Byron", email="ada@c.example"))
    keys = [f"account:{account.pk}", f"person:{account.person_id}"]

    found = standings(keys)

    assert found[keys[0]] is found[keys[1]]
    assert (found[keys[0]].key, found[keys[0]].keys) == (keys[1], frozenset(keys))
    assert (found[keys[0]].name, found[keys[0]].email) == ("Ada Byron", "ada@c.example")


def test_an_account_of_its_own_is_a_reader_and_a_record_without_address_reads_at_its_account() -> (
    None
):
    alone = AccountFactory(name="Idris Vaughan", email="idris@n.example")
    RoleHeldFactory(account=alone, role=Role.EDITOR)
    other = AccountFactory(person=PersonFactory(email=""), email="bea@c.example")

    found = standings([f"account:{alone.pk}", f"person:{other.person_id}"])

    assert "staff" in found[f"account:{alone.pk}"].tokens
    assert found[f"account:{alone.pk}"].email == "idris@n.example"
    assert found[f"person:{other.person_id}"].email == "bea@c.example"


def test_whoever_was_erased_merged_or_stopped_is_nobody() -> None:
    kept = PersonFactory()
    gone = [PersonFactory(erased_on=today()), PersonFactory(merged_into=kept)]
    stopped = AccountFactory(is_active=False)

    keys = [
        *(f"person:{each.pk}" for each in gone),
        f"account:{stopped.pk}",
        "enquiry:1",
        "person:",
    ]

    assert standings(keys) == {}


def test_a_record_that_was_merged_is_a_key_of_the_one_that_was_kept() -> None:
    kept = PersonFactory()
    other = PersonFactory(merged_into=kept)

    (standing,) = standings([f"person:{kept.pk}"]).values()

    assert standing.keys == {f"person:{kept.pk}", f"person:{other.pk}"}


def test_rights_end_with_the_last_membership() -> None:
    person = a_member(ends_on=today() - timedelta(1), end_reason="left_post")
    BelongingFactory(person_id=person)

    (standing,) = standings([f"person:{person}"]).values()

    assert standing.tokens == {"public", f"person:{person}"}


def test_a_hundred_readers_cost_as_many_queries_as_one() -> None:
    counted = []
    for count in (1, 10):
        keys = [f"person:{a_member()}" for _ in range(count)]
        AccountFactory(person_id=int(keys[0].removeprefix("person:")))
        with CaptureQueriesContext(connection) as queries:
            assert len(standings(keys)) == count
        counted.append(len(queries))

    assert counted == [7, 7]


def test_the_worker_gathers_for_those_who_may_read_today(time_machine) -> None:
    time_machine.move_to("2026-11-24T08:00Z", tick=False)
    reader, lapsed = (PersonFactory(email=f"{name}@c.example") for name in ("ada", "bea"))
    group = BelongingFactory(
        person=RepresentationFactory(
            person=reader, organisation=MembershipFactory().organisation
        ).person
    ).group
    notice = NoticeFactory(
        section=group.section, audience=[group.section], written_at="2026-11-23T08:00Z"
    )
    for each in (reader, lapsed):
        Telling.objects.create(notice=notice, to_key=f"person:{each.pk}")

    assert send_digests(Actor.command("accounts-digests"), quietly) == "Digests written: 1"
    assert send_digests(Actor.command("accounts-digests"), quietly) == ""

    assert list(Letter.objects.values_list("to_email", flat=True)) == ["ada@c.example"]
