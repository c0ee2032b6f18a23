"""Moving one's own account to another address, after a council's change of name for instance."""

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts import notices
from ccin.accounts.models import Account
from ccin.accounts.operations.accounts import move_account, refuse_taken_address
from ccin.kernel.errors import Refused
from ccin.members.models import Person

NEW_ADDRESS = "ccin.accounts.address"


@transaction.atomic
def ask_for_address(account: Account, email: str, *, by: Actor) -> None:
    """A letter to the new address: only who reads mail there can make the change."""
    if by.account != account.pk:
        raise PermissionDenied("An address is changed by its holder, or by staff.")
    email = email.strip().lower()
    if email == account.email:
        raise Refused(_("This is your address already. Enter the new one."))
    refuse_taken_address(email)
    token = signing.dumps([account.pk, account.email, email], salt=NEW_ADDRESS)
    link = f"{settings.SITE_ADDRESS}{reverse('accounts:confirm_own_address', args=[token])}"
    notices.address_asked_for(account, email, link)


def change_in(token: str) -> tuple[int, str, str]:
    """Whose address a letter's link changes, from which to which; of a dead link, why."""
    try:
        key, old, email = signing.loads(
            token, salt=NEW_ADDRESS, max_age=settings.SIGN_IN_LINK_LIVES
        )
    except signing.BadSignature:
        raise Refused(_("This link is too old, or was broken in two by the letter.")) from None
    return key, old, email


@transaction.atomic
def confirm_address(token: str) -> Account:
    """The change itself, once: the token names the address that it leads away from."""
    key, old, email = change_in(token)
    account = Account.objects.select_for_update(of=("self",)).filter(pk=key, is_active=True).first()
    if account is None or account.email != old:
        raise Refused(_("This link has been used already. It works once."))
    refuse_taken_address(email)
    move_account(account, email, by=Actor(f"account:{account.pk}", str(account)))
    _follow(account, old)
    return account


def _follow(account: Account, old: str) -> None:
    """The record of the person follows, where it held the old address and no other has the new."""
    taken = Person.objects.filter(merged_into__isnull=True, email__iexact=account.email)
    if account.person_id and not taken.exists():
        known = Person.objects.filter(pk=account.person_id, email__iexact=old)
        known.update(email=account.email)
