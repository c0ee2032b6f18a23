"""What a question is about, who is likely to know, and when it is time for the next step. Plain
Python: codes and values, no words for people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ccin.discussion.rules.asking import AskingTerms
from ccin.search.rules.analysis import WORDS, stem_of

Because = tuple[str, ...]  # a code and its values
SHOWN_REASONS = 3  # of each kind: nobody reads more

# What each reason says of somebody: the network's proposal, strongest first. A role alone makes
# nobody likely to know; it decides between people of one organisation.
WEIGHTS = {
    "contact": 8,  # whom to ring about a resource on the theme
    "answered": 6,  # answered a question on the theme
    "uses": 6,  # whom to ring about the adoption of one
    "published": 4,  # their organisation published on the theme
    "adopted": 3,  # their organisation adopted something on the theme
    "offers": 2,  # their organisation says that it can help with it
}
ROLES = {"lead_officer": 3, "policy_officer": 3, "portfolio_holder": 2, "representative": 1}
MAIN_CONTACT = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who stands for a member today, and what speaks for asking them."""

    person: int
    organisation: int
    role: str = ""
    is_primary: bool = False
    because: tuple[Because, ...] = ()

    @property
    def score(self) -> int:
        """Each reason counts, a second of its kind for half, and a third for no more."""
        total = 0
        for code, weight in WEIGHTS.items():
            times = sum(reason[0] == code for reason in self.because)
            total += 2 * min(times, 1) * weight + weight * (times > 1)
        return total + ROLES.get(self.role, 0) + MAIN_CONTACT * self.is_primary if total else 0


def likely(
    candidates: Iterable[Candidate], *, not_of: int | None, at_most: int | None = None
) -> list[Candidate]:
    """Who is likely to know, likeliest first, one of each organisation and none of the asker's.

    One person who stands for several organisations comes once, with what speaks for them most.
    """
    found: list[Candidate] = []
    for each in sorted(candidates, key=lambda each: (-each.score, each.organisation, each.person)):
        if not each.score or each.organisation == not_of:
            continue
        if any(each.person == one.person for one in found):
            continue
        if any(each.organisation == one.organisation for one in found):
            continue
        found.append(each)
    return found[:at_most]


def kept_reasons(because: Iterable[Because]) -> tuple[Because, ...]:
    """The strongest reasons, a few of each kind, none twice."""
    kept: list[Because] = []
    for reason in sorted(dict.fromkeys(because), key=lambda each: -WEIGHTS.get(each[0], 0)):
        if sum(reason[0] == one[0] for one in kept) < SHOWN_REASONS:
            kept.append(reason)
    return tuple(kept)


def themes_in(text: str, vocabulary: Mapping[int, Iterable[str]]) -> list[int]:
    """The themes of which a name or a synonym stands in the words, those met most often first.

    Compared by the stems of their words in the order in which they stand, so that "housing
    co-operatives" is met by "a housing co-operative".
    """
    words = stems(text)
    met = {
        theme: sum(_times(stems(phrase), words) for phrase in phrases)
        for theme, phrases in vocabulary.items()
    }
    return sorted((theme for theme, times in met.items() if times), key=lambda key: -met[key])


def stems(text: str) -> list[str]:
    return [stem for word in WORDS.findall(text) if (stem := stem_of(word))]


def _times(phrase: Sequence[str], words: Sequence[str]) -> int:
    length = len(phrase)
    if not length:
        return 0
    return sum(
        list(words[start : start + length]) == list(phrase)
        for start in range(len(words) - length + 1)
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an open question has come."""

    since: date  # asked, or asked again by staff
    asked: int
    waiting: int  # asked, and neither replied nor passed
    last_asked_at: datetime | None
    replies: int


WorkingDaysAfter = Callable[[date, int], date]


def is_second_wave_due(
    standing: Standing, terms: AskingTerms, day: date, after: WorkingDaysAfter
) -> bool:
    """When those who were asked first cannot help or have had their days; never after a reply."""
    if standing.replies or standing.asked >= terms.at_most:
        return False
    if standing.last_asked_at is None or not standing.waiting:
        return True
    return day > after(standing.last_asked_at.date(), terms.second_wave_after)


def is_for_staff(
    standing: Standing, terms: AskingTerms, day: date, after: WorkingDaysAfter
) -> bool:
    return not standing.replies and day > after(standing.since, terms.to_staff_after)
