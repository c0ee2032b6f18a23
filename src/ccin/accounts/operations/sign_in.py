"""What happens on the way in: codes and links go out, links are used, second factors change."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts import notices
from ccin.accounts.models import Account, Session, SignInLink
from ccin.accounts.reads.actors import suggested_for
from ccin.audit.operations import record
from ccin.kernel.errors import Refused

CODE_LIVES = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
TEAM = "ccin.accounts.team"  # what a token in a letter is for
KEPT_AFTERWARDS = timedelta(days=30)


@transaction.atomic
def send_code(email: str, code: str, *, address: str = "") -> None:
    """No actor yet: whoever asks for a code is nobody until it is entered, or its link opened."""
    account = Account.objects.filter(email=email.lower(), is_active=True).first()
    where = address or settings.LOGIN_REDIRECT_URL
    link = link_to(account, where, lives=CODE_LIVES) if account else ""
    notices.code_sent(email, code, link)


@transaction.atomic
def link_to(account: Account, address: str, *, lives: timedelta | None = None) -> str:
    """A link for a letter to this account's address: it signs in once and leads to `address`.

    Whoever holds the link is let in, so the letter must be written as a secret one. The calling
    operation has permitted. Only the digest is kept: the link cannot be read back.
    """
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, None):
        raise ValueError(f"A sign-in link leads to a page of this site, not to {address}")
    token = token_urlsafe(32)
    SignInLink.objects.create(
        account=account,
        digest=digest_of(token),
        address=address,
        expires_at=timezone.now() + (lives or settings.SIGN_IN_LINK_LIVES),
    )
    return f"{settings.SITE_ADDRESS}{reverse('accounts:link', args=[token])}"


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def use_link(token: str) -> SignInLink:
    """From here on the link is used up: of two who press the button, one comes in."""
    locked = SignInLink.objects.select_for_update(of=("self",)).select_related("account")
    link = locked.filter(digest=digest_of(token)).first()
    if link is None or not link.account.is_active:
        raise Refused(_("We do not know this link. Perhaps the letter broke it in two."))
    if link.used_at:
        raise Refused(_("This link has been used already. It works once."))
    if link.is_over(timezone.now()):
        raise Refused(_("This link is too old to be used."))
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return link


@transaction.atomic
def clear_links(*, by: Actor) -> int:
    """Links and sign-ins of long ago let nobody in; how many went."""
    by.must(Permission.SIGN_IN_CHANGE)
    now = timezone.now()
    links = SignInLink.objects.filter(expires_at__lt=now - KEPT_AFTERWARDS).delete()[0]
    return links + Session.objects.filter(expire_date__lt=now).delete()[0]


@transaction.atomic
def end_sign_in(account: Account, handle: str, *, by: Actor) -> bool:
    """End one open sign-in of one's own account; says whether there was one."""
    _own(account, by)
    open_ones = Session.objects.filter(account=account)
    keys = [each.pk for each in open_ones if each.handle == handle]
    return bool(open_ones.filter(pk__in=keys).delete()[0])


@transaction.atomic
def end_other_sign_ins(account: Account, *, but: str, by: Actor) -> int:
    """All but the one that asks; how many ended."""
    _own(account, by)
    return Session.objects.filter(account=account).exclude(pk=but).delete()[0]


def _own(account: Account, by: Actor) -> None:
    if by.account != account.pk:
        raise PermissionDenied("A sign-in is ended by its holder.")


@transaction.atomic
def answer_unknown_address(email: str) -> None:
    """The page is the same for an address without an account; only its owner learns the rest."""
    ask = ""
    if suggested_for(email):
        token = signing.dumps(email.lower(), salt=TEAM)
        ask = f"{settings.SITE_ADDRESS}{reverse('accounts:ask_by_letter', args=[token])}"
    notices.address_unknown(email, ask)


def address_proved_by(token: str) -> str:
    """The address to which the letter with this token went; nothing, if it is none of ours."""
    try:
        proved: str = signing.loads(token, salt=TEAM, max_age=settings.SIGN_IN_LINK_LIVES)
    except signing.BadSignature:
        return ""
    return proved


@transaction.atomic
def note_second_factor(account: Account, *, event: str, by: Actor) -> None:
    """The sign-in library has made the change; this keeps it in the history and tells by letter."""
    match event:
        case "second_factor_set_up":
            record(by, "accounts.second_factor_set_up", account)
        case "recovery_codes_made":
            record(by, "accounts.recovery_codes_made", account)
        case "passkey_added":
            record(by, "accounts.passkey_added", account)
        case "passkey_removed":
            record(by, "accounts.passkey_removed", account)
        case _:
            raise ValueError(event)
    if not account.fictional:
        notices.second_factor_changed(account)


@transaction.atomic
def name_passkey(passkey: Authenticator, name: str, *, by: Actor) -> None:
    _own(passkey.user, by)
    passkey.wrap().name = name.strip()
    passkey.save(update_fields=["data"])


@transaction.atomic
def remove_passkey(passkey: Authenticator, *, by: Actor) -> None:
    """Recovery codes go with the last second factor that they stand for."""
    account: Account = passkey.user
    _own(account, by)
    passkey.delete()
    delete_dangling_recovery_codes(account)
    note_second_factor(account, event="passkey_removed", by=by)
