"""How projects stand: what the rules reckon from, read for one or for a whole list at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils import timezone

from ccin.funding.models import Agreement, Milestone, Output, ProgressReport, Project
from ccin.funding.reasons.projects import lack_in_words, slip_in_words, status_in_words
from ccin.funding.rules.projects import (
    Course,
    Due,
    Lack,
    Slipping,
    is_late,
    lacks,
    slippage,
    status,
)
from ccin.funding.states import TURNED_INTO, OutputState
from ccin.kernel.clock import today
from ccin.library.states.resources import READABLE, ResourceKind, Visibility

# What others can use, as the library calls it: a toolkit is a tool or a guide there.
USEFUL_KINDS = frozenset(
    {ResourceKind.CASE_STUDY, ResourceKind.TOOL, ResourceKind.GUIDE, ResourceKind.WEBINAR}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one project stands on a day; `status` and `slips` are words for everybody."""

    status: str
    slips: list[str]
    is_late: bool
    slipping: tuple[Slipping, ...]


def standings(projects: Iterable[Project]) -> dict[int, Standing]:
    """By project, in three queries however many there are."""
    day = today()
    return {key: _standing(course, day) for key, course in courses(projects).items()}


def standing_of(project: Project) -> Standing:
    return standings([project])[project.pk]


def courses(projects: Iterable[Project]) -> dict[int, Course]:
    """What the rules need to know of each."""
    listed = list(projects)
    keys = [project.pk for project in listed]
    due: dict[int, list[Due]] = defaultdict(list)
    for each in Milestone.objects.filter(project__in=keys):
        due[each.project_id].append(Due(each.due_on, each.first_due_on, each.done_on))
    said = ProgressReport.objects.filter(project__in=keys).order_by().values_list("project")
    words = dict(said.annotate(last=Max("made_at")))
    accepted = dict(
        Agreement.objects.filter(project__in=keys, accepted_at__isnull=False)
        .order_by()
        .values_list("project", "accepted_at")
    )
    found = {}
    for project in listed:
        last = words.get(project.pk) or accepted.get(project.pk)
        began = timezone.localtime(last).date() if last else project.starts_on
        found[project.pk] = Course(
            state=project.state,
            ends_on=project.ends_on,
            first_ends_on=project.first_ends_on,
            report_due_on=project.report_due_on,
            last_word_on=max(filter(None, (began, project.starts_on)), default=None),
            milestones=tuple(due[project.pk]),
        )
    return found


def course_of(project: Project) -> Course:
    return courses([project])[project.pk]


def what_is_lacking(project: Project) -> tuple[Lack, ...]:
    """What stands between it and being closed."""
    return lacks(project.state, is_for_others=is_for_others(project))


def lacking_in_words(project: Project) -> list[str]:
    return [lack_in_words(lack) for lack in what_is_lacking(project)]


def is_for_others(project: Project) -> bool:
    """Something that others can use came of it and is in the library for everybody to read."""
    useful = Q(kind__in=TURNED_INTO) & Q(
        state=OutputState.ACCEPTED,
        resource__kind__in=USEFUL_KINDS,
        resource__state__in=READABLE,
        resource__visibility=Visibility.PUBLIC,
    )
    return Output.objects.filter(useful, project=project).exists()


def _standing(course: Course, day: date) -> Standing:
    found = slippage(course, day)
    return Standing(
        status=status_in_words(status(course, day)),
        slips=[slip_in_words(each.slip, each.days, each.count) for each in found],
        is_late=is_late(course, day),
        slipping=found,
    )
