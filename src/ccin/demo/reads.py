"""The people as whom a demonstration lets anyone sign in."""

from dataclasses import dataclass

from django.db.models import Prefetch

from ccin.accounts.models import Account, RoleHeld
from ccin.governance.models import Appointment
from ccin.kernel.clock import today
from ccin.members.models import Representation


@dataclass(frozen=True, slots=True)
class DemoPerson:
    account: Account
    stands_for: tuple[str, ...]  # staff roles, “Leader, Fallowmere City Council”, seats held


def demo_people() -> tuple[list[DemoPerson], list[DemoPerson]]:
    """The fictional staff, and the fictional members' people."""
    day = today()
    held = RoleHeld.objects.current_on(day).order_by("role", "pk")
    standing = Representation.objects.current_on(day).select_related("organisation")
    accounts = Account.objects.filter(fictional=True, is_active=True).prefetch_related(
        Prefetch("roles_held", held),
        Prefetch("person__representations", standing.order_by("pk")),
    )
    seats = _seats_held()
    staff: list[DemoPerson] = []
    others: list[DemoPerson] = []
    for account in accounts.order_by("name", "pk"):
        roles = tuple(str(role.get_role_display()) for role in account.roles_held.all())
        known = (*roles, *_standing_of(account), *seats.get(account.person_id or 0, ()))
        (staff if roles else others).append(DemoPerson(account, known))
    return staff, others


def _seats_held() -> dict[int, tuple[str, ...]]:
    """Of each person: “Chair, Executive Oversight Committee”."""
    held: dict[int, tuple[str, ...]] = {}
    sitting = Appointment.objects.current_on(today()).select_related("seat__body")
    for each in sitting.order_by("seat__body__name", "pk"):
        what = each.get_office_display() or each.seat.get_role_display()
        held[each.person_id] = (*held.get(each.person_id, ()), f"{what}, {each.seat.body}")
    return held


def _standing_of(account: Account) -> tuple[str, ...]:
    if account.person is None:
        return ()
    return tuple(
        f"{standing.get_role_display()}, {standing.organisation}"
        for standing in account.person.representations.all()
    )
