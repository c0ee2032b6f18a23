"""A council looks at itself: its scores over the years, and who and what helps where it is weak."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Max, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.design.charts import Chart, Point, Series
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.library.models import PrincipleShown, Resource
from ccin.library.reads.contacts import reads_addresses
from ccin.library.reads.shown import released_title
from ccin.library.rules.ourselves import A_YEAR, STRONG, change, is_due, weak
from ccin.members.models import Organisation, Representation
from ccin.principles.models import AssessedPrinciple, Assessment
from ccin.principles.states import Score

SHOWN = 4  # members, and things to read, for each weak principle


@dataclass(frozen=True, slots=True)
class Row:
    """One principle through the years; `labels` are as many as there are assessments."""

    principle: str
    labels: list[str]
    change: int | None
    is_weak: bool


@dataclass(frozen=True, slots=True)
class Strong:
    """A member that others can learn a principle from, by what it published."""

    organisation: Organisation
    score: str
    shown: int
    contact: Representation | None


@dataclass(frozen=True, slots=True)
class Help:
    principle: str
    strong: list[Strong]
    read: list[Resource]


@dataclass(frozen=True, slots=True)
class Progress:
    assessments: list[Assessment]  # oldest first
    rows: list[Row]
    help: list[Help]
    due_on: date | None
    chart: Chart | None

    @property
    def latest(self) -> Assessment | None:
        return self.assessments[-1] if self.assessments else None


@dataclass(slots=True)
class _Found:
    scores: dict[int, int] = field(default_factory=dict)
    shown: dict[int, list[Resource]] = field(default_factory=lambda: defaultdict(list))


def progress_of(organisation: Organisation, actor: Actor) -> Progress:
    """In a constant number of queries, however many years and members there are."""
    seen = Assessment.objects.visible_to(actor).filter(organisation=organisation)
    assessments = list(
        seen.select_related("statement")
        .prefetch_related("answers__principle")
        .order_by("assessed_on", "pk")
    )
    scores = [
        {answer.principle.name: answer.score for answer in assessment.answers.all()}
        for assessment in assessments
    ]
    names = list(dict.fromkeys(name for each in reversed(scores) for name in each))
    first = weak(scores[-1]) if scores else []
    rows = [
        Row(
            name,
            [str(Score(each[name]).label) if name in each else "" for each in scores],
            change([each.get(name) for each in scores]),
            name in first,
        )
        for name in names
    ]
    return Progress(
        assessments,
        rows,
        _help(first, organisation, actor),
        assessments[-1].assessed_on + A_YEAR if assessments else None,
        _chart(assessments, scores),
    )


def waiting_for(actor: Actor) -> list[Waiting]:
    """For main contacts: assessments that are a year old."""
    mine = actor.organisations_where(Permission.SELF_ASSESSMENT_CHANGE)
    if not mine:
        return []
    taken = (
        Assessment.objects.filter(organisation__in=mine)
        .order_by()
        .values("organisation", "organisation__name")
        .annotate(last=Max("assessed_on"))
    )
    return [
        Waiting(
            _("Take the self-assessment of %(name)s again") % {"name": each["organisation__name"]},
            reverse("library:ourselves", args=[each["organisation"]]),
            each["last"] + A_YEAR,
            each["last"] + A_YEAR,
        )
        for each in taken
        if is_due(each["last"], today())
    ]


def due_again(on: date) -> list[Assessment]:
    """The last assessment of each member, where it is a year old and nobody was asked yet."""
    members = Organisation.objects.members_on(on).order_by().values("pk")
    taken = Assessment.objects.filter(organisation__in=members).select_related("organisation")
    last = {each.organisation_id: each for each in taken.order_by("assessed_on", "pk")}
    return [
        each
        for each in last.values()
        if is_due(each.assessed_on, on) and each.asked_again_on is None
    ]


def _chart(assessments: list[Assessment], scores: list[dict[str, int]]) -> Chart | None:
    """The mean of all answers: one line, since ten lines on five steps cannot be told apart."""
    if len(assessments) < 2:
        return None
    points = [
        Point(each.assessed_on, sum(given.values()) / len(given))
        for each, given in zip(assessments, scores, strict=True)
        if given
    ]
    sentence = _("From %(first).1f to %(last).1f on a scale from 0 to 4.") % {
        "first": points[0].value,
        "last": points[-1].value,
    }
    series = [Series(_("Mean of all principles"), points)]
    return Chart(_("How far we have come"), sentence, series)


def _help(names: list[str], organisation: Organisation, actor: Actor) -> list[Help]:
    found = {name: _Found() for name in names}
    _find_strong(found, organisation)
    _find_shown(found, organisation, actor)
    known = {key for each in found.values() for key in (*each.scores, *each.shown)}
    members = Organisation.objects.members_on(today()).in_bulk(known)
    contacts = _contacts(members) if reads_addresses(actor) else {}
    return [
        Help(name, _strong(found[name], members, contacts), _to_read(found[name])) for name in names
    ]


def _find_strong(found: dict[str, _Found], organisation: Organisation) -> None:
    """By the last assessment that others let everybody read; never by one that is private."""
    answers = (
        AssessedPrinciple.objects.filter(
            assessment__is_public=True, principle__name__in=list(found)
        )
        .exclude(assessment__organisation=organisation)
        .order_by("assessment__assessed_on")
        .values_list("principle__name", "assessment__organisation", "score")
    )
    last: dict[tuple[str, int], int] = {(name, key): score for name, key, score in answers}
    for (name, key), score in last.items():
        if score >= STRONG:
            found[name].scores[key] = score


def _find_shown(found: dict[str, _Found], organisation: Organisation, actor: Actor) -> None:
    titled = Resource.objects.select_related("owner").annotate(said=released_title("pk"))
    shown = (
        PrincipleShown.objects.filter(
            principle__name__in=list(found),
            resource__in=Resource.objects.published().visible_to(actor),
            resource__owner__isnull=False,
        )
        .exclude(resource__owner=organisation)
        .select_related("principle")
        .prefetch_related(Prefetch("resource", titled))
        .order_by("-resource__evidence_level", F("resource__year").desc(nulls_last=True), "pk")
    )
    for each in shown:
        found[each.principle.name].shown[each.resource.owner_id or 0].append(each.resource)


def _contacts(members: Iterable[int]) -> dict[int, Representation]:
    standing = Representation.objects.current_on(today()).filter(
        organisation__in=list(members), is_primary=True, person__erased_on=None
    )
    return {each.organisation_id: each for each in standing.select_related("person")}


def _strong(
    found: _Found, members: dict[int, Organisation], contacts: dict[int, Representation]
) -> list[Strong]:
    """Those that say so first, then those that have most to show."""
    keys = [key for key in {**found.scores, **found.shown} if key in members]
    keys.sort(
        key=lambda key: (-found.scores.get(key, 0), -len(found.shown[key]), members[key].name)
    )
    return [
        Strong(
            members[key],
            str(Score(found.scores[key]).label) if key in found.scores else "",
            len(found.shown[key]),
            contacts.get(key),
        )
        for key in keys[:SHOWN]
    ]


def _to_read(found: _Found) -> list[Resource]:
    """One of each member first, so that four things to read are not one member's."""
    rounds = max((len(each) for each in found.shown.values()), default=0)
    in_turn = [
        each[number]
        for number in range(rounds)
        for each in found.shown.values()
        if number < len(each)
    ]
    return in_turn[:SHOWN]
