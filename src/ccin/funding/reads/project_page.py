"""The page of one project, as everybody reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import (
    Bid,
    Milestone,
    Output,
    Participant,
    Payment,
    ProgressReport,
    Project,
)
from ccin.funding.reads.portfolio import amount_of, lead_of, look_of, with_a_page
from ccin.funding.reads.projects import Standing, standing_of
from ccin.funding.states import (
    OutputState,
    ParticipantRole,
    PaymentState,
)
from ccin.kernel.clock import LONDON
from ccin.kernel.money import show
from ccin.library.models import Resource, Theme

TRACKS = {"on_track": "good", "at_risk": "waiting", "off_track": "bad"}


@dataclass(frozen=True, slots=True)
class Body:
    """Who takes part: by name, with the way to their page where they have one."""

    name: str
    url: str
    since: date | None = None
    until: date | None = None
    given: str = ""


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """Something that came of it, with the way to it."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Reported:
    report: ProgressReport
    on: date
    look: str
    spent: str


@dataclass(frozen=True, slots=True)
class ProjectPage:
    project: Project
    lead: Body | None
    participants: list[Body]
    earlier: list[Body]
    sponsors: list[Body]
    themes: list[Theme]
    principles: list[tuple[str, str]]
    outputs: list[CameOfIt]
    bid: Bid | None
    paid: list[Payment]
    reports: list[Reported]
    milestones: list[Milestone]
    followed_by: list[Project]
    follows: Project | None
    language: str
    standing: Standing
    on: date
    may_keep: bool

    @property
    def look(self) -> str:
        return look_of(self.project, self.standing)

    @property
    def kind(self) -> str:
        return self.project.get_kind_display() or _("not published")

    @property
    def amount(self) -> str:
        return amount_of(self.project)

    @property
    def paid_so_far(self) -> str:
        return show(sum(one.amount for one in self.paid), whole=True)

    @property
    def is_extended(self) -> bool:
        first, now = self.project.first_ends_on, self.project.ends_on
        return bool(first and now and now > first)


def seen_by(actor: Actor) -> QuerySet[Project]:
    return Project.objects.visible_to(actor).select_related("lead", "round", "bid", "follows")


def project_page(project: Project, actor: Actor, on: date) -> ProjectPage:
    joined = list(project.participants.select_related("organisation"))
    pages = with_a_page([project.lead_id, *(one.organisation_id for one in joined)])
    sponsors = [one for one in joined if one.role == ParticipantRole.SPONSOR]
    others = [one for one in joined if one not in sponsors and not _is_lead(one, project)]
    gone = [one for one in others if one.left_on and one.left_on < on]
    follows = project.follows
    return ProjectPage(
        project=project,
        lead=_lead(project, pages),
        participants=_bodies((one for one in others if one not in gone), pages),
        earlier=_bodies(gone, pages),
        sponsors=_bodies(sponsors, pages),
        themes=list(project.themes.all()),
        principles=[
            (str(one.principle), one.sentence)
            for one in project.principles.select_related("principle")
        ],
        outputs=_outputs(project, actor),
        bid=project.bid if project.bid and _reads_bid(project.bid, actor) else None,
        paid=list(project.payments.filter(state=PaymentState.PAID).order_by("paid_on", "pk")),
        reports=[_reported(one) for one in project.reports.all()],
        milestones=list(project.milestones.all()),
        followed_by=list(project.followed_by.public()),
        follows=follows if follows and follows.is_public else None,
        language=project.bid.language if project.bid else "",
        standing=standing_of(project),
        on=on,
        may_keep=_may_keep(project, actor),
    )


def _is_lead(one: Participant, project: Project) -> bool:
    """Past pages name the lead among the participants; here it stands once."""
    return one.organisation_id is not None and one.organisation_id == project.lead_id


def _may_keep(project: Project, actor: Actor) -> bool:
    own = actor.organisations_where(Permission.PROJECT_REPORT)
    return actor.may(Permission.PROJECT_KEEP) or project.lead_id in own


def _reads_bid(bid: Bid, actor: Actor) -> bool:
    return Bid.objects.visible_to(actor).filter(pk=bid.pk).exists()


def _lead(project: Project, pages: frozenset[int]) -> Body | None:
    lead = project.lead
    if lead is None:
        name = project.lead_as_published
        return Body(name, "") if name else None
    return Body(lead_of(project), lead.get_absolute_url() if lead.pk in pages else "")


def _bodies(found: Iterable[Participant], pages: frozenset[int]) -> list[Body]:
    return [
        Body(
            str(one),
            one.organisation.get_absolute_url()
            if one.organisation and one.organisation.pk in pages
            else "",
            one.joined_on,
            one.left_on,
            show(one.amount, whole=True) if one.amount is not None else "",
        )
        for one in found
    ]


def _outputs(project: Project, actor: Actor) -> list[CameOfIt]:
    """What was accepted; a page of the library where its reader may read it."""
    kept = project.outputs.filter(state=OutputState.ACCEPTED).select_related("resource")
    outputs = list(kept)
    wanted = [one.resource_id for one in outputs if one.resource_id]
    readable = Resource.objects.visible_to(actor).filter(pk__in=wanted).in_bulk() if wanted else {}
    shown = [(one, _address(one, project, readable)) for one in outputs]
    return [CameOfIt(one.get_kind_display(), one.title, url) for one, url in shown if url]


def _address(one: Output, project: Project, readable: Mapping[Any, Resource]) -> str:
    if one.resource_id:
        resource = readable.get(one.resource_id)
        return resource.get_absolute_url() if resource else ""
    if one.upload_id:
        return reverse("funding:project_output", args=[project.slug, one.pk])
    return one.link


def _reported(report: ProgressReport) -> Reported:
    spent = "" if report.spent is None else show(report.spent, whole=True)
    on = report.made_at.astimezone(LONDON).date()
    return Reported(report, on, TRACKS[report.track], spent)
