"""The letters of the room, one function for each thing that has happened."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.accounts.models import Account, RoleHeld
from ccin.outbox.operations import Recipient, write


def code_sent(email: str, code: str, link: str) -> None:
    to, subject = Recipient(email), _("Your sign-in code")
    write("accounts.code_sent", to=to, subject=subject, secret=True, code=code, link=link)


def address_unknown(email: str) -> None:
    write(
        "accounts.address_unknown",
        to=Recipient(email),
        subject=_("You tried to sign in"),
        network=settings.NETWORK_NAME,
        address=settings.SITE_ADDRESS,
    )


def account_made(account: Account) -> None:
    write(
        "accounts.account_made",
        to=_of(account),
        subject=_("You can sign in now"),
        network=settings.NETWORK_NAME,
        address=_sign_in(),
    )


def address_changed(account: Account, old: str) -> None:
    for email in (old, account.email):
        write(
            "accounts.address_changed",
            to=Recipient(email, account.name, f"account:{account.pk}"),
            subject=_("Your sign-in address has changed"),
        )


def role_granted(held: RoleHeld) -> None:
    write(
        "accounts.role_granted",
        to=_of(held.account),
        subject=_("You have a new role: %(role)s") % {"role": held.get_role_display()},
        held=held,
        address=_sign_in(),
    )


def role_ended(held: RoleHeld, account: Account) -> None:
    write(
        "accounts.role_ended",
        to=_of(account),
        subject=_("Your role ends: %(role)s") % {"role": held.get_role_display()},
        held=held,
    )


def second_factor_changed(account: Account) -> None:
    write(
        "accounts.second_factor_changed",
        to=_of(account),
        subject=_("Your second sign-in step has changed"),
    )


def second_factor_reset(account: Account) -> None:
    write(
        "accounts.second_factor_reset",
        to=_of(account),
        subject=_("Set up your second sign-in step again"),
        address=_sign_in(),
    )


def _of(account: Account) -> Recipient:
    return Recipient(account.email, account.name, f"account:{account.pk}")


def _sign_in() -> str:
    return f"{settings.SITE_ADDRESS}{reverse('account_login')}"
