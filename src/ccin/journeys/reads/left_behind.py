"""What a reorganisation leaves for staff to move."""

from dataclasses import dataclass
from datetime import date

from ccin.members.models import Membership, Organisation
from ccin.register.models import Authority, Succession


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A membership, or a body under a council, whose council ends or has ended."""

    organisation: Organisation
    membership: Membership | None  # to pass on; without one the body itself moves
    council: Authority
    last_day: date
    successors: tuple[Authority, ...]


def left_behind(on: date) -> list[LeftBehind]:
    """Open memberships and bodies of councils that no longer exist on that day, oldest first."""
    councils = Authority.objects.filter(valid_to__lt=on)
    successors: dict[int, list[Authority]] = {}
    for passed in (
        Succession.objects.filter(predecessor__in=councils)
        .select_related("successor")
        .order_by("successor__name")
    ):
        successors.setdefault(passed.predecessor_id, []).append(passed.successor)
    held = (
        Membership.objects.filter(ends_on=None, organisation__authority__in=councils)
        .filter(organisation__merged_into=None)
        .select_related("organisation__authority")
    )
    under = Organisation.objects.kept().filter(principal_council__in=councils)
    found: list[tuple[Organisation, Membership | None, Authority | None]] = [
        *((each.organisation, each, each.organisation.authority) for each in held),
        *(
            (body, None, body.principal_council)
            for body in under.select_related("principal_council")
        ),
    ]
    lines = [
        LeftBehind(
            organisation,
            membership,
            council,
            council.valid_to,
            tuple(successors.get(council.pk, [])),
        )
        for organisation, membership, council in found
        if council and council.valid_to
    ]
    return sorted(lines, key=lambda line: (line.last_day, line.organisation.name))
