"""Writing the index: what holds at once, what the worker does, and that its counts stay right."""

import math
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.kernel.progress import quietly
from ccin.search.models import Audience, Facet, IndexEntry, IndexSize, Posting, Word
from ccin.search.operations import rebuild_words, remove_entry, weigh_due, write_entry
from ccin.search.reads import find, is_any_due
from ccin.search.rules import Asked
from tests.search.entries import PUBLIC, WORKER, entry, indexed, weigh

pytestmark = pytest.mark.django_db


def index() -> tuple[dict[str, int], int, int, dict[tuple[str, str], float]]:
    """Everything the index says of words, but for the keys of its rows."""
    size = IndexSize.objects.get()
    shares = Posting.objects.values_list("entry__key", "word__stem", "weight")
    return (
        dict(Word.objects.values_list("stem", "entries")),
        size.entries,
        size.words,
        {(key, stem): round(weight, 9) for key, stem, weight in shares},
    )


def counted() -> dict[str, int]:
    return dict(Counter(Posting.objects.values_list("word__stem", flat=True)))


def test_only_the_worker_weighs() -> None:
    with pytest.raises(PermissionDenied):
        weigh_due(by=Actor.public(), tell=quietly)


def test_the_counts_are_right_after_adding_changing_and_removing() -> None:
    indexed(entry("a", "Parks and ponds"), entry("b", "Parks"), entry("c", "Bins"))

    write_entry(entry("a", "Ponds and streams"))
    remove_entry("c")
    weigh()

    words, entries, length, _shares = index()
    assert words == {"and": 1, "pond": 1, "stream": 1, "park": 1}
    assert (entries, length) == (2, 6)
    assert not IndexEntry.objects.filter(key="c").exists()


def test_an_index_that_grew_and_changed_is_the_same_as_one_made_at_once() -> None:
    wanted = [entry(f"n{number}", f"Parks {number}", body="ponds " * number) for number in range(9)]
    for each in wanted:
        indexed(entry(each.key, "Something else", body="altogether different " * 5))
        indexed(each)
    grown = index()

    rebuild_words(by=WORKER, tell=quietly)
    rebuilt = index()
    rebuild_words(by=WORKER, tell=quietly)

    assert grown[:3] == rebuilt[:3] == index()[:3]
    assert rebuilt == index()


def test_rebuilding_counts_right_what_was_wrong() -> None:
    indexed(entry("a", "Parks"), entry("b", "Parks and bins"))
    right = index()
    Word.objects.update(entries=7)
    Word.objects.create(stem="orphan", entries=3)
    IndexSize.objects.update(entries=99, words=99)

    rebuild_words(by=WORKER, tell=quietly)

    assert index() == right


def test_what_is_written_again_unchanged_costs_no_work() -> None:
    same = entry("a", "Parks", facets=(("theme", "Green"),))
    indexed(same)
    added_at = IndexEntry.objects.get().added_at

    write_entry(same)

    assert not is_any_due()
    assert IndexEntry.objects.get().added_at == added_at


def test_audience_and_facets_are_what_was_written_last() -> None:
    write_entry(entry("a", "Parks", facets=(("theme", "Green"), ("year", "2026"))))

    write_entry(
        entry(
            "a",
            "Parks",
            audience=frozenset({"members", "staff"}),
            denied=frozenset({"org:7"}),
            facets=(("theme", "Green"), ("theme", "Health"), ("region", "")),
        )
    )

    assert set(Audience.objects.values_list("token", "denied")) == {
        ("members", False),
        ("staff", False),
        ("org:7", True),
    }
    assert set(Facet.objects.values_list("name", "value")) == {
        ("theme", "Green"),
        ("theme", "Health"),
    }


def test_an_entry_that_comes_back_is_new() -> None:
    indexed(entry("a", "Parks"))
    first = IndexEntry.objects.get().added_at
    remove_entry("a")
    remove_entry("a")

    indexed(entry("a", "Parks"))

    again = IndexEntry.objects.get()
    assert (again.added_at > first, again.removed, again.title) == (True, False, "Parks")
    assert [hit.key for hit in find(Asked("parks"), PUBLIC).hits] == ["a"]


def test_a_removed_entry_leaves_none_of_its_words() -> None:
    indexed(entry("a", "Aurelia Quillfeather", also="treasurer", summary="Leader", body="Chair"))

    remove_entry("a")

    kept = IndexEntry.objects.get()
    assert (kept.title, kept.also, kept.summary, kept.body) == ("", "", "", "")
    weigh()
    assert (Word.objects.count(), Posting.objects.count(), IndexEntry.objects.count()) == (0, 0, 0)


def test_removing_what_was_never_written_is_nothing() -> None:
    remove_entry("nothing")

    assert not IndexEntry.objects.exists()


def test_what_no_database_keeps_is_left_out() -> None:
    indexed(entry("a", "Par\0ks \ud800and ponds"))

    assert IndexEntry.objects.get().title == "Parks and ponds"


def test_progress_is_told_batch_by_batch() -> None:
    told: list[tuple[int, int]] = []
    for number in range(220):
        write_entry(entry(f"n{number}", "Parks"))

    done = weigh_due(by=WORKER, tell=lambda done, total=0, words="": told.append((done, total)))

    assert (done, told) == (220, [(100, 220), (200, 220), (220, 220)])


def test_a_share_is_that_of_bm25() -> None:
    indexed(entry("a", "", body="parks parks ponds"), entry("b", "", body="bins"))

    [share] = Posting.objects.filter(word__stem="park").values_list("weight", flat=True)
    expected = 2 * 2.2 / (2 + 1.2 * (1 - 0.75 + 0.75 * 3 / 2))

    assert math.isclose(share, expected)


def test_many_are_weighed_once_however_unlike_the_rest_the_first_hundred_are() -> None:
    for number in range(200):
        write_entry(entry(f"a:{number}", body="word " * (10 if number < 100 else 90)))

    weighed = weigh()

    size = IndexSize.objects.get()
    assert weighed == 200
    assert size.average == pytest.approx(size.words / size.entries, rel=0.05)


def test_when_entries_grow_longer_all_are_weighed_by_the_new_average() -> None:
    indexed(entry("a", "", body="parks"))

    indexed(entry("b", "", body="ponds " * 99))

    assert IndexSize.objects.get().average == 50
    [share] = Posting.objects.filter(word__stem="park").values_list("weight", flat=True)
    assert math.isclose(share, 2.2 / (1 + 1.2 * (1 - 0.75 + 0.75 * 1 / 50)))


def test_counts_are_never_taken_on_trust() -> None:
    indexed(*[entry(f"n{number}", f"Parks {number % 3}") for number in range(60)])

    assert dict(Word.objects.values_list("stem", "entries")) == counted()
