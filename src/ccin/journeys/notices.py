"""The letters about requests about data, one function for each thing that has happened."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.journeys.models import DataRequest
from ccin.outbox.operations.writing import Recipient, write

IDENTITY = "journeys.data-request"  # the salt of the links that prove an address


def whom(asked: DataRequest) -> Recipient | None:
    """Whoever asks, where they read mail: at the account's own address before any other."""
    if asked.account:
        return Recipient(asked.account.email, asked.account.name, f"account:{asked.account_id}")
    if asked.email:
        return Recipient(asked.email, asked.name, f"request:{asked.pk}")
    return None


def token_of(asked: DataRequest) -> str:
    return signing.dumps([asked.pk, asked.email], salt=IDENTITY)


def received(asked: DataRequest) -> bool:
    """The receipt repeats nothing the sender wrote: the address may be somebody else's."""
    link = ""
    if not asked.is_known and asked.email:
        path = reverse("journeys:confirm_data_request", args=[token_of(asked)])
        link = f"{settings.SITE_ADDRESS}{path}"
    return _write(asked, "received", _("We have received your request about your data"), link=link)


def person_asked(asked: DataRequest) -> bool:
    return _write(asked, "asked", _("We need to know something to answer your request"))


def extended(asked: DataRequest) -> bool:
    return _write(asked, "extended", _("We need longer to answer your request"))


def answered(asked: DataRequest, *, held: str) -> bool:
    page = f"{settings.SITE_ADDRESS}{reverse('journeys:own_data')}" if asked.account_id else ""
    return _write(asked, "answered", _("Our answer to your request"), held=held, page=page)


def refused(asked: DataRequest) -> bool:
    return _write(asked, "refused", _("We cannot do what you asked"))


def withdrawn(asked: DataRequest) -> bool:
    return _write(asked, "withdrawn", _("Your request about your data is closed"))


def erased(email: str) -> None:
    """The last letter, which is let go by itself soon after it went."""
    write(
        "journeys.data_request_erased",
        to=Recipient(email),
        subject=_("Your data has been erased"),
    )


def _write(asked: DataRequest, happened: str, subject: str, **context: Any) -> bool:
    to = whom(asked)
    if to is None:
        return False
    kind = f"journeys.data_request_{happened}"
    write(kind, to=to, subject=subject, asked=asked, **context)
    return True
