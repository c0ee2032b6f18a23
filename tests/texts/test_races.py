"""Several write at once: one gets through, the others are told and get their words back."""

import pytest

from ccin.access.actor import Actor
from ccin.texts.models import Text
from ccin.texts.operations.writing import save_text, take_lease, write_text
from tests.actors import EDITOR
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_four_saves_over_the_version_that_all_have_read() -> None:
    text = write_text("One.", by=EDITOR)
    words = iter(["A.", "B.", "C.", "D."])

    told = at_once(
        lambda: save_text(Text.objects.get(pk=text.pk), next(words), version=1, by=EDITOR)
    )

    assert told == ["Stale", "Stale", "Stale", "done"]
    assert text.versions.count() == 2


def test_one_of_four_takes_the_pen() -> None:
    text = write_text("One.", by=EDITOR)
    people = iter([Actor(f"account:test-{number}", f"Writer {number}") for number in range(4)])

    told = at_once(lambda: take_lease(Text.objects.get(pk=text.pk), by=next(people)))

    assert told == ["Refused", "Refused", "Refused", "done"]
