"""Changes asked of projects: who may lead one from now on, and what a reader may do about them."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import ChangeRequest, Project
from ccin.funding.states import CHANGE, ChangeState
from ccin.governance.models import Matter
from ccin.governance.reads.matters import POWERS, MatterRecord, record_of
from ccin.governance.states import FOR_DECISION
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class ChangePage:
    change: ChangeRequest
    joining: list[Organisation]
    leaving: list[Organisation]
    record: MatterRecord | None
    can_decide: bool
    can_withdraw: bool


def changes_seen_by(actor: Actor) -> QuerySet[ChangeRequest]:
    """Those of projects that the actor keeps, and those before bodies whose matters they read."""
    found = ChangeRequest.objects.select_related(
        "project__lead", "project__strand", "new_lead", "matter"
    )
    if actor.may(Permission.BID_READ_ANY):
        return found
    kept = found.filter(project__in=Project.objects.kept_by(actor).values("pk"))
    return kept | found.filter(matter__in=Matter.objects.visible_to(actor).values("pk"))


def change_page(change: ChangeRequest, actor: Actor) -> ChangePage:
    matter = _matter(change, actor)
    keeps = actor.may(Permission.PROJECT_KEEP)
    moves = CHANGE.open_to(actor, state=change.state, organisation=change.project.lead_id)
    return ChangePage(
        change=change,
        joining=list(change.joining.order_by("name")),
        leaving=list(change.leaving.order_by("name")),
        record=record_of(matter, actor) if matter else None,
        can_decide=can_decide(change, actor),
        can_withdraw="withdraw" in moves or (keeps and change.state == ChangeState.ASKED),
    )


def can_decide(change: ChangeRequest, actor: Actor) -> bool:
    matter = change.matter
    if matter is None or matter.state != FOR_DECISION or change.state != ChangeState.ASKED:
        return False
    power = matter.decided_under
    in_the_body = actor.may(Permission.MATTER_DECIDE, body=power.body.pk)
    return in_the_body or (power.is_delegated and actor.may(Permission.MATTER_DECIDE_DELEGATED))


def why_it_cannot_lead(organisation: Organisation, project: Project) -> str:
    """In a sentence; nothing where it can. A round's rule says which classes lead its projects, and
    how many a member leads at a time."""
    if organisation.pk == project.lead_id:
        return _("%(name)s leads the project already.") % {"name": organisation}
    held = Membership.objects.held_on(today()).filter(organisation=organisation).first()
    if held is None or organisation.fictional != project.fictional:
        return _("%(name)s is no member of the network today.") % {"name": organisation}
    strand = project.strand
    allowed = set(strand.may_lead) if strand else set()
    if allowed and not allowed & {
        held.membership_class,
        f"{held.membership_class}:{held.sub_kind}",
    }:
        return _("A member of the class of %(name)s may not lead this kind of project.") % {
            "name": organisation
        }
    most = strand.max_live_leads if strand else None
    led = Project.objects.live().filter(lead=organisation).exclude(pk=project.pk).count()
    if most is not None and led >= most:
        return _("%(name)s leads as many projects as a member may at a time.") % {
            "name": organisation
        }
    return ""


def _matter(change: ChangeRequest, actor: Actor) -> Matter | None:
    seen = Matter.objects.visible_to(actor).select_related(*POWERS)
    return seen.filter(pk=change.matter_id or 0).first()
