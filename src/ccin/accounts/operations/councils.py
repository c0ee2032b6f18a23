"""Councils' own sign-ins: entries kept by administrators, identities connected by their holders."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts import notices
from ccin.accounts.models import Account, CouncilSignIn
from ccin.accounts.rules import is_one_tenant
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation


@dataclass(frozen=True, slots=True)
class Tenant:
    key: str
    name: str
    issuer: str
    client_id: str


@transaction.atomic
def add_council_sign_in(organisation: Organisation, tenant: Tenant, *, by: Actor) -> CouncilSignIn:
    """From here on people of this tenant can connect their identity. A key is never used twice."""
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())
    by.must(Permission.SIGN_IN_CHANGE)
    if not is_one_tenant(tenant.issuer):
        raise Refused(
            _("This address stands for every tenant. Enter the one with the tenant’s own number.")
        )
    if urlsplit(tenant.issuer).scheme != "https" and not settings.DEMO:
        raise Refused(_("Enter an address that begins with https://"))
    if CouncilSignIn.objects.filter(key=tenant.key).exists():
        raise Refused(_("Another entry has or had this key. Choose a new one."))
    entry = CouncilSignIn.objects.create(
        organisation=organisation,
        key=tenant.key,
        name=tenant.name.strip(),
        issuer=tenant.issuer.strip(),
        client_id=tenant.client_id.strip(),
    )
    record(by, "accounts.council_sign_in_added", organisation, issuer=entry.issuer)
    return entry


@transaction.atomic
def stop_council_sign_in(entry: CouncilSignIn, *, by: Actor) -> None:
    """Nobody signs in by it any more; its people use a code. Twice does no harm."""
    entry.refresh_from_db(from_queryset=CouncilSignIn.objects.select_for_update())
    by.must(Permission.SIGN_IN_CHANGE)
    if entry.stopped_at is None:
        entry.stopped_at = timezone.now()
        entry.save(update_fields=["stopped_at"])
        record(by, "accounts.council_sign_in_stopped", entry.organisation, issuer=entry.issuer)


@transaction.atomic
def connect(account: Account, key: str, subject: str, *, by: Actor) -> None:
    """From here on whom this tenant calls `subject` signs in as this account. One account each."""
    if by.account != account.pk:
        raise PermissionDenied("An identity is connected by its holder.")
    known, is_new = SocialAccount.objects.get_or_create(
        provider=key, uid=subject, defaults={"user": account}
    )
    if known.user_id != account.pk:
        raise Refused(_("This identity is connected to another account already."))
    if is_new:
        record(by, "accounts.council_identity_connected", account)
        notices.council_identity_changed(account)


@transaction.atomic
def disconnect(account: Account, identity: int, *, by: Actor) -> bool:
    """Let go of one of one's own identities; says whether there was one."""
    if by.account != account.pk:
        raise PermissionDenied("An identity is let go of by its holder.")
    gone = SocialAccount.objects.filter(user=account, pk=identity).delete()[0]
    if gone:
        record(by, "accounts.council_identity_removed", account)
        notices.council_identity_changed(account)
    return bool(gone)
