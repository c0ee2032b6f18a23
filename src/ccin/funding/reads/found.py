"""What calls and projects are found by: plain entries for the index, for everybody."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.funding.models import Project, Round
from ccin.funding.reads.portfolio import lead_of
from ccin.kernel.clock import LONDON, today
from ccin.members.models import Edition
from ccin.search.reads import mark_of
from ccin.search.rules import Entry

PROJECT, CALL = "project", "call"
KINDS = frozenset({PROJECT, CALL})
INDEXED = "funding"  # the mark of what was handed over
PUBLIC = frozenset({"public"})


def state_of_funding() -> str:
    """Another whenever a project or a call changes, a call opens or closes, and each day."""
    projects = Project.objects.order_by().aggregate(number=Count("pk"), last=Max("changed_at"))
    is_open = Q(opens_at__lte=timezone.now(), closes_at__gt=timezone.now())
    rounds = Round.objects.order_by().aggregate(
        number=Count("pk"), versions=Sum("version"), open=Count("pk", filter=is_open)
    )
    stamp = Edition.objects.order_by("pk").values_list("stamp", flat=True).first()
    return " ".join(map(str, (stamp, today(), *projects.values(), *rounds.values())))


def is_index_behind() -> bool:
    return mark_of(INDEXED) != state_of_funding()


def funding_entries(moment: datetime) -> list[Entry]:
    """Every public project, and the calls that take bids at that moment."""
    projects = (
        Project.objects.public()
        .select_related("lead")
        .prefetch_related("themes", "participants__organisation")
    )
    calls = Round.objects.open_at(moment).prefetch_related("themes__theme")
    return [*map(_project, projects.order_by("pk")), *map(_call, calls.order_by("pk"))]


def _project(project: Project) -> Entry:
    lead = lead_of(project) if project.lead or project.lead_as_published else ""
    names = [lead, *map(str, project.participants.all())]
    day = project.awarded_on or (date(project.year, 1, 1) if project.year else None)
    region = project.lead and (project.lead.region or project.lead.nation)
    return Entry(
        key=f"funding.project:{project.pk}",
        kind=PROJECT,
        title=project.title,
        url=project.get_absolute_url(),
        audience=PUBLIC,
        summary=", ".join(filter(None, [str(project.get_kind_display()), lead])),
        body=project.about,
        also=" ".join(filter(None, names)),
        facets=_facets(_("Project"), (each.name for each in project.themes.all()), region or ""),
        dated_on=day,
        dated_by_year=project.awarded_on is None and day is not None,
        fictional=project.fictional,
    )


def _call(call: Round) -> Entry:
    themes = [each.theme.name for each in call.themes.all()]
    return Entry(
        key=f"funding.round:{call.pk}",
        kind=CALL,
        title=call.title,
        url=call.get_absolute_url(),
        audience=PUBLIC,
        summary=_("Open for bids"),
        body=call.about,
        also=" ".join([_("grant money apply Policy Lab Policy Prototype"), *themes]),
        facets=_facets(_("Call for bids"), themes, ""),
        dated_on=call.opens_at.astimezone(LONDON).date() if call.opens_at else None,
        fictional=call.fictional,
    )


def _facets(kind: str, themes: Iterable[str], region: str) -> tuple[tuple[str, str], ...]:
    found = {("kind", kind), *(("theme", name) for name in themes)}
    return tuple(sorted(found | ({("region", region)} if region else set())))
