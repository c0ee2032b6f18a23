"""The budget of a bid: what it costs, who pays, and whether the two agree. Amounts are pence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MATCH = "match"


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody else pays (`match`) or gives (`in_kind`)."""

    kind: str
    source: str
    amount: int
    reference: str = ""
    is_confirmed: bool = False

    @property
    def key(self) -> tuple[str, str, int]:
        """By what the same grant is known again, however it is written: a grant that stands once
        as match funding and once in kind is one grant still."""
        return (_plain(self.source), _plain(self.reference), self.amount)


@dataclass(frozen=True, slots=True)
class Budget:
    ask: int | None
    costs: Sequence[int] = ()
    gifts: Sequence[Gift] = ()

    @property
    def cost(self) -> int:
        return sum(self.costs)

    @property
    def match(self) -> int:
        return sum(gift.amount for gift in self.gifts if gift.kind == MATCH)

    @property
    def in_kind(self) -> int:
        return sum(gift.amount for gift in self.gifts if gift.kind != MATCH)

    @property
    def paid(self) -> int:
        return (self.ask or 0) + self.match + self.in_kind

    @property
    def gap(self) -> int:
        """What nobody pays yet; below nothing where more comes in than is spent."""
        return self.cost - self.paid


def counted_twice(gifts: Iterable[Gift]) -> tuple[Gift, ...]:
    """Those that stand in the budget more than once, each named once."""
    gifts = list(gifts)
    times = Counter(gift.key for gift in gifts)
    first = {gift.key: gift for gift in reversed(gifts)}
    return tuple(first[key] for key, number in times.items() if number > 1)


def counted_elsewhere(gifts: Iterable[Gift], others: Iterable[Gift]) -> tuple[Gift, ...]:
    """Those that another bid counts too. Without a reference two grants of one source and size may
    well be two, so only what carries one is said to be the same."""
    known = {gift.key for gift in others if gift.reference}
    return tuple(gift for gift in gifts if gift.reference and gift.key in known)


def _plain(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())
