"""What an allocation leaves behind: enough to explain each step and to check each number.

Amounts are whole numbers of the file's smallest unit, payments exact fractions of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Method(StrEnum):
    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


class Satisfaction(StrEnum):
    """What an approved project is worth to whoever approved it: what it costs, or one."""

    COST = "cost"
    CARDINALITY = "cardinality"


class Completion(StrEnum):
    """What is done with money that equal shares leave over."""

    NONE = "none"
    GREEDY = "greedy"
    ADD1 = "add1"


class Settled(StrEnum):
    """What decided between projects that were equal, in the order in which it is asked."""

    VOTES = "votes"
    COST = "cost"
    LOT = "lot"
    FILE_ORDER = "file order"


class Reason(StrEnum):
    NO_SUPPORT = "no support"  # nobody approved it
    SHARES_TOO_SMALL = "shares too small"  # its supporters have too little left between them
    DOES_NOT_FIT = "does not fit"  # at its turn it costs more than the fund has left


class Stopped(StrEnum):
    """Why shares were raised no further."""

    NEXT_OVER_BUDGET = "next over budget"
    ALL_FUNDED = "all funded"  # every project with support is paid for


@dataclass(frozen=True, slots=True)
class Rule:
    method: Method
    satisfaction: Satisfaction = Satisfaction.COST
    completion: Completion = Completion.NONE

    def __post_init__(self) -> None:
        if self.method is Method.GREEDY and self.completion is not Completion.NONE:
            raise ValueError("greedy leaves nothing to complete")


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that were equal by what the rule asks first; `settled_by` is what told the chosen
    one from the last that was still equal to it."""

    projects: tuple[str, ...]
    settled_by: Settled


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The project that would have been next best at this step. `rho` as in Step."""

    project: str
    votes: int
    rho: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One project gets its money. By equal shares, `rho` is what its supporters pay for each unit
    of satisfaction, `max_payment` what each of them pays who has that much; `payers` pay something,
    and `broke` of them have nothing left afterwards. By votes, these are None."""

    project: str
    votes: int
    cost: int
    spent: int  # with this project
    runner_up: RunnerUp | None = None
    tie: Tie | None = None
    rho: Fraction | None = None
    max_payment: Fraction | None = None
    payers: int | None = None
    broke: int | None = None

    @property
    def by_shares(self) -> bool:
        return self.rho is not None


@dataclass(frozen=True, slots=True)
class NotFunded:
    """`available` is what there was for it when it dropped out: its supporters' money by shares,
    the fund's by votes; `after` is how many steps had been taken."""

    project: str
    votes: int
    cost: int
    reason: Reason
    after: int
    available: Fraction


@dataclass(frozen=True, slots=True)
class Shares:
    """What each ballot had to spend: its part of the fund, and by add1 one unit more `raised`
    times. `next_spent` is what would have been spent with another unit, if that was over the fund.
    `tied` is how many of the other counts, which led to this one, met a tie: it may have decided
    where the raising stopped."""

    first: Fraction
    raised: int
    each: Fraction
    stopped: Stopped | None
    next_spent: int | None
    tied: int = 0

    def is_small(self, unit: int) -> bool:
        """Less than one unit: then the first rise more than doubles it, and add1 is coarse."""
        return self.first < unit


@dataclass(frozen=True, slots=True)
class Allocation:
    rule: Rule
    funded: tuple[str, ...]  # in the order in which they were funded
    spent: int
    budget: int
    steps: tuple[Step, ...]
    not_funded: tuple[NotFunded, ...]
    shares: Shares | None  # None for greedy
    ties_by: Settled  # LOT, or FILE_ORDER where no lot was given
    lot: tuple[str, ...]
    input_sha256: str

    @property
    def left(self) -> int:
        return self.budget - self.spent
