"""The addresses of this site at which letters are answered, returned and stopped.

Each is empty where nothing comes in (CCIN_INBOUND_DOMAIN is not set): then no letter promises it.
"""

from collections.abc import Iterable

from django.conf import settings

from ccin.outbox.models import Letter
from ccin.outbox.rules.addresses import BOUNCE, REPLY, STOP, Sealed, local_part, read_local_part


def reply_address(about: str, to_key: str) -> str:
    """Where this recipient may reply about something by e-mail: `topic:12`, `person:7`."""
    return _address(Sealed(REPLY, about, to_key)) if to_key else ""


def stop_address(to_key: str, section: str) -> str:
    """A message to it stops the section for this recipient: for List-Unsubscribe."""
    return _address(Sealed(STOP, section, to_key)) if to_key else ""


def bounce_address(letter: Letter) -> str:
    """Where a mail server returns this letter if it cannot deliver it."""
    return _address(Sealed(BOUNCE, str(letter.pk)))


def read_address(address: str) -> Sealed | None:
    """What an address of ours says; nothing for one that is not ours. One signed with a secret
    that was replaced lately still holds."""
    local, _at, domain = address.rpartition("@")
    if not settings.INBOUND_DOMAIN or domain.strip().lower() != settings.INBOUND_DOMAIN:
        return None
    return read_local_part(local, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])


def ours_among(addresses: Iterable[str]) -> Sealed | None:
    """What the first address of ours says, of all to which a message was sent."""
    return next((found for each in addresses if (found := read_address(each))), None)


def _address(sealed: Sealed) -> str:
    local = local_part(sealed, settings.SECRET_KEY) if settings.INBOUND_DOMAIN else ""
    return f"{local}@{settings.INBOUND_DOMAIN}" if local else ""
