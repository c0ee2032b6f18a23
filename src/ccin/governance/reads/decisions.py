"""Decisions: what everybody may read of them, and what only those may who read the matter.

Everybody reads approvals: who decided, under which clause, when. Refusals, returns, restricted
matters and what is held back until those concerned are told stay with those who may read the
matter; so do reasons, conditions, votes and names.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ccin.access.actor import Actor
from ccin.governance.models import Decision, Matter, Participation, Recommendation
from ccin.governance.states import APPROVALS, Presence, SeatRole


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """`participations` is empty for those who may not read the matter."""

    decision: Decision
    recommendation: Recommendation | None
    took_part: int
    reads_all: bool
    participations: list[Participation]


def decisions_for(actor: Actor) -> QuerySet[Decision]:
    allowed = Q(outcome__in=APPROVALS, matter__restricted=False, is_held_back=False)
    if actor.is_signed_in:
        readable = Matter.objects.visible_to(actor).order_by().values("pk")
        allowed |= Q(matter__in=readable)
    return (
        Decision.objects.filter(allowed)
        .select_related("matter", "body", "clause__terms")
        .prefetch_related("matter__concerns")
    )


def page_of(decision: Decision, actor: Actor) -> DecisionPage:
    matter = decision.matter
    readers = Matter.objects.visible_to(actor) if actor.is_signed_in else Matter.objects.none()
    reads_all = readers.filter(pk=matter.pk).exists()
    before = matter.recommendations.filter(recorded_at__lte=decision.recorded_at)
    sat = list(decision.participations.select_related("person", "organisation"))
    voting = [each for each in sat if each.role == SeatRole.VOTING]
    return DecisionPage(
        decision=decision,
        recommendation=before.select_related("body", "clause").first(),
        took_part=sum(1 for each in voting if each.presence == Presence.TOOK_PART),
        reads_all=reads_all,
        participations=sat if reads_all else [],
    )
