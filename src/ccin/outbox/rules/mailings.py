"""What stands in a letter to many for each of them, and why somebody on the list gets none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

# Where these stand in the words of a mailing, each letter has its own reader's.
NAME_HERE = "{ccin:name}"
UNSUBSCRIBE_HERE = "{ccin:unsubscribe}"  # an address, to stand alone in a `href`

A_BATCH = 200  # letters written in one transaction
AT_MOST_WAITING = 400  # letters of mailings in the outbox, so that others do not wait behind them

# Why somebody on the list gets no letter.
NO_ADDRESS = "no_address"
SAME_ADDRESS = "same_address"  # of somebody else on the list
UNSUBSCRIBED = "unsubscribed"
OBJECTS = "objects"
GIVEN_UP = "given_up"  # letters to the address came back for good


@dataclass(frozen=True, slots=True)
class Listed:
    key: str
    email: str


def for_reader(words: str, *, name: str, unsubscribe: str, html: bool = False) -> str:
    """The words with what is this reader's own, of which nothing can become markup."""
    keep: Callable[[str], str] = escape if html else str
    return words.replace(NAME_HERE, keep(name)).replace(UNSUBSCRIBE_HERE, keep(unsubscribe))


def twice_addressed(listed: Iterable[Listed]) -> set[str]:
    """Keys of those whose address stands with somebody before them: a shared mailbox gets one."""
    taken: set[str] = set()
    twice = set()
    for each in listed:
        address = each.email.strip().lower()
        if address and address in taken:
            twice.add(each.key)
        taken.add(address)
    return twice
