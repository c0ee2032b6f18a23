"""What is new of calls and projects, for whoever follows them from outside."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from ccin.funding.models import Project, Round
from ccin.funding.reads.open_data import public_projects
from ccin.funding.reads.portfolio import lead_of
from ccin.funding.states import SHOWN_ROUNDS

LATEST = 50


@dataclass(frozen=True, slots=True)
class News:
    title: str
    path: str
    words: str
    who: str
    happened_at: datetime
    changed_at: datetime


def news(moment: datetime) -> list[News]:
    """The latest first: calls from the minute they open, projects from the day of their award. What
    was only brought forward comes behind, by its year; what is invented does not come."""
    opened = Round.objects.filter(
        state__in=SHOWN_ROUNDS, fictional=False, brought_forward=False, opens_at__lte=moment
    )
    calls = [
        _call(one, one.opens_at) for one in opened.order_by("-opens_at")[:LATEST] if one.opens_at
    ]
    projects = [_project(one) for one in public_projects().select_related("lead")[: LATEST * 2]]
    both = sorted([*calls, *projects], key=lambda one: (one.happened_at, one.path), reverse=True)
    return both[:LATEST]


def _call(call: Round, opened_at: datetime) -> News:
    title = _("Call for bids: %(title)s") % {"title": call.title}
    return News(title, call.get_absolute_url(), call.about, "", opened_at, opened_at)


def _project(project: Project) -> News:
    day = project.awarded_on
    if day is not None:
        happened = datetime(day.year, day.month, day.day, tzinfo=UTC)
    else:
        happened = datetime(project.year or 1970, 1, 1, tzinfo=UTC)
    title = _("Funded: %(title)s") % {"title": project.title}
    who = lead_of(project) if project.lead or project.lead_as_published else ""
    return News(
        title,
        project.get_absolute_url(),
        project.about,
        who,
        happened,
        max(happened, project.changed_at),
    )
