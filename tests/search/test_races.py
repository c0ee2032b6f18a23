"""Writers and workers at once: the index is whole, its counts right, and nobody waits in a ring."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ccin.search.models import IndexEntry, IndexSize, Posting, Word
from ccin.search.operations import remove_entry, write_entry
from tests.search.entries import entry, weigh

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> None:
    def one(act: Callable[[], object]) -> None:
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as together:
        list(together.map(one, acts))


def test_two_workers_weigh_each_entry_once() -> None:
    for number in range(220):
        write_entry(entry(f"n{number}", "Parks and ponds"))

    at_once(weigh, weigh)

    assert dict(Word.objects.values_list("stem", "entries")) == {
        "park": 220,
        "and": 220,
        "pond": 220,
    }
    assert (Posting.objects.count(), IndexSize.objects.get().entries) == (660, 220)


def test_what_is_changed_and_removed_while_it_is_weighed_comes_out_right() -> None:
    for number in range(60):
        write_entry(entry(f"n{number}", f"Parks {number}"))

    def change() -> None:
        for number in range(0, 60, 2):
            write_entry(entry(f"n{number}", f"Ponds {number}"))

    def remove() -> None:
        for number in range(59, 0, -3):
            remove_entry(f"n{number}")

    at_once(weigh, change, remove, weigh)
    weigh()

    counted = Counter(Posting.objects.values_list("word__stem", flat=True))
    assert dict(Word.objects.values_list("stem", "entries")) == dict(counted)
    assert IndexSize.objects.get().entries == IndexEntry.objects.count()
    assert not IndexEntry.objects.filter(removed=True).exists()


def test_the_same_entry_written_twice_at_once_is_one_entry() -> None:
    at_once(*[lambda: write_entry(entry("a", "Parks", facets=(("theme", "Green"),)))] * 4)

    kept = IndexEntry.objects.get()
    assert (kept.audience.count(), kept.facets.count()) == (1, 1)
