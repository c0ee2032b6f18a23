"""What a mail server's answer says of an address, and when an address is given up. Plain Python."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class ReachingTerms:
    """When letters to an address stop, from a day on. The network has published no rule: this is
    a proposal."""

    valid_from: date
    in_a_row: int  # letters returned for the time being, without one that arrived between them
    within: timedelta  # of the one before; a longer peace begins the count anew
    arrives_within: timedelta  # a letter that was not returned by then is taken to have arrived
    is_proposal: bool = True


TERMS = (
    ReachingTerms(
        valid_from=date(2017, 7, 4),
        in_a_row=5,
        within=timedelta(days=14),
        arrives_within=timedelta(days=2),
    ),
)


def terms_on(day: date, terms: Sequence[ReachingTerms] = TERMS) -> ReachingTerms:
    """Those in force on a day; before the first of them, the first."""
    standing = [each for each in terms if each.valid_from <= day]
    return max(standing or terms[:1], key=lambda each: each.valid_from)


def digest_of(email: str, secret: str) -> str:
    """By which an address is known again after it was erased; without the secret nobody can try
    addresses out against it."""
    key = sha256(b"ccin.outbox.reaching" + secret.encode()).digest()
    return hmac.digest(key, email.strip().lower().encode(), "sha256").hex()


class Why(StrEnum):
    """Why a letter did not arrive; the sentences are in `reasons.py`."""

    NO_SUCH_ADDRESS = auto()
    NO_SUCH_DOMAIN = auto()
    CLOSED = auto()
    FULL = auto()
    TOO_LARGE = auto()
    NOT_WANTED = auto()
    SERVER_AWAY = auto()
    UNKNOWN = auto()


FOR_GOOD = frozenset({Why.NO_SUCH_ADDRESS, Why.NO_SUCH_DOMAIN, Why.CLOSED})

STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[\s-]|$)")
# RFC 3463, as far as it says something of the address rather than of us or of one letter.
BY_STATUS = {
    "1.0": Why.NO_SUCH_ADDRESS,
    "1.1": Why.NO_SUCH_ADDRESS,
    "1.2": Why.NO_SUCH_DOMAIN,
    "1.3": Why.NO_SUCH_ADDRESS,
    "1.6": Why.CLOSED,
    "1.10": Why.NO_SUCH_DOMAIN,
    "2.1": Why.CLOSED,
    "2.2": Why.FULL,
    "2.3": Why.TOO_LARGE,
    "3.4": Why.TOO_LARGE,
    "4.4": Why.NO_SUCH_DOMAIN,
}
# Most servers write 550 for everything: what they say beside it decides.
BY_WORDS = (
    (Why.NOT_WANTED, r"spam|junk|block(?:ed|list)|black.?list|polic(?:y|ies)|reputation|dmarc|spf"),
    (Why.NOT_WANTED, r"dkim|not authori[sz]ed|relay|rejected for|access denied|prohibited"),
    (Why.FULL, r"quota|mailbox (?:is )?full|over.?limit|insufficient (?:system )?storage"),
    (Why.CLOSED, r"disabled|deactivated|inactive|suspended|no longer (?:in use|accept)"),
    (
        Why.NO_SUCH_DOMAIN,
        r"(?:domain|host)(?: name)? (?:\S+ )?(?:not found|does not exist|unknown)",
    ),
    (
        Why.NO_SUCH_ADDRESS,
        r"(?:no such|unknown|invalid|unrouteable) (?:user|address|recipient|mail)",
    ),
    (
        Why.NO_SUCH_ADDRESS,
        r"(?:user|mailbox|recipient|address)\b.{0,80}?(?:unknown|not found|unavail)",
    ),
    (Why.NO_SUCH_ADDRESS, r"does(?:n.t| not) exist|no mailbox|not exist|user unknown"),
)
PATTERNS = tuple((why, re.compile(pattern, re.I)) for why, pattern in BY_WORDS)


def why_of(answer: str) -> Why:
    """What a server's answer means: by its status, by its words, and at last by its code."""
    status = STATUS.search(answer)
    known = BY_STATUS.get(f"{status[2]}.{status[3]}") if status else None
    if known:
        return known if status and status[1] == "5" else _for_now(known)
    if status and status[2] == "7":
        return Why.NOT_WANTED
    said = next((why for why, pattern in PATTERNS if pattern.search(answer)), None)
    code = CODE.search(answer)
    first = status[1] if status else code[1][0] if code else ""
    if first == "4":
        return _for_now(said) if said else Why.SERVER_AWAY
    if said:
        return said
    return Why.NO_SUCH_ADDRESS if code and code[1] in {"550", "551", "553"} else Why.UNKNOWN


def _for_now(why: Why) -> Why:
    """A server that says “try again” does not say that an address is gone."""
    return Why.SERVER_AWAY if why in FOR_GOOD else why


@dataclass(frozen=True, slots=True)
class Returned:
    """How often letters came back in a row, and since when."""

    number: int
    since: datetime
    is_given_up: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of an address before one more letter comes back."""

    number: int
    since: datetime | None
    last: datetime | None
    arrived_since: bool  # a letter sent after the last return was not returned itself


def counted(before: Before, why: Why, now: datetime, terms: ReachingTerms) -> Returned:
    """With one more letter returned; an address that is gone is given up at once."""
    goes_on = (
        before.since is not None
        and before.last is not None
        and now - before.last <= terms.within
        and not before.arrived_since
    )
    number = before.number + 1 if goes_on else 1
    since = before.since if goes_on and before.since else now
    return Returned(number, since, why in FOR_GOOD or number >= terms.in_a_row)
