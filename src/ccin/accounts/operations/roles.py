"""Who holds which role on the network's staff, from when to when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import GRANTS, STAFF_ROLES, Permission, Role
from ccin.accounts import notices
from ccin.accounts.models import Account, RoleHeld
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused

# Wagtail's own groups, by the permission of ours that puts somebody in them.
WAGTAIL_GROUPS = {Permission.PAGE_EDIT: "Editors", Permission.PAGE_PUBLISH: "Moderators"}


@dataclass(frozen=True, slots=True)
class Grant:
    role: str
    starts_on: date
    ends_on: date | None = None
    reason: str = ""


@transaction.atomic
def grant_role(account: Account, grant: Grant, *, by: Actor) -> RoleHeld:
    """Give an account a role from a day on. A stand-in's role has a last day and ends by itself."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    by.must(Permission.ROLE_GRANT)
    _refuse(account, grant)
    held = RoleHeld.objects.create(
        account=account,
        role=grant.role,
        starts_on=grant.starts_on,
        ends_on=grant.ends_on,
        reason=grant.reason,
    )
    _write_groups(account)
    record(
        by,
        "accounts.role_granted",
        account,
        concerning=[account.person] if account.person else [],
        role=held.get_role_display(),
        starts_on=grant.starts_on,
        ends_on=grant.ends_on,
    )
    if not account.fictional:
        notices.role_granted(held)
    return held


def _refuse(account: Account, grant: Grant) -> None:
    if grant.role not in STAFF_ROLES:
        raise Refused(_("Choose one of the roles on the network’s staff."))
    if not account.is_active:
        raise Refused(_("This account was stopped. Let it sign in again first."))
    if grant.ends_on and grant.ends_on < grant.starts_on:
        raise Refused(_("The last day must not come before the first."))
    if grant.role == Role.STAND_IN and not grant.ends_on:
        raise Refused(_("Enter the last day: a stand-in’s role ends by itself."))
    same = RoleHeld.objects.filter(account=account, role=grant.role).not_over_on(grant.starts_on)
    if grant.ends_on:
        same = same.filter(starts_on__lte=grant.ends_on)
    if same.exists():
        raise Refused(_("This account holds that role already in those days. End that first."))


@transaction.atomic
def end_role(held: RoleHeld, *, last_day: date | None = None, by: Actor) -> None:
    """End a role after its last day; without one it stops this moment."""
    held.refresh_from_db(from_queryset=RoleHeld.objects.select_for_update().select_related(None))
    by.must(Permission.ROLE_GRANT)
    account = Account.objects.select_for_update().get(pk=held.account_id)
    day = today()
    if held.stopped_at or (held.ends_on and held.ends_on < day):
        raise Refused(_("This role has ended already."))
    if last_day and last_day < max(day, held.starts_on):
        raise Refused(_("Choose today or a later day, or end the role at once."))
    if held.role == Role.ADMINISTRATOR:
        refuse_without_administrator(account, after=last_day or day, at_once=last_day is None)
    held.ends_on = last_day or max(day, held.starts_on)
    held.stopped_at = None if last_day else timezone.now()
    held.save(update_fields=["ends_on", "stopped_at"])
    _write_groups(account)
    record(
        by,
        "accounts.role_ended",
        account,
        concerning=[account.person] if account.person else [],
        role=held.get_role_display(),
        ends_on=held.ends_on,
        at_once=last_day is None,
    )
    if not account.fictional:
        notices.role_ended(held, account)


def refuse_without_administrator(account: Account, *, after: date, at_once: bool) -> None:
    """Nobody may leave the network without anyone who can grant roles.

    Locks the roles of all administrators, so that two of them cannot end each other's at once.
    """
    holding = RoleHeld.objects.of_administrators().not_over_on(today())
    administrators = list(holding.select_for_update(of=("self",)))
    if not any(held.account_id == account.pk for held in administrators):
        return
    first_day_without = after if at_once else after + timedelta(days=1)
    if not holding.current_on(first_day_without).exclude(account=account).exists():
        raise Refused(
            _("This is the last administrator. Grant somebody else the role before you end this.")
        )


@transaction.atomic
def write_wagtail_groups(account: Account, *, by: Actor) -> bool:
    """Bring the editor's own groups in line with today's roles; says whether that changed them."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    by.must(Permission.ROLE_GRANT)
    return _write_groups(account)


def _write_groups(account: Account) -> bool:
    roles = RoleHeld.objects.current_on(today()).filter(account=account)
    granted = {p for role in roles.values_list("role", flat=True) for p in GRANTS[Role(role)]}
    wanted = {name for needs, name in WAGTAIL_GROUPS.items() if needs in granted}
    wanted = wanted if account.is_active else set()
    held = set(account.groups.values_list("name", flat=True))
    if wanted == held and account.is_staff == bool(wanted):
        return False
    account.groups.set(Group.objects.filter(name__in=wanted))
    account.is_staff = bool(wanted)
    account.save(update_fields=["is_staff"])
    return True
