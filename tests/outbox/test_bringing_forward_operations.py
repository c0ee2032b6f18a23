"""Digests of an earlier day, brought forward."""

from collections.abc import Collection
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from ccin.outbox.models import Digest, Letter, Notice, Telling
from ccin.outbox.operations.bringing_forward import date_digests, date_notices
from ccin.outbox.operations.digests import send_digests
from ccin.outbox.rules.digests import Standing
from tests.actors import OFFICER, WORKER
from tests.factories import NoticeFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 7, 30, tzinfo=UTC)


def everybody(keys: Collection[str]) -> dict[str, Standing]:
    return {key: Standing(key, "Ada", "ada@council.example", frozenset({"a"})) for key in keys}


def test_an_earlier_digest_holds_what_was_there_then_and_is_never_sent() -> None:
    for kind in ("earlier", "later"):
        notice = NoticeFactory(kind=f"letters.{kind}", audience=["a"])
        Telling.objects.create(notice=notice, to_key="person:7")

    assert date_notices(["letters.earlier"], MONDAY, by=WORKER) == 1
    assert send_digests(everybody, at=TUESDAY, by=WORKER) == 1
    date_digests(date(2026, 11, 17), TUESDAY, by=WORKER)

    states = Telling.objects.values_list("notice__kind", "state")
    assert dict(states) == {"letters.earlier": "gathered", "letters.later": "held"}
    letter = Letter.objects.get()
    assert (letter.state, letter.written_at) == ("kept", TUESDAY)
    assert Digest.objects.get().day == date(2026, 11, 17)
    assert date_notices(["letters.earlier"], TUESDAY, by=WORKER) == 0
    assert Notice.objects.get(kind="letters.earlier").written_at == MONDAY


def test_only_a_machine_dates_what_people_were_told() -> None:
    with pytest.raises(PermissionDenied):
        date_notices(["letters.earlier"], MONDAY, by=OFFICER)
    with pytest.raises(PermissionDenied):
        date_digests(date(2026, 11, 17), TUESDAY, by=OFFICER)
