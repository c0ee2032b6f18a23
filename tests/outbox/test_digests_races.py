"""Two workers at one digest night: each reader gets one."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from time_machine import travel

from ccin.outbox.models import Digest, Letter, Telling
from ccin.outbox.operations.digests import send_digests
from ccin.outbox.operations.writing import Recipient
from tests.actors import WORKER
from tests.outbox.test_digests_operations import Everybody
from tests.outbox.told import say, with_our_templates

pytestmark = pytest.mark.django_db(transaction=True)


def test_workers_that_race_write_to_nobody_twice_and_leave_nobody_out(settings) -> None:
    with_our_templates(settings)
    people = [Recipient(f"p{n}@council.example", "", f"person:{n}") for n in range(1, 31)]
    with travel("2026-11-23T12:00Z"):
        say(to=people)

    def work(_number: int) -> int:
        try:
            return send_digests(Everybody(), by=WORKER)
        finally:
            connections.close_all()

    with travel("2026-11-24T07:00Z"), ThreadPoolExecutor(3) as together:
        written = list(together.map(work, range(3)))

    assert sum(written) == 30
    assert set(Counter(Letter.objects.values_list("to_key", flat=True)).values()) == {1}
    assert Digest.objects.count() == Letter.objects.count() == 30
    assert set(Telling.objects.values_list("state", flat=True)) == {"gathered"}
