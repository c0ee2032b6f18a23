"""How votes are counted: quorum, majority, the casting vote, the result of a written procedure.

The numbers come from a body's terms of reference; nothing here is a constant of the network.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil


class Casting(StrEnum):
    """How whoever presided used their second vote after a tie, if they did."""

    NONE = ""
    FOR = "for"
    AGAINST = "against"


class Result(StrEnum):
    """What a written procedure comes to; the names are those of its final states."""

    CARRIED = "carried"
    LOST = "lost"
    NO_QUORUM = "no_quorum"
    TO_MEETING = "to_meeting"


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whichever is more: a share of the seats, rounded up, or a number of people."""

    share: Fraction
    people: int

    def of(self, seats: int) -> int:
        """How many must take part. One at least: nobody is never a quorum."""
        return max(ceil(self.share * seats), self.people, 1)


@dataclass(frozen=True, slots=True)
class Seats:
    """The voting seats of a body for one item: all, filled, and left by holders with an interest.

    Who has an interest leaves the item, the quorum and the ballot. Where the terms take a share of
    the filled seats, the share is therefore of those whose holders remain; where they take it of
    all seats, it stays what it was.
    """

    all: int
    filled: int
    interested: int

    @property
    def remaining(self) -> int:
        return self.filled - self.interested

    def counted(self, *, of_all: bool) -> int:
        return self.all if of_all else self.remaining


@dataclass(frozen=True, slots=True)
class Tally:
    votes_for: int
    votes_against: int

    @property
    def cast(self) -> int:
        """Abstentions and requests for a meeting are not votes."""
        return self.votes_for + self.votes_against

    @property
    def is_tied(self) -> bool:
        return self.cast > 0 and self.votes_for == self.votes_against


def is_carried(tally: Tally, *, majority: Fraction, casting: Casting = Casting.NONE) -> bool:
    """The majority of the votes cast must be passed, not met: at one half, a tie is lost.

    A casting vote is an act of its own, after a tie: one more vote, that the majority then counts.
    """
    if casting is not Casting.NONE:
        if not tally.is_tied:
            raise ValueError("A casting vote is only for a tie.")
        more = 1 if casting is Casting.FOR else 0
        tally = Tally(tally.votes_for + more, tally.votes_against + 1 - more)
    return tally.votes_for > majority * tally.cast


@dataclass(frozen=True, slots=True)
class Rules:
    """What the terms of reference say about a written procedure."""

    quorum: Quorum
    majority: Fraction
    requests_for_meeting: int

    @property
    def requests_needed(self) -> int:
        return max(self.requests_for_meeting, 1)


@dataclass(frozen=True, slots=True)
class Poll:
    """A written procedure as it stands. `seats` is what the share of the quorum is taken of."""

    seats: int
    entitled: int
    votes_for: int
    votes_against: int
    for_meeting: int

    @property
    def took_part(self) -> int:
        return self.votes_for + self.votes_against + self.for_meeting


def result_of(poll: Poll, rules: Rules) -> Result:
    """Enough requests for a meeting go before everything else. Nobody has a casting vote in
    writing: a tie is lost."""
    if poll.for_meeting >= rules.requests_needed:
        return Result.TO_MEETING
    if poll.took_part < rules.quorum.of(poll.seats):
        return Result.NO_QUORUM
    tally = Tally(poll.votes_for, poll.votes_against)
    return Result.CARRIED if is_carried(tally, majority=rules.majority) else Result.LOST


def is_settled(poll: Poll, rules: Rules) -> bool:
    """Whether it closes before its deadline: everybody entitled has voted, or enough have asked
    for a meeting. Until then anybody may still change the result, so it stays open."""
    return poll.for_meeting >= rules.requests_needed or poll.took_part >= poll.entitled
