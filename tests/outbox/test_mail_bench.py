"""A tiny network lives through two weeks: what `bench/mail.py` counts is what people would get."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test.utils import override_settings

from bench.mail import DIGEST, TOO_MANY, live_through, report
from bench.network import Size
from ccin.outbox.models import Letter
from ccin.outbox.states import SENT

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def by_words_alone() -> Iterator[None]:
    with override_settings(MEANING=False):
        yield


def test_a_tiny_network_gets_digests_and_its_update_and_each_has_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    count = live_through(Size(organisations=6, people=36, days=13), first=date(2026, 1, 19))

    middle = report(count)

    people = Letter.objects.filter(to_key__in=count.people).exclude(kind="accounts.code_sent")
    assert sum(count.by_week.values()) == people.count() == sum(count.reasons.values())
    assert set(people.values_list("state", flat=True)) == {SENT}
    assert count.reasons["at once: outbox.mailing_written (update)"] == 36
    assert people.filter(kind=DIGEST).exists()
    assert 0 < middle < TOO_MANY
    assert "each person in each week" in capsys.readouterr().out
