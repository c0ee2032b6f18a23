"""How a project stands against what was agreed: late, silent, extended; what it still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

# Proposals of ours: the network has published none of these (docs/sources.md).
REPORT_DUE_AFTER = timedelta(days=28)  # from the end of the project to its final report
SILENT_AFTER = timedelta(days=122)  # four months without a word count as slipping
WORD_ASKED_EVERY = timedelta(days=91)  # a quarter: when a word on progress is asked for
REPORT_ASKED_BEFORE = timedelta(days=30)
REMIND_AGAIN_AFTER = timedelta(days=28)

_WAITING = frozenset({"agreed"})
_DELIVERING = frozenset({"in_delivery"})
_UNREPORTED = _WAITING | _DELIVERING


class Status(StrEnum):
    """What a project is called, from its state and its days; the words are in `reasons`."""

    AGREED = auto()
    IN_DELIVERY = auto()
    EXTENDED = auto()
    REPORT_DUE = auto()
    REPORT_OVERDUE = auto()
    REPORTED = auto()
    ACCEPTED = auto()
    PUBLISHED = auto()
    CLOSED = auto()
    TERMINATED = auto()
    PAST = auto()


class Slip(StrEnum):
    """In which ways a project slips."""

    MOVED = auto()  # its end was moved, by `days`
    LATE_MILESTONES = auto()  # `count` of them, the first by `days`
    REPORT_OVERDUE = auto()  # by `days`
    SILENT = auto()  # for `days`


class Lack(StrEnum):
    """What stands between a project and its end."""

    AGREEMENT = auto()
    REPORT = auto()
    ACCEPTANCE = auto()
    PUBLICATION = auto()
    FOR_OTHERS = auto()


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day: reached on `done_on`, or not yet."""

    due_on: date
    first_due_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What a project's standing is reckoned from. `last_word_on` is the day of its last progress
    report, or that of its beginning while there was none."""

    state: str
    ends_on: date | None = None
    first_ends_on: date | None = None
    report_due_on: date | None = None
    last_word_on: date | None = None
    milestones: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class Slipping:
    slip: Slip
    days: int
    count: int = 1


def days_moved(course: Course) -> int:
    """How far the end lies from where it was agreed at first; below nothing if it came nearer."""
    if course.ends_on is None or course.first_ends_on is None:
        return 0
    return (course.ends_on - course.first_ends_on).days


def slippage(course: Course, on: date) -> tuple[Slipping, ...]:
    """How it slips on that day, for everybody to see. A moved end stays on view for good; being
    late or silent is over once a project is reported on, ended or closed."""
    found = []
    if (moved := days_moved(course)) > 0:
        found.append(Slipping(Slip.MOVED, moved))
    if course.state not in _UNREPORTED:
        return tuple(found)
    late = [due.due_on for due in course.milestones if due.done_on is None and due.due_on < on]
    if late:
        found.append(Slipping(Slip.LATE_MILESTONES, (on - min(late)).days, len(late)))
    if course.report_due_on and course.report_due_on < on:
        found.append(Slipping(Slip.REPORT_OVERDUE, (on - course.report_due_on).days))
    silent = _silent_for(course, on)
    if course.state in _DELIVERING and silent > SILENT_AFTER:
        found.append(Slipping(Slip.SILENT, silent.days))
    return tuple(found)


def status(course: Course, on: date) -> Status:
    if course.state not in _DELIVERING:
        return Status(course.state)
    if course.report_due_on and course.report_due_on < on:
        return Status.REPORT_OVERDUE
    if course.ends_on and course.ends_on < on:
        return Status.REPORT_DUE
    return Status.EXTENDED if days_moved(course) > 0 else Status.IN_DELIVERY


def is_late(course: Course, on: date) -> bool:
    """Whether something is late or nobody says how it goes; a moved end alone was agreed."""
    return any(each.slip is not Slip.MOVED for each in slippage(course, on))


def word_is_due(course: Course, on: date) -> bool:
    return course.state in _DELIVERING and _silent_for(course, on) >= WORD_ASKED_EVERY


def report_is_near(course: Course, on: date) -> bool:
    due = course.report_due_on
    return course.state in _DELIVERING and due is not None and due - REPORT_ASKED_BEFORE <= on


def may_remind(reminded_on: date | None, on: date) -> bool:
    return reminded_on is None or reminded_on + REMIND_AGAIN_AFTER <= on


def lacks(state: str, *, is_for_others: bool) -> tuple[Lack, ...]:
    """What a project still lacks before it can be closed, in the order in which it comes."""
    order = ("agreed", "in_delivery", "reported", "accepted", "published")
    steps = (Lack.AGREEMENT, Lack.REPORT, Lack.ACCEPTANCE, Lack.PUBLICATION)
    come = order.index(state) if state in order else len(order)
    found = steps[come:]
    return found if is_for_others else (*found, Lack.FOR_OTHERS)


def moved_along(day: date | None, before: date | None, after: date | None) -> date | None:
    """A day that keeps its distance from an end that is moved."""
    if day is None or before is None or after is None:
        return day
    return day + (after - before)


def spread_over(start: date, end: date, parts: int) -> Sequence[date]:
    """Days that cut a stretch of time into equal parts, its own end left out."""
    length = (end - start).days
    return [start + timedelta(days=length * part // (parts + 1)) for part in range(1, parts + 1)]


def _silent_for(course: Course, on: date) -> timedelta:
    return on - course.last_word_on if course.last_word_on else timedelta(0)
