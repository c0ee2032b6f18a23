"""Pure rules of the public pages: size bands, and which members are most like a body."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

_OF_A_COMPANY = re.compile(r"\b(ltd|limited|plc|llp|llc|inc|cic|c\.i\.c|cio|gmbh)\.?$", re.I)
_OF_A_PARISH = re.compile(
    r"\b(parish|town|community|village) council$|\b(pc|tc)$|^cyngor (cymuned|tref|y dref)\b", re.I
)
_OF_A_GROUP = re.compile(r"\b(group|councillors|cllrs|party|opposition)$", re.I)
# Lower bound of each band, in residents; the last band has no upper bound.
SIZE_BANDS = {"small": 0, "medium": 100_000, "large": 250_000, "largest": 500_000}


@dataclass(frozen=True, slots=True)
class Traits:
    """What two bodies are compared by. `key` is handed back untouched."""

    key: int
    name: str
    kind: str
    nation: str = ""
    region: str = ""
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    traits: Traits
    same_kind: bool
    same_region: bool
    similar_size: bool
    points: int


def band_limits(band: str) -> tuple[int, int | None]:
    """The first number of residents in a band and the first above it."""
    bounds = [*SIZE_BANDS.values(), None]
    at = list(SIZE_BANDS).index(band)
    return SIZE_BANDS[band], bounds[at + 1]


def size_ratio(one: Traits, other: Traits) -> Fraction | None:
    """How many times larger the larger is; nothing where a population is not known."""
    if not one.population or not other.population:
        return None
    small, large = sorted((one.population, other.population))
    return Fraction(large, small)


def likeness(one: Traits, other: Traits) -> Likeness:
    """Kind weighs most (8), then region (4, or 1 for the nation alone), then size (3, 2 or 1).

    Size counts 3 within a quarter, 2 within a half and 1 within double. A kind says most about
    what a body may do; a region, whom it meets anyway; a size, what it can afford.
    """
    size = _likeness_in_size(one.population, other.population)
    same_kind = one.kind == other.kind
    same_region = bool(one.region) and one.region == other.region
    same_nation = bool(one.nation) and one.nation == other.nation
    points = 8 * same_kind + (4 if same_region else same_nation) + size
    return Likeness(other, same_kind, same_region, size > 0, points)


def _likeness_in_size(one: int | None, other: int | None) -> int:
    if not one or not other:
        return 0
    small, large = (one, other) if one < other else (other, one)
    return sum(4 * large <= limit * small for limit in (5, 6, 8))


def most_alike(one: Traits, others: Iterable[Traits], *, limit: int) -> list[Likeness]:
    """The likest first. Equals go by nearest size, then by name; one never resembles itself."""

    def order(found: Likeness) -> tuple[int, bool, Fraction, str]:
        ratio = size_ratio(one, found.traits)
        return -found.points, ratio is None, ratio or Fraction(0), found.traits.name

    compared = (likeness(one, other) for other in others if other.key != one.key)
    alike = [found for found in compared if found.points > 1]
    best = sorted((found.points for found in alike), reverse=True)[:limit]
    return sorted((found for found in alike if found.points >= best[-1]), key=order)[:limit]


def in_short(value: int, *, pounds: bool = False) -> str:
    """A number as it reads aloud: 32, 9.4m, £17.7bn. Halves round up."""
    sign = "£" if pounds else ""
    for unit, size in (("bn", 10**9), ("m", 10**6)):
        if value >= size:
            tenths = (value * 10 + size // 2) // size
            return f"{sign}{tenths // 10}.{tenths % 10}{unit}"
    return f"{sign}{value:,}"


def reads_like_a_company(name: str) -> bool:
    """By its ending: "Stroud Council Limited" is not Stroud's council."""
    return bool(_OF_A_COMPANY.search(name.strip()))


def reads_like_a_parish_council(name: str) -> bool:
    return bool(_OF_A_PARISH.search(name.strip()))


def reads_like_a_group(name: str) -> bool:
    return bool(_OF_A_GROUP.search(name.strip()))
