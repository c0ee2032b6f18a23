"""How plain a text is: how long its sentences are, and Flesch's reading ease, by counting alone.

Reading ease is R. Flesch's formula of 1948; syllables are counted as groups of vowels, which is
near enough for a hint. It measures sentences and words, not sense: a person judges that.
"""

import re
from dataclasses import dataclass
from enum import StrEnum, auto

FEWEST_WORDS = 30  # fewer cannot be measured fairly
LONG_SENTENCE, VERY_LONG_SENTENCE = 20, 27  # words on average
FAIR_EASE, HARD_EASE = 45, 25

_ADDRESS = re.compile(r"(https?://|www\.)\S+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s{0,8}(#{1,6}|[-*+>]|\d{1,3}[.)])\s+", re.MULTILINE)
_END = re.compile(r"[.!?…]+(?=[\s\"”’)]|$)|\n+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\d,.]*")
_VOWELS = re.compile(r"[aeiouyáàâäéèêëíìîïóòôöúùûüŵŷ]+")


class Plainness(StrEnum):
    TOO_SHORT = auto()
    PLAIN = auto()
    FAIR = auto()
    HARD = auto()


@dataclass(frozen=True, slots=True)
class Measure:
    words: int = 0
    sentences: int = 0
    syllables: int = 0
    longest: int = 0  # words of the longest sentence

    @property
    def words_a_sentence(self) -> int:
        return round(self.words / self.sentences) if self.sentences else 0

    @property
    def ease(self) -> int:
        """From 0, hard, to 100, easy."""
        if not self.words:
            return 100
        score = 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words
        return min(100, max(0, round(score)))

    @property
    def plainness(self) -> Plainness:
        if self.words < FEWEST_WORDS:
            return Plainness.TOO_SHORT
        if self.words_a_sentence > VERY_LONG_SENTENCE or self.ease < HARD_EASE:
            return Plainness.HARD
        if self.words_a_sentence > LONG_SENTENCE or self.ease < FAIR_EASE:
            return Plainness.FAIR
        return Plainness.PLAIN


def measured(text: str) -> Measure:
    """Of Markdown: marks and addresses do not count, a line that ends ends a sentence."""
    plain = _MARKS.sub("", _ADDRESS.sub(" ", _LINK.sub(r"\1", text)))
    sentences = [words for each in _END.split(plain) if (words := _WORD.findall(each))]
    every = [word for words in sentences for word in words]
    return Measure(
        words=len(every),
        sentences=len(sentences),
        syllables=sum(syllables_in(word) for word in every),
        longest=max((len(words) for words in sentences), default=0),
    )


def syllables_in(word: str) -> int:
    """Groups of vowels, but for an e that is silent at the end; at least one."""
    small = word.lower()
    groups = len(_VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups)


def is_address_only(text: str) -> bool:
    """Whether nothing is left once addresses are taken out: an answer by link is no answer."""
    return bool(text.strip()) and not _WORD.findall(_ADDRESS.sub(" ", _LINK.sub(" ", text)))
