"""The year ahead, made from dated settings and from dates that other records hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.accounts.models import RoleHeld
from ccin.desk.models import Deadline, Done
from ccin.desk.rules import falls
from ccin.desk.states import StaffRole
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Membership, Representation
from ccin.members.states import RepresentationRole
from ccin.register.models import ChangeEvent

A_YEAR = timedelta(days=366)
STILL_SHOWN = timedelta(days=90)  # a date that passed undone
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """A date of the year ahead with its task and those it waits on."""

    first: date
    last: date
    title: str
    task: str
    waits_on: tuple[str, ...] = ()
    address: str = ""
    source: str = ""
    is_proposal: bool = False
    staff_role: str = ""
    members_role: str = ""
    deadline: int | None = None  # only these can be marked as done
    done: Done | None = None

    @property
    def is_a_time(self) -> bool:
        return self.first != self.last

    @property
    def is_a_month(self) -> bool:
        """From the first day of a month to its last."""
        after = self.last + timedelta(days=1)
        return (
            self.is_a_time and self.first.day == after.day == 1 and after.month != self.first.month
        )

    def is_late(self, day: date) -> bool:
        return self.done is None and self.last < day


@dataclass(frozen=True, slots=True)
class YearAhead:
    late: list[Due]
    months: list[tuple[date, list[Due]]]


def year_ahead(day: date) -> YearAhead:
    """What is late, then month by month what comes. Done things stay until their day has passed."""
    coming = sorted(
        [*_with_names(_deadlines(day), day), *_endings(day), *_reorganisations(day)],
        key=lambda due: (due.first, due.title),
    )
    months = groupby(
        (due for due in coming if due.last >= day),
        key=lambda due: max(due.first, day).replace(day=1),
    )
    return YearAhead(
        late=[due for due in coming if due.is_late(day) and due.deadline],
        months=[(month, list(dues)) for month, dues in months],
    )


def waiting_for(actor: Actor) -> list[Waiting]:
    """The dates of the next fortnight, and the late ones, that wait on a role of this person.

    A stand-in stands in for every role.
    """
    if not actor.may(Permission.YEAR_AHEAD_CHANGE):
        return []
    day = today()
    roles = actor.network_roles
    return [
        Waiting(due.title, reverse("desk:year_ahead"), due.first, due.last)
        for due in _deadlines(day)
        if due.done is None
        and due.first <= day + SOON
        and (due.staff_role in roles or Role.STAND_IN in roles)
    ]


def _deadlines(day: date) -> Iterator[Due]:
    known = {deadline.pk: deadline for deadline in Deadline.objects.all()}
    done = {
        (each.deadline_id, each.fell_on): each
        for each in Done.objects.select_related("done_by").filter(fell_on__gte=day - 2 * A_YEAR)
    }
    for deadline in known.values():
        if deadline.is_set_aside:
            continue
        first = max(day - STILL_SHOWN, deadline.added_on)
        for when in falls(deadline.rule_among(known), first, day + A_YEAR):
            yield Due(
                first=when.first,
                last=when.last,
                title=deadline.title,
                task=deadline.task,
                address=deadline.address,
                source=deadline.source,
                is_proposal=deadline.is_proposal,
                staff_role=deadline.staff_role,
                members_role=deadline.members_role,
                deadline=deadline.pk,
                done=done.get((deadline.pk, when.first)),
            )


def _with_names(dues: Iterable[Due], day: date) -> Iterator[Due]:
    """Each with those that it waits on, by name where they are on the staff."""
    names = _names_of_holders(day)
    members = _members_by_role(day)
    for due in dues:
        yield replace(due, waits_on=tuple(_waits_on(due, names, members)))


def _waits_on(due: Due, names: dict[str, list[str]], members: dict[str, int]) -> Iterator[str]:
    if due.staff_role:
        holders = names.get(due.staff_role)
        role = StaffRole(due.staff_role).label
        yield from holders or [_("nobody: no one holds the role “%(role)s”") % {"role": role}]
    if due.members_role:
        role = RepresentationRole(due.members_role).label
        number = members.get(due.members_role, 0)
        yield _("%(role)s at members (%(number)s known)") % {"role": role, "number": number}


def _names_of_holders(day: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    held = RoleHeld.objects.current_on(day).select_related("account").order_by("account__name")
    for each in held.filter(account__is_active=True):
        found.setdefault(each.role, []).append(str(each.account))
    return found


def _members_by_role(day: date) -> dict[str, int]:
    members = Membership.objects.held_on(day).values("organisation")
    standings = Representation.objects.current_on(day).filter(organisation__in=members)
    counted = standings.order_by().values("role").annotate(number=Count("pk"))
    return {row["role"]: row["number"] for row in counted}


def _endings(day: date) -> Iterator[Due]:
    """Roles on the staff and representations whose last day is already known."""
    roles = RoleHeld.objects.filter(ends_on__gte=day, ends_on__lte=day + A_YEAR)
    for held in roles.select_related("account"):
        yield Due(
            first=held.ends_on or day,
            last=held.ends_on or day,
            title=_("A role on the staff ends"),
            task=_("%(name)s holds “%(role)s” until this day.")
            % {"name": held.account, "role": held.role.replace("_", " ")},
            waits_on=(str(held.account),),
        )
    standings = Representation.objects.filter(ends_on__gte=day, ends_on__lte=day + A_YEAR)
    for standing in standings.select_related("person", "organisation"):
        yield Due(
            first=standing.ends_on or day,
            last=standing.ends_on or day,
            title=_("A representative’s term ends"),
            task=str(standing),
            waits_on=(str(standing.organisation),),
            address=reverse("members:organisation", args=[standing.organisation_id]),
        )


def _reorganisations(day: date) -> Iterator[Due]:
    """Members whose council dissolves, and the events that bring it about."""
    events = ChangeEvent.objects.filter(happens_on__gte=day, happens_on__lte=day + A_YEAR)
    for event in events.prefetch_related("successions__predecessor"):
        yield Due(
            first=event.happens_on,
            last=event.happens_on,
            title=event.title,
            task=_("Reorganisation under %(instrument)s.") % {"instrument": event.instrument}
            if event.instrument
            else _("Reorganisation of councils."),
            waits_on=tuple(sorted({str(each.predecessor) for each in event.successions.all()})),
            source=event.source,
        )
    ending = Membership.objects.held_on(day).filter(
        organisation__authority__valid_to__gte=day,
        organisation__authority__valid_to__lte=day + A_YEAR,
    )
    for membership in ending.select_related("organisation__authority"):
        organisation = membership.organisation
        assert organisation.authority is not None
        last = organisation.authority.valid_to or day
        yield Due(
            first=last,
            last=last,
            title=_("A council in membership dissolves"),
            task=_("%(council)s: decide with the successor whether its membership passes on.")
            % {"council": organisation},
            waits_on=(str(organisation),),
            address=reverse("members:organisation", args=[organisation.pk]),
        )
