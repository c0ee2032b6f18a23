"""The letters about requests about data, one function for each thing that has happened."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.permissions import Permission
from ccin.accounts.reads.actors import staff_who_may
from ccin.accounts.reads.recipients import recipient_of
from ccin.journeys.models import DataRequest
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write
from ccin.search.rules import STAFF

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


def arrived(asked: DataRequest) -> None:
    """To those who may answer it: what is asked and by when, never who asks."""
    answerers = staff_who_may(Permission.DATA_REQUEST_ANSWER)
    tell(
        "journeys.data_request_arrived",
        to=[recipient_of(account) for account in answerers],
        section=sections.work(),
        title=_("A new request about data: %(kind)s") % {"kind": asked},
        address=f"{settings.SITE_ADDRESS}{asked.get_absolute_url()}",
        personal=True,
        audience=[STAFF],
        asked=asked,
    )


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
