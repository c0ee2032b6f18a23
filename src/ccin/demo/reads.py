"""The people as whom a demonstration lets anyone sign in."""

from dataclasses import dataclass

from django.db.models import Prefetch

from ccin.accounts.models import Account, RoleHeld
from ccin.kernel.clock import today
from ccin.members.models import Representation


@dataclass(frozen=True, slots=True)
class DemoPerson:
    account: Account
    stands_for: tuple[str, ...]  # staff roles, or “Leader, Fallowmere City Council”


def demo_people() -> tuple[list[DemoPerson], list[DemoPerson]]:
    """The fictional staff, and the fictional members' people."""
    day = today()
    held = RoleHeld.objects.current_on(day).order_by("role", "pk")
    standing = Representation.objects.current_on(day).select_related("organisation")
    accounts = Account.objects.filter(fictional=True, is_active=True).prefetch_related(
        Prefetch("roles_held", held),
        Prefetch("person__representations", standing.order_by("pk")),
    )
    staff, others = [], []
    for account in accounts.order_by("name", "pk"):
        roles = tuple(str(role.get_role_display()) for role in account.roles_held.all())
        if roles:
            staff.append(DemoPerson(account, roles))
        else:
            others.append(DemoPerson(account, _standing_of(account)))
    return staff, others


def _standing_of(account: Account) -> tuple[str, ...]:
    if account.person is None:
        return ()
    return tuple(
        f"{standing.get_role_display()}, {standing.organisation}"
        for standing in account.person.representations.all()
    )
