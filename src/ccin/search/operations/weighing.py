"""The worker's part: weighing the words of entries that were written, changed or removed.

One worker at a time holds the row of the index's size; a second waits for it and finds nothing
left to do. Writers lock only their own entries, which the worker passes over while they are held,
and nobody but the worker touches words, so nobody waits for each other in a ring.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Sum

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.progress import Tell
from ccin.search.models import IndexEntry, IndexSize, Posting, Vector, Word
from ccin.search.reads import meaning
from ccin.search.rules import Entry
from ccin.search.rules.weighing import Contents, contents_of, has_drifted, shares

BATCH = 100  # entries of one transaction
ROWS = 300  # of one statement
LOOKED_UP = 900  # stems of one query
SAMPLED = 300  # entries, or up to twice as many, by which the average of many is foreseen
LONGEST_SPELLINGS = 400  # characters kept of how a word is spelt


def weigh_due(*, by: Actor, tell: Tell) -> int:
    """Weigh every entry that is due; interrupted, the next run goes on where this one stopped.

    Every share supposes an average length. If that has moved too far when all is weighed, all
    entries are due once more.
    """
    by.must(Permission.INDEX_WRITE)
    _foresee_average()
    total, done = IndexEntry.objects.filter(words_due=True).count(), 0
    while True:
        while weighed := _weigh_batch():
            done += weighed
            tell(done, max(total, done))
        due_again = _settle_average()
        if not due_again:
            return done
        total += due_again


def rebuild_words(*, by: Actor, tell: Tell) -> int:
    """Count everything exactly and weigh it anew; until it is done, all is found as before."""
    by.must(Permission.INDEX_WRITE)
    _recount()
    IndexEntry.objects.update(words_due=True)
    return weigh_due(by=by, tell=tell)


@transaction.atomic
def _weigh_batch() -> int:
    size = _locked_size()
    due = IndexEntry.objects.filter(words_due=True).order_by("pk")
    rows = list(due.select_for_update(skip_locked=True)[:BATCH])
    if not rows:
        return 0
    living = [row for row in rows if not row.removed]
    contents = [_contents(row) for row in living]
    _count_in(size, rows, living, contents)
    before = _take_out(rows)
    words = _words_for(contents)
    _write_postings(living, contents, words, average=size.average)
    after = Counter(words[stem] for each in contents for stem in each.counts)
    _change_counts(before, after)
    _execute(
        "UPDATE search_indexentry SET words_due = FALSE, length = weighed.column2 "
        "FROM (VALUES {values}) AS weighed WHERE search_indexentry.id = weighed.column1",
        "(%s, %s)",
        ((row.pk, round(each.length)) for row, each in zip(living, contents, strict=True)),
    )
    _write_vectors(rows, living)
    IndexEntry.objects.filter(pk__in=[row.pk for row in rows if row.removed]).delete()
    return len(rows)


def _locked_size() -> IndexSize:
    IndexSize.objects.get_or_create(pk=1)
    return IndexSize.objects.select_for_update().get(pk=1)


def _contents(row: IndexEntry) -> Contents:
    return contents_of(
        Entry(
            key=row.key,
            kind=row.kind,
            title=row.title,
            url=row.url,
            audience=frozenset(),
            summary=row.summary,
            body=row.body,
            also=row.also,
        )
    )


def _count_in(
    size: IndexSize,
    rows: Sequence[IndexEntry],
    living: Sequence[IndexEntry],
    contents: Sequence[Contents],
) -> None:
    """An entry counts from when it is first weighed, which its postings show."""
    weighed = set(
        Posting.objects.filter(entry__in=rows).order_by().values_list("entry", flat=True).distinct()
    )
    has_words = sum(1 for each in contents if each.counts)
    size.entries += has_words - len(weighed)
    size.words += sum(round(each.length) for each in contents)
    size.words -= sum(row.length for row in rows)
    size.average = size.average or size.words / max(size.entries, 1)
    size.stamp = uuid.uuid4()
    size.save()


def _take_out(rows: Sequence[IndexEntry]) -> Counter[int]:
    """Delete their postings; how many of them held each word."""
    postings = Posting.objects.filter(entry__in=rows)
    held = Counter(postings.order_by().values_list("word", flat=True))
    postings.delete()
    return held


def _words_for(contents: Iterable[Contents]) -> dict[str, int]:
    """The key of every stem; those the index did not know are made, with how they are spelt."""
    spellings: dict[str, set[str]] = {}
    for each in contents:
        for spelling, stem in each.spellings.items():
            spellings.setdefault(stem, set()).add(spelling)
    known: dict[str, int] = {}
    respelt = []
    for stems in _chunks(spellings, LOOKED_UP):
        rows = Word.objects.filter(stem__in=stems).order_by()
        for pk, stem, spelt in rows.values_list("pk", "stem", "spellings"):
            known[stem] = pk
            if not spellings[stem].issubset(spelt.split()):
                joined = _joined({*spellings[stem], *spelt.split()})
                if joined != spelt:
                    respelt.append((pk, joined))
    _execute(
        "UPDATE search_word SET spellings = changed.column2 "
        "FROM (VALUES {values}) AS changed WHERE search_word.id = changed.column1",
        "(%s, %s)",
        sorted(respelt),
    )
    made = Word.objects.bulk_create(
        Word(stem=stem, spellings=_joined(spellings[stem]))
        for stem in sorted(spellings.keys() - known.keys())
    )
    return known | {word.stem: word.pk for word in made}


def _joined(spellings: Iterable[str]) -> str:
    joined = ""
    for spelling in sorted(spellings, key=lambda each: (len(each), each)):
        if len(joined) + len(spelling) < LONGEST_SPELLINGS:
            joined = f"{joined} {spelling}".strip()
    return joined


def _write_postings(
    rows: Sequence[IndexEntry],
    contents: Sequence[Contents],
    words: Mapping[str, int],
    *,
    average: float,
) -> None:
    postings = (
        (words[stem], row.pk, share)
        for row, content in zip(rows, contents, strict=True)
        for stem, share in shares(content, average=average).items()
    )
    _execute(
        "INSERT INTO search_posting (word_id, entry_id, weight) VALUES {values}",
        "(%s, %s, %s)",
        postings,
    )


def _write_vectors(rows: Sequence[IndexEntry], living: Sequence[IndexEntry]) -> None:
    """What they mean, where the extra is there; without it, nothing of what they meant is left."""
    Vector.objects.filter(entry__in=rows).delete()
    known = meaning.model()
    if known and living:
        vectors = known.of([meaning.text_of(row) for row in living])
        batch = uuid.uuid4()
        Vector.objects.bulk_create(
            Vector(entry=row, values=values.tobytes(), source=known.source, batch=batch)
            for row, values in zip(living, vectors, strict=True)
        )


def _change_counts(before: Counter[int], after: Counter[int]) -> None:
    changes = {word: after[word] - before[word] for word in before.keys() | after.keys()}
    _execute(
        "UPDATE search_word SET entries = entries + changed.column2 "
        "FROM (VALUES {values}) AS changed WHERE search_word.id = changed.column1",
        "(%s, %s)",
        ((word, change) for word, change in sorted(changes.items()) if change),
    )
    gone = [word for word, change in changes.items() if change < 0]
    for words in _chunks(gone, LOOKED_UP):
        Word.objects.filter(pk__in=words, entries=0).delete()


@transaction.atomic
def _foresee_average() -> None:
    """Before many are weighed, suppose the average that they will have, by some of them: or all
    would be weighed twice whenever the first hundred are longer or shorter than the rest."""
    due = IndexEntry.objects.filter(words_due=True, removed=False)
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    if len(keys) <= BATCH:
        return
    size = _locked_size()
    sample = due.filter(pk__in=keys[:: max(1, len(keys) // SAMPLED)])
    lengths = [_contents(row).length for row in sample.iterator(BATCH)]
    if not lengths:
        return
    words = size.words + len(keys) * sum(lengths) / len(lengths)
    average = words / (size.entries + len(keys))
    if has_drifted(average, since=size.average):
        size.average = average
        size.save(update_fields=["average"])
        IndexEntry.objects.filter(words_due=False).update(words_due=True)


def _settle_average() -> int:
    """If the average length has moved too far from the one supposed, suppose it from now on and
    let all entries be weighed again; how many."""
    with transaction.atomic():
        size = _locked_size()
        average = size.words / size.entries if size.entries else 0.0
        if not has_drifted(average, since=size.average):
            return 0
        size.average = average
        size.save(update_fields=["average"])
        return IndexEntry.objects.filter(words_due=False).update(words_due=True)


@transaction.atomic
def _recount() -> None:
    size = _locked_size()
    weighed = Posting.objects.order_by().aggregate(entries=Count("entry", distinct=True))
    words = IndexEntry.objects.aggregate(words=Sum("length"))
    size.entries, size.words = weighed["entries"], words["words"] or 0
    size.average = size.words / size.entries if size.entries else 0
    size.stamp = uuid.uuid4()
    size.save()
    counted = Posting.objects.order_by().values("word").annotate(found=Count("pk"))
    right = dict(counted.values_list("word", "found"))
    wrong = [
        (word, right.get(word, 0) - entries)
        for word, entries in Word.objects.values_list("pk", "entries")
        if right.get(word, 0) != entries
    ]
    _change_counts(Counter(), Counter(dict(wrong)))
    Word.objects.filter(entries=0).delete()


def _execute(statement: str, row: str, values: Iterable[Sequence[int | float | str]]) -> None:
    """One statement for some hundred rows at a time."""
    waiting = iter(values)
    with connection.cursor() as cursor:
        while rows := list(islice(waiting, ROWS)):
            several = ", ".join([row] * len(rows))
            cursor.execute(
                statement.format(values=several), [value for each in rows for value in each]
            )


def _chunks(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    waiting = iter(things)
    while chunk := list(islice(waiting, size)):
        yield chunk
