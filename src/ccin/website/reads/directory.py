"""The directory: who is in membership on a day, searched and filtered."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Sum

from ccin.members.models import SupporterTally
from ccin.members.states import MEMBER_CLASSES, MembershipClass
from ccin.register.reads import find_authorities
from ccin.register.rules import fold
from ccin.website.reads.network import Listed, Network
from ccin.website.reasons import CLASS_WORDS
from ccin.website.rules import band_limits

PER_PAGE = 100
# The look of each class, as on the map.
LOOKS = {"full": "good", "associate": "waiting", "affiliate": "plain", "supporter": "quiet"}


@dataclass(frozen=True, slots=True)
class Directory:
    on: date
    page: Page[Listed]
    reading: str  # "We read “oldam” as Oldham.", where a name was read otherwise than typed
    by_class: Mapping[str, int]  # real bodies on that day, whatever is filtered
    fictional: int
    named_supporters: int
    unnamed_supporters: int

    @property
    def members(self) -> int:
        return sum(self.by_class.values())

    @property
    def rows(self) -> Iterator[tuple[Listed, str, str]]:
        """Each with its class in one word, and the look of that class."""
        for one in self.page:
            held = one.membership_class
            yield one, str(CLASS_WORDS[held]), LOOKS[held]


def directory(network: Network, wanted: Mapping[str, Any], *, number: str = "1") -> Directory:
    """`wanted` holds the form's clean values; what is missing does not filter."""
    fits = _filter(wanted)
    found = [one for one in network.listed if fits(one)]
    reading = ""
    if wanted.get("q"):
        found, reading = _named(found, network, wanted["q"])
    counts = Counter(one.membership_class for one in network.listed if not one.fictional)
    return Directory(
        on=network.on,
        page=Paginator(found, PER_PAGE).get_page(number),
        reading=reading,
        by_class={name: counts[name] for name in MEMBER_CLASSES},
        fictional=sum(one.fictional for one in network.listed),
        named_supporters=counts[MembershipClass.SUPPORTER],
        unnamed_supporters=_tally(network.on),
    )


def places(network: Network) -> tuple[list[str], list[str]]:
    """The nations and regions of those in a class that day."""
    nations = {one.nation for one in network.listed if one.nation}
    regions = {one.region for one in network.listed if one.region} - nations
    return sorted(nations), sorted(regions)


def _filter(wanted: Mapping[str, Any]) -> Callable[[Listed], bool]:
    chosen = wanted.get("membership_class")
    classes = {chosen} if chosen else set(MEMBER_CLASSES)
    same = [(name, wanted[name]) for name in ("kind", "nation", "region") if wanted.get(name)]
    at_least, below = band_limits(wanted["size"]) if wanted.get("size") else (None, None)

    def fits(one: Listed) -> bool:
        if one.membership_class not in classes:
            return False
        if at_least is not None and not _within(one.population, at_least, below):
            return False
        return all(getattr(one, name) == value for name, value in same)

    return fits


def _within(people: int | None, at_least: int, below: int | None) -> bool:
    return people is not None and people >= at_least and (below is None or people < below)


def _named(found: list[Listed], network: Network, text: str) -> tuple[list[Listed], str]:
    """Those with every word of the text in one of their names; if there are none, those that the
    register recognises in it, as misspelt."""
    words = fold(text).split()
    exact = [one for one in found if any(_holds(name, words) for name in network.folded[one.pk])]
    if exact or not words:
        return exact, ""
    guesses = find_authorities(text, on=network.on, limit=5)
    meant = {guess.authority.pk: str(guess.reading) for guess in guesses}
    near = [one for one in found if one.authority in meant]
    return near, meant[near[0].authority or 0] if near else ""


def _holds(name: str, words: list[str]) -> bool:
    return all(word in name for word in words)


def _tally(day: date) -> int:
    current = SupporterTally.objects.filter(starts_on__lte=day).exclude(ends_on__lt=day)
    return current.aggregate(total=Sum("count"))["total"] or 0
