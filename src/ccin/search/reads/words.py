"""The words of a question as the index knows them: which it holds, and what the others may mean.

A word counts as held only where an entry holds it that the reader may see: neither a correction nor
a word said to be unknown tells of anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ccin.search.models import IndexEntry, IndexSize, Posting
from ccin.search.reads.matching import Held, Holding, held_words
from ccin.search.reads.vocabulary import vocabulary
from ccin.search.rules import Correction
from ccin.search.rules.analysis import fold, stem_of, stop_stems
from ccin.search.rules.asking import Question, question_in
from ccin.search.rules.spelling import nearest_spellings
from ccin.search.rules.weighing import rarity

MOST_CORRECTED = 5  # of the words of a question
TELLING_WORDS = 25  # of an entry that others are like


@dataclass(frozen=True, slots=True)
class Sought:
    """By the key of each word: how rare it is times how often it was asked for, and its spelling in
    the question; by stem, the spelling too."""

    rarities: Mapping[int, float] = field(default_factory=dict)
    spelt: Mapping[int, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
    corrected: tuple[Correction, ...] = ()
    unheld: tuple[str, ...] = ()
    is_cut: bool = False
    stamp: UUID | str | None = None  # of the index, for what each process keeps of it

    @property
    def is_empty(self) -> bool:
        return not self.rarities

    @property
    def weight(self) -> float:
        return sum(self.rarities.values())


NOTHING_SOUGHT = Sought()


def sought(words: str, tokens: frozenset[str]) -> Sought:
    question = question_in(words)
    if not question.times:
        return Sought(is_cut=question.is_cut)
    holding = held_words(question.times, tokens)
    held = holding.words
    meant = _corrections(question, holding, tokens)
    times: dict[Held, int] = {}
    spelt: dict[str, str] = {}
    for stem, count in question.times.items():
        word = held.get(stem) or meant.get(stem)
        if word:
            times[word] = times.get(word, 0) + count
            spelt.setdefault(word.stem, question.spelt[stem] if stem in held else _shown(word))
    return Sought(
        rarities={
            word.key: count * rarity(holding=word.entries, entries=holding.entries)
            for word, count in times.items()
        },
        spelt={word.key: spelt[word.stem] for word in times},
        stems=spelt,
        corrected=tuple(
            Correction(question.spelt[stem], _shown(word)) for stem, word in meant.items()
        ),
        unheld=tuple(
            word for stem, word in question.spelt.items() if stem not in held and stem not in meant
        ),
        is_cut=question.is_cut,
        stamp=holding.stamp,
    )


def telling_words(entry: IndexEntry) -> dict[int, float]:
    """The words that say most of an entry, each with its rarity."""
    size = IndexSize.objects.first() or IndexSize()
    postings = Posting.objects.filter(entry=entry).order_by("word__stem")
    telling = sorted(
        (
            (-weight * rarity(holding=entries, entries=size.entries), stem, word, entries)
            for word, stem, entries, weight in postings.values_list(
                "word", "word__stem", "word__entries", "weight"
            )
            if stem not in stop_stems()
        ),
    )
    return {
        word: rarity(holding=entries, entries=size.entries)
        for _weight, _stem, word, entries in telling[:TELLING_WORDS]
    }


def _corrections(question: Question, holding: Holding, tokens: frozenset[str]) -> dict[str, Held]:
    """For words that nothing holds: the nearest that something does, of equals the commonest."""
    unheld = [stem for stem in question.times if stem not in holding.words][:MOST_CORRECTED]
    if not unheld:
        return {}
    known = vocabulary(holding.stamp)
    near = {
        stem: [
            (slips, stem_of(spelling))
            for spelling, slips in nearest_spellings(fold(question.spelt[stem]), known)
        ]
        for stem in unheld
    }
    candidates = {candidate for found in near.values() for _slips, candidate in found}
    words = held_words(candidates, tokens).words if candidates else {}
    best = {
        stem: min(
            ((slips, -words[each].entries, each) for slips, each in found if each in words),
            default=None,
        )
        for stem, found in near.items()
    }
    return {stem: words[choice[2]] for stem, choice in best.items() if choice}


def _shown(word: Held) -> str:
    return word.spellings.split(" ", maxsplit=1)[0] or word.stem
