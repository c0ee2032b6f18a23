"""Addresses that carry what they are for: to reply about something, to return a letter that cannot
be delivered, to stop a kind of letter. Nothing is kept of them: a signature proves that they are
ours.

    reply+topic.12.person.7.k4mz…@in.network.example
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

REPLY, BOUNCE, STOP = "reply", "bounce", "stop"
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
SIGNATURE = 16  # characters of five bits: 80 bits that nobody guesses by sending mail
WHAT = re.compile(r"[a-z0-9_-]+(?::[a-z0-9_-]+)*")
WHO = re.compile(r"[a-z_]+:[0-9]+")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an address of ours says: `about` is what is replied about (`topic:12`), the section
    that is stopped, or the number of a letter that came back; `to_key` whose address it is."""

    purpose: str
    about: str
    to_key: str = ""


def local_part(sealed: Sealed, secret: str) -> str:
    """What stands before the @, in small letters, since some mail servers change capitals; nothing
    where it would be too long or hold what an address may not."""
    if not WHAT.fullmatch(sealed.about) or (sealed.to_key and not WHO.fullmatch(sealed.to_key)):
        return ""
    held = ".".join(filter(None, [sealed.about, sealed.to_key])).replace(":", ".")
    made = f"{sealed.purpose}+{held}.{_signature(sealed.purpose, held, secret)}"
    return made if len(made) <= LONGEST_LOCAL_PART else ""


def read_local_part(local: str, secrets: Sequence[str]) -> Sealed | None:
    """What an address says, if one of these secrets has signed it; the newest comes first."""
    purpose, plus, rest = local.strip().lower().partition("+")
    held, dot, signature = rest.rpartition(".")
    if not plus or not dot or purpose not in {REPLY, BOUNCE, STOP}:
        return None
    given = signature.encode()
    made = [_signature(purpose, held, secret).encode() for secret in secrets]
    if not any(hmac.compare_digest(given, each) for each in made):
        return None
    if purpose == BOUNCE:
        return Sealed(purpose, held)
    *about, kind, number = held.split(".")
    return Sealed(purpose, ":".join(about), f"{kind}:{number}") if about else None


def _signature(purpose: str, held: str, secret: str) -> str:
    key = sha256(b"ccin.outbox.addresses" + secret.encode()).digest()
    mark = hmac.digest(key, f"{purpose}+{held}".encode(), "sha256")
    return b32encode(mark).decode().lower()[:SIGNATURE]
