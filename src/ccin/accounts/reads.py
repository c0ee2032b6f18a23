"""The Actor of an account, and the accounts that hold roles."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser

from ccin.access.actor import Actor
from ccin.access.permissions import STAFF_ROLES, Role
from ccin.accounts.models import Account, RoleHeld
from ccin.kernel.clock import today
from ccin.members.models import Membership, Representation


def actor_for(account: Account, *, second_factor: bool) -> Actor:
    """Who this account is today, from dated facts. Without the second factor: no staff role."""
    day = today()
    held = RoleHeld.objects.current_on(day).filter(account=account)
    roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
    standing = _standing_of(account.person_id) if account.person_id else _Standing()
    return Actor(
        key=f"account:{account.pk}",
        name=str(account),
        person=account.person_id,
        network_roles=roles if second_factor else roles - STAFF_ROLES,
        organisation_roles=standing.roles,
        classes=standing.classes,
        lacks_second_factor=not second_factor and bool(roles & STAFF_ROLES),
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()


def _standing_of(person: int) -> _Standing:
    """For which organisations a person stands today, and in which classes those are members."""
    day = today()
    roles: dict[int, frozenset[Role]] = {}
    for row in Representation.objects.current_on(day).filter(person=person).order_by("pk"):
        role = Role.MAIN_CONTACT if row.is_primary else Role.REPRESENTATIVE
        roles[row.organisation_id] = roles.get(row.organisation_id, frozenset()) | {role}
    if not roles:
        return _Standing()
    memberships = Membership.objects.held_on(day).filter(organisation__in=roles).order_by("pk")
    return _Standing(roles, frozenset(memberships.values_list("membership_class", flat=True)))


def second_factor_of(account: Account | AnonymousUser) -> Authenticator | None:
    if not account.is_authenticated:
        return None
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
