"""The page on which a project is kept, and what it asks of its lead and of staff."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.template.loader import render_to_string

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import (
    Agreement,
    ChangeRequest,
    Milestone,
    Output,
    Payment,
    ProgressReport,
    Project,
)
from ccin.funding.reads.asked import asked_of_lead
from ccin.funding.reads.payments import is_due, needs_claims, waits_for_in_words
from ccin.funding.reads.projects import Standing, lacking_in_words, standing_of
from ccin.funding.states import OUTPUT, PAYMENT, PROJECT
from ccin.funding.states import ProjectState as S
from ccin.kernel.clock import today
from ccin.members.models import Membership

REPORTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PaymentLine:
    payment: Payment
    waits_for: str  # empty where it is due
    moves: frozenset[str]


@dataclass(frozen=True, slots=True)
class OutputLine:
    output: Output
    moves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Keeping:
    """`can` names what the reader finds buttons for; the operations ask again."""

    project: Project
    standing: Standing
    agreement: Agreement | None
    milestones: list[Milestone]
    payments: list[PaymentLine]
    outputs: list[OutputLine]
    reports: list[ProgressReport]
    changes: list[ChangeRequest]
    asked: list[str]
    lacking: list[str]
    lead_has_left: bool
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the public page shows those who keep the project."""

    address_of: Project
    asked: list[str]


def kept_for(actor: Actor) -> QuerySet[Project]:
    """Those whose inside this actor reads: all for staff, their organisations' own for leads."""
    found = Project.objects.exclude(state=S.PAST).select_related("lead", "strand", "round", "bid")
    if actor.may(Permission.BID_READ_ANY):
        return found
    return found.filter(pk__in=Project.objects.kept_by(actor).values("pk"))


def panel_for(project: Project, actor: Actor) -> Panel | None:
    """For whoever finds the project among those they keep; past ones are kept by nobody."""
    leads = actor.may(Permission.PROJECT_REPORT, organisation=project.lead_id or 0)
    reads = actor.may(Permission.BID_READ_ANY) or (project.is_public and leads)
    if not reads or project.state == S.PAST:
        return None
    return Panel(project, asked_of_lead(project))


def keeping_of(project: Project, actor: Actor) -> Keeping:
    payments = list(project.payments.select_related("milestone", "evidence"))
    for payment in payments:
        payment.project = project
    outputs = project.outputs.select_related("resource", "upload")
    return Keeping(
        project=project,
        standing=standing_of(project),
        agreement=Agreement.objects.filter(project=project).first(),
        milestones=list(project.milestones.all()),
        payments=[_payment_line(each, actor) for each in payments],
        outputs=[
            OutputLine(each, OUTPUT.open_to(actor, state=each.state, organisation=project.lead_id))
            for each in outputs
        ],
        reports=list(project.reports.all()[:REPORTS_SHOWN]),
        changes=list(project.changes.all()),
        asked=asked_of_lead(project),
        lacking=lacking_in_words(project) if project.state != S.TERMINATED else [],
        lead_has_left=lead_has_left(project),
        can=_can(project, actor),
    )


def lead_has_left(project: Project) -> bool:
    """The lead is no member any more, or was dissolved: somebody else has to take it over."""
    if project.lead_id is None:
        return False
    held = Membership.objects.held_on(today()).filter(organisation=project.lead_id)
    return not held.exists()


def terms_for(project: Project) -> str:
    """The terms proposed for it, with its amount, payments, days and duties."""
    payments = list(project.payments.select_related("milestone"))
    words = {"project": project, "payments": payments, "claims": needs_claims(project)}
    return render_to_string("funding/projects/terms.txt", words).strip()


def _payment_line(payment: Payment, actor: Actor) -> PaymentLine:
    project = payment.project
    moves = PAYMENT.open_to(actor, state=payment.state, organisation=project.lead_id)
    due, claimed = is_due(payment), needs_claims(project)
    if not due or project.state == S.TERMINATED:
        moves -= {"claim", "approve"} if payment.state == "planned" else set()
    moves -= {"claim"} if not claimed else set()
    if claimed and payment.state == "planned":
        moves -= {"approve"}
    return PaymentLine(payment, "" if due else waits_for_in_words(payment), moves - {"cancel"})


def _can(project: Project, actor: Actor) -> frozenset[str]:
    found = set(PROJECT.open_to(actor, state=project.state, organisation=project.lead_id))
    reports = actor.may(Permission.PROJECT_REPORT, organisation=project.lead_id or 0)
    keeps = actor.may(Permission.PROJECT_KEEP)
    changed_in = project.state in {S.AGREED, S.IN_DELIVERY, S.REPORTED}
    plans = project.strand is None or project.strand.uses_milestones
    if reports and plans and project.state in {S.AGREED, S.IN_DELIVERY}:
        found.add("plan")
    if reports and project.state in {S.IN_DELIVERY, S.REPORTED, S.ACCEPTED, S.PUBLISHED}:
        found.add("give")
    if (reports or keeps) and changed_in:
        found.add("ask")
    if keeps and project.state != S.TERMINATED:
        found.add("link")
    return frozenset(found)
