"""What is shown of the entries of one page: title and passage with their words marked, and why."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.functions import Substr

from ccin.search.models import IndexEntry
from ccin.search.reads.matching import rows_of
from ccin.search.reads.words import Sought
from ccin.search.rules import Hit, Reason, Where
from ccin.search.rules.showing import mark, places_of, snippet_of

LOOKED_AT = 20_000  # characters of a text, for the passage that is shown of it
SHOWN = ("key", "kind", "title", "summary", "url", "dated_on", "dated_by_year", "fictional")
POSTINGS = """
    SELECT p.entry_id, p.word_id FROM search_posting p
    WHERE p.word_id IN ({words}) AND p.entry_id IN ({entries})
"""


def hits_of(entries: Sequence[int], question: Sought) -> list[Hit]:
    """In the order given; two queries, however many."""
    if not entries:
        return []
    begun = IndexEntry.objects.order_by().annotate(beginning=Substr("body", 1, LOOKED_AT))
    rows = begun.filter(pk__in=entries).values_list("pk", *SHOWN, "beginning", named=True)
    by_key = {row.pk: row for row in rows}
    held: dict[int, set[int]] = {}
    if question.rarities:
        statement = POSTINGS.format(words=_listed(question.rarities), entries=_listed(entries))
        for entry, word in rows_of(statement, []):
            held.setdefault(entry, set()).add(word)
    return [
        _hit(by_key[entry], question, held.get(entry, set()))
        for entry in entries
        if entry in by_key
    ]


def _listed(keys: Iterable[int]) -> str:
    return ", ".join(map(str, keys))


def _hit(row: Any, question: Sought, held: set[int]) -> Hit:
    stems = question.stems
    title, *texts = [
        (text, places_of(stems, text)) for text in (row.title, row.summary, row.beginning)
    ]
    return Hit(
        key=row.key,
        kind=row.kind,
        title=mark(*title),
        snippet=snippet_of(texts, stems),
        url=row.url,
        reasons=_reasons(
            {stems[place.stem] for place in title[1]},
            {stems[place.stem] for _text, places in texts for place in places},
            question,
            held,
        ),
        lacks=tuple(spelt for word, spelt in question.spelt.items() if held and word not in held),
        dated_on=row.dated_on,
        dated_by_year=row.dated_by_year,
        fictional=row.fictional,
    )


def _reasons(
    in_title: set[str], in_text: set[str], question: Sought, held: set[int]
) -> tuple[Reason, ...]:
    """Words of the title; others of the text; and those that stand in neither, but are what people
    say for the same thing. What holds none was found by what it means."""
    if question.stamp and not held:
        return (Reason(Where.MEANING),)
    elsewhere = {question.spelt[word] for word in held} - in_title - in_text
    given = (
        (Where.TITLE, in_title),
        (Where.TEXT, in_text - in_title),
        (Where.ALSO, elsewhere),
    )
    order = list(question.stems.values())
    return tuple(
        Reason(where, tuple(sorted(words, key=order.index))) for where, words in given if words
    )
