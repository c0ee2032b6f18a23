"""What was funded: every project that everybody may read, searched, narrowed and added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from ccin.funding.models import Participant, Project, ProjectPrinciple
from ccin.funding.reads.projects import Standing, standings
from ccin.funding.states import LIVE_PROJECTS, ParticipantRole, ProjectKind, ProjectState
from ccin.kernel.money import show
from ccin.library.models import Theme
from ccin.members.models import Membership, Organisation
from ccin.members.states import EndReason
from ccin.principles.models import Principle

UNDER_WAY = "under_way"
LOOKS = {
    ProjectState.AGREED: "waiting",
    ProjectState.IN_DELIVERY: "waiting",
    ProjectState.REPORTED: "waiting",
    ProjectState.ACCEPTED: "good",
    ProjectState.PUBLISHED: "good",
    ProjectState.CLOSED: "good",
    ProjectState.TERMINATED: "bad",
    ProjectState.PAST: "quiet",
}
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen: only what some project has."""

    years: Choices
    themes: Choices
    principles: Choices
    nations: Choices
    regions: Choices
    leads: Choices


@dataclass(frozen=True, slots=True)
class Sums:
    """Real projects alone. `known` is the sum of the amounts that are on record, in pence."""

    projects: int
    labs: int
    prototypes: int
    known: int
    with_amount: int
    invented: int

    @property
    def of_no_type(self) -> int:
        return self.projects - self.labs - self.prototypes

    @property
    def without_amount(self) -> int:
        return self.projects - self.with_amount

    @property
    def money(self) -> str:
        return show(self.known, whole=True) if self.with_amount else _("not published")


@dataclass(frozen=True, slots=True)
class Row:
    project: Project
    lead: str
    lead_url: str
    partners: int
    kind: str
    status: str
    look: str
    amount: str


def options() -> Options:
    public = Project.objects.public().order_by()
    led = Organisation.objects.filter(pk__in=public.values("lead"))
    bodies = list(led.values_list("slug", "name", "nation", "region").order_by("name", "pk"))
    years = public.filter(year__isnull=False).values_list("year", flat=True).distinct()
    nations = {nation for _slug, _name, nation, _region in bodies if nation}
    regions = {region for _slug, _name, _nation, region in bodies if region} - nations
    themes = Theme.objects.filter(pk__in=public.values("themes")).order_by("name")
    used = ProjectPrinciple.objects.filter(project__in=public.values("pk")).order_by()
    principles = Principle.objects.filter(pk__in=used.values("principle"))
    return Options(
        years=[(str(year), str(year)) for year in sorted(filter(None, years), reverse=True)],
        themes=[(theme.slug, theme.name) for theme in themes],
        principles=_same(set(principles.order_by().values_list("name", flat=True))),
        nations=_same(nations),
        regions=_same(regions),
        leads=[(slug, name) for slug, name, _nation, _region in bodies],
    )


def _same(words: Iterable[str]) -> Choices:
    return [(word, word) for word in sorted(words)]


def projects(wanted: Mapping[str, Any]) -> QuerySet[Project]:
    """Those that fit, the youngest first and what is invented last; an empty value narrows
    nothing."""
    found = Project.objects.public()
    for name, lookup in _LOOKUPS.items():
        if wanted.get(name):
            found = found.filter(**{lookup: wanted[name]})
    if wanted.get("status"):
        found = found.filter(state__in=_states(wanted["status"]))
    if wanted.get("theme"):
        themed = Project.themes.through.objects.filter(theme__slug=wanted["theme"])
        found = found.filter(pk__in=themed.values("project"))
    if wanted.get("principle"):
        lived = ProjectPrinciple.objects.filter(principle__name=wanted["principle"]).order_by()
        found = found.filter(pk__in=lived.values("project"))
    for word in wanted.get("q", "").split():
        found = found.filter(_holds(word))
    return found.order_by("fictional", F("year").desc(nulls_last=True), "title", "pk")


_LOOKUPS = {
    "kind": "kind",
    "year": "year",
    "nation": "lead__nation",
    "region": "lead__region",
    "lead": "lead__slug",
}


def _states(status: str) -> Iterable[str]:
    return LIVE_PROJECTS if status == UNDER_WAY else (status,)


def _holds(word: str) -> Q:
    joined = Participant.objects.order_by().filter(
        Q(organisation__name__icontains=word) | Q(as_published__icontains=word)
    )
    own = Q(title__icontains=word) | Q(about__icontains=word)
    lead = Q(lead__name__icontains=word) | Q(lead_as_published__icontains=word)
    return own | lead | Q(pk__in=joined.values("project"))


def sums(found: QuerySet[Project]) -> Sums:
    real = Q(fictional=False) & (Q(lead=None) | Q(lead__fictional=False))
    return Sums(
        **found.order_by().aggregate(
            projects=Count("pk", filter=real),
            labs=Count("pk", filter=real & Q(kind=ProjectKind.LAB)),
            prototypes=Count("pk", filter=real & Q(kind=ProjectKind.PROTOTYPE)),
            known=Sum("amount", filter=real, default=0),
            with_amount=Count("pk", filter=real & Q(amount__isnull=False)),
            invented=Count("pk", filter=~real),
        )
    )


def in_rows(found: QuerySet[Project]) -> QuerySet[Project]:
    """Ready for `shown`: with who takes part."""
    part = Participant.objects.filter(role=ParticipantRole.PARTICIPANT)
    return found.select_related("lead").prefetch_related(
        Prefetch("participants", part, to_attr="taking_part")
    )


def shown(page: Iterable[Project]) -> list[Row]:
    rows = list(page)
    pages = with_a_page(one.lead_id for one in rows)
    standing = standings(one for one in rows if one.state in LIVE_PROJECTS)
    return [_row(one, pages, standing.get(one.pk)) for one in rows]


def _row(project: Project, pages: frozenset[int], standing: Standing | None) -> Row:
    lead = project.lead
    return Row(
        project=project,
        lead=lead_of(project),
        lead_url=lead.get_absolute_url() if lead and lead.pk in pages else "",
        partners=sum(one.organisation_id != project.lead_id for one in _others(project)),
        kind=project.get_kind_display() or _("Type not published"),
        status=standing.status if standing else project.get_state_display(),
        look=look_of(project, standing),
        amount=amount_of(project),
    )


def look_of(project: Project, standing: Standing | None) -> str:
    return "bad" if standing and standing.is_late else LOOKS[ProjectState(project.state)]


def _others(project: Project) -> list[Participant]:
    taking_part: list[Participant] = getattr(project, "taking_part", [])
    return [one for one in taking_part if one.organisation_id or one.as_published]


def lead_of(project: Project) -> str:
    return str(project.lead or project.lead_as_published or _("not published"))


def amount_of(project: Project) -> str:
    return _("not published") if project.amount is None else show(project.amount, whole=True)


def with_a_page(organisations: Iterable[int | None]) -> frozenset[int]:
    """A body that was never in membership has no public page."""
    held = Membership.objects.filter(organisation__in={key for key in organisations if key})
    real = held.exclude(end_reason=EndReason.CORRECTED).order_by()
    return frozenset(real.values_list("organisation", flat=True))
