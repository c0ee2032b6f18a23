"""The Actor of an account."""

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld
from ccin.kernel.clock import today
from ccin.members.models import Representation


def actor_for(account: Account, *, second_factor: bool) -> Actor:
    """Who this account is today, from dated facts. Without the second factor: no staff role."""
    day = today()
    roles: frozenset[Role] = frozenset()
    if second_factor:
        held = RoleHeld.objects.current_on(day).filter(account=account)
        roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
    organisations: dict[int, frozenset[Role]] = {}
    if account.person_id:
        for standing in Representation.objects.current_on(day).filter(person=account.person_id):
            role = Role.MAIN_CONTACT if standing.is_primary else Role.REPRESENTATIVE
            before = organisations.get(standing.organisation_id, frozenset())
            organisations[standing.organisation_id] = before | {role}
    return Actor(
        key=f"account:{account.pk}",
        name=str(account),
        person=account.person_id,
        network_roles=roles,
        organisation_roles=organisations,
    )
