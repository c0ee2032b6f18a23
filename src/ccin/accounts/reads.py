"""The Actor of an account, and the accounts that hold roles."""

from dataclasses import dataclass, field
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery

from ccin.access.actor import Actor
from ccin.access.permissions import STAFF_ROLES, Role
from ccin.accounts.models import Account, RoleHeld
from ccin.governance.reads.bodies import body_roles_of
from ccin.kernel.clock import today
from ccin.members.models import Membership, Representation


def actor_for(account: Account, *, second_factor: bool) -> Actor:
    """Who this account is today, from dated facts, in three queries. Without the second factor:
    no role on the staff and none in a body."""
    day = today()
    held = RoleHeld.objects.current_on(day).filter(account=account)
    roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
    standing = _standing_of(account.person_id, day) if account.person_id else _Standing()
    bodies = body_roles_of(account.person_id, day) if account.person_id else {}
    return Actor(
        key=f"account:{account.pk}",
        name=str(account),
        person=account.person_id,
        network_roles=roles if second_factor else roles - STAFF_ROLES,
        organisation_roles=standing.roles,
        body_roles=bodies if second_factor else {},
        classes=standing.classes,
        lacks_second_factor=not second_factor and bool(roles & STAFF_ROLES or bodies),
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()


def _standing_of(person: int, day: date) -> _Standing:
    """For which organisations a person stands today, and in which classes those are.

    Only while the organisation holds a class: the people of one that has left may see what the
    public may see, though it is still recorded whom they stood for.
    """
    held = Membership.objects.held_on(day).filter(organisation=OuterRef("organisation"))
    standing = (
        Representation.objects.current_on(day)
        .filter(person=person)
        .annotate(class_held=Subquery(held.values("membership_class")[:1]))
        .filter(class_held__isnull=False)
        .values_list("organisation_id", "is_primary", "class_held")
    )
    roles: dict[int, frozenset[Role]] = {}
    classes = set()
    for organisation, is_primary, class_held in standing:
        role = Role.MAIN_CONTACT if is_primary else Role.REPRESENTATIVE
        roles[organisation] = roles.get(organisation, frozenset()) | {role}
        classes.add(class_held)
    return _Standing(roles, frozenset(classes))


def second_factor_of(account: Account | AnonymousUser) -> Authenticator | None:
    if not account.is_authenticated:
        return None
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
