"""Keeping the dates of the year, and marking what of them is done."""

import calendar
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.desk.imports import dates_of_the_year
from ccin.desk.models import Deadline, Done
from ccin.desk.rules import falls
from ccin.desk.states import RuleKind
from ccin.kernel.errors import Refused, Stale

LONGEST_MONTHS = {month: calendar.monthrange(2024, month)[1] for month in range(1, 13)}


@dataclass(frozen=True, slots=True)
class DeadlineDetails:
    """What a date of the year is; which fields count depends on the rule."""

    title: str
    task: str
    rule: str
    source: str
    month: int = 1
    day: int = 1
    on: date | None = None
    days: int = 0
    anchor: Deadline | None = None
    every: int = 1
    since: int = 0
    staff_role: str = ""
    members_role: str = ""
    address: str = ""
    is_proposal: bool = False
    is_set_aside: bool = False

    @classmethod
    def of(cls, deadline: Deadline) -> "DeadlineDetails":
        return cls(**{field.name: getattr(deadline, field.name) for field in fields(cls)})


@transaction.atomic
def add_deadline(details: DeadlineDetails, *, by: Actor) -> Deadline:
    by.must(Permission.YEAR_AHEAD_CHANGE)
    _check(details, other_than=None)
    deadline = Deadline.objects.create(**_values(details))
    record(by, "desk.deadline_added", deadline, title=deadline.title)
    return deadline


@transaction.atomic
def correct_deadline(
    deadline: Deadline, details: DeadlineDetails, *, version: int, by: Actor
) -> None:
    """What was done under the old rule stays done."""
    deadline.refresh_from_db(from_queryset=Deadline.objects.select_for_update())
    by.must(Permission.YEAR_AHEAD_CHANGE)
    if deadline.version != version:
        raise Stale(str(deadline))
    _check(details, other_than=deadline)
    before = asdict(DeadlineDetails.of(deadline))
    for name, value in _values(details).items():
        setattr(deadline, name, value)
    deadline.version += 1
    deadline.save()
    after = asdict(DeadlineDetails.of(deadline))
    record(
        by,
        "desk.deadline_corrected",
        deadline,
        title=deadline.title,
        fields=[name for name in after if after[name] != before[name]],
    )


@transaction.atomic
def mark_done(deadline: Deadline, *, fell_on: date, note: str = "", by: Actor) -> Done:
    """Marking it twice leaves the first mark as it is."""
    Deadline.objects.select_for_update().get(pk=deadline.pk)
    by.must(Permission.YEAR_AHEAD_CHANGE)
    known = Done.objects.filter(deadline=deadline, fell_on=fell_on).first()
    if known:
        return known
    rule = deadline.rule_among({each.pk: each for each in Deadline.objects.all()})
    if fell_on not in [when.first for when in falls(rule, fell_on, fell_on)]:
        raise Refused(f"“{deadline}” does not fall on that day. Open it from the year ahead.")
    done = Done.objects.create(
        deadline=deadline,
        fell_on=fell_on,
        done_at=timezone.now(),
        done_by=_account(by),
        note=note,
    )
    record(
        by,
        "desk.deadline_met",
        deadline,
        title=deadline.title,
        fell_on=fell_on.isoformat(),
        note=note,
    )
    return done


@transaction.atomic
def mark_not_done(deadline: Deadline, *, fell_on: date, by: Actor) -> None:
    Deadline.objects.select_for_update().get(pk=deadline.pk)
    by.must(Permission.YEAR_AHEAD_CHANGE)
    removed, _ = Done.objects.filter(deadline=deadline, fell_on=fell_on).delete()
    if removed:
        record(
            by,
            "desk.deadline_reopened",
            deadline,
            title=deadline.title,
            fell_on=fell_on.isoformat(),
        )


@transaction.atomic
def bring_the_year(*, by: Actor) -> int:
    """Add those dates of the project that are missing; what staff changed stays."""
    by.must(Permission.YEAR_AHEAD_CHANGE)
    known = {deadline.key: deadline for deadline in Deadline.objects.exclude(key=None)}
    brought = []
    for key, anchor, values in _anchors_first():
        if key not in known:
            known[key] = Deadline.objects.create(key=key, anchor=known.get(anchor), **values)
            brought.append(known[key])
    if brought:
        first, *others = brought
        record(by, "desk.year_brought", first, concerning=others, number=len(brought))
    return len(brought)


def _anchors_first() -> Iterator[tuple[str, str, dict[str, Any]]]:
    waiting = list(dates_of_the_year())
    placed: set[str] = {""}
    while waiting:
        key, anchor, values = waiting.pop(0)
        if anchor in placed:
            placed.add(key)
            yield key, anchor, values
        else:
            waiting.append((key, anchor, values))


def _values(details: DeadlineDetails) -> dict[str, Any]:
    return {field.name: getattr(details, field.name) for field in fields(details)}


def _check(details: DeadlineDetails, *, other_than: Deadline | None) -> None:
    if details.rule == RuleKind.ONCE and details.on is None:
        raise Refused("Enter the day on which it falls.")
    if details.rule == RuleKind.YEARLY and details.day > LONGEST_MONTHS[details.month]:
        raise Refused(
            f"{calendar.month_name[details.month]} has no day {details.day}. Choose another day."
        )
    if details.rule == RuleKind.BESIDE and details.anchor is None:
        raise Refused("Choose the date that this one comes before or after.")
    if not details.source.strip():
        raise Refused("Say where this date is published, or whose proposal it is.")
    anchor = details.anchor
    while anchor is not None:
        if other_than is not None and anchor.pk == other_than.pk:
            raise Refused(
                f"“{details.anchor}” itself hangs on this date. Choose another date to count from."
            )
        anchor = anchor.anchor


def _account(by: Actor) -> Account | None:
    kind, _, key = by.key.partition(":")
    if kind != "account" or not key.isdecimal():
        return None
    return Account.objects.filter(pk=int(key)).first()
