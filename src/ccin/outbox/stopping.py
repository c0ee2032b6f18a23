"""The link in a letter that stops a kind of e-mail, or one conversation, without a sign-in."""

from django.conf import settings
from django.urls import reverse

from ccin.outbox.rules.addresses import STOP, Sealed, local_part, read_local_part

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058, 3.1: what mail programs send
CHOICES = "/my/e-mail/"  # the page of choices, which stands in a room above this one


def stop_link(to_key: str, section: str) -> str:
    """Whose it is and what it stops stand in the link, signed; nothing is kept of it, so that it
    still works when the letter is gone. Empty where nobody could be told by it."""
    token = stop_token(to_key, section)
    return f"{settings.SITE_ADDRESS}{reverse('outbox:stop', args=[token])}" if token else ""


def stop_token(to_key: str, section: str) -> str:
    made = local_part(Sealed(STOP, section, to_key), settings.SECRET_KEY) if to_key else ""
    return made.removeprefix(f"{STOP}+")


def read_stop(token: str) -> Sealed | None:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return read_local_part(f"{STOP}+{token}", secrets)


def choices_link() -> str:
    return f"{settings.SITE_ADDRESS}{CHOICES}"
