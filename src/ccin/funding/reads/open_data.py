"""What was awarded, for programs: real projects that everybody may read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum

from ccin.funding.models import Participant, Payment, Project
from ccin.funding.states import ParticipantRole, PaymentState

# What an award needs before it can be published as a grant.
COMPLETE = Q(amount__isnull=False, awarded_on__isnull=False, lead__isnull=False)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Public projects that are no grant of the open data yet, and what each lacks."""

    projects: int
    without_amount: int
    without_day: int
    without_recipient: int


def public_projects() -> QuerySet[Project]:
    """Nothing that is invented, nor what an invented body leads."""
    real = Project.objects.public().filter(fictional=False)
    return real.exclude(lead__fictional=True)


def grants() -> QuerySet[Any]:
    """The latest first, each with what has been paid of it."""
    paid = Sum("payments__amount", filter=Q(payments__state=PaymentState.PAID))
    found = public_projects().filter(COMPLETE).annotate(paid=paid)
    related = found.select_related("lead__authority", "lead__parish", "round", "bid")
    return related.prefetch_related(
        "themes", "lead__identifiers", "lead__authority__gss_codes"
    ).order_by("-awarded_on", "reference")


def left_out() -> LeftOut:
    incomplete = public_projects().exclude(COMPLETE)
    return LeftOut(
        projects=incomplete.count(),
        without_amount=incomplete.filter(amount=None).count(),
        without_day=incomplete.filter(awarded_on=None).count(),
        without_recipient=incomplete.filter(lead=None).count(),
    )


def with_all_that_is_public(found: QuerySet[Project]) -> QuerySet[Project]:
    """What a row of the open data holds, in a query for each kind of thing."""
    part = Participant.objects.select_related("organisation").exclude(organisation__fictional=True)
    paid = Payment.objects.filter(state=PaymentState.PAID)
    return found.select_related("lead", "round").prefetch_related(
        "themes",
        "principles__principle",
        Prefetch("participants", part, to_attr="joined"),
        Prefetch("payments", paid, to_attr="paid_parts"),
    )


def participants_of(project: Any, role: ParticipantRole) -> list[str]:
    """Everybody but the lead, by name."""
    joined: list[Participant] = project.joined
    others = [one for one in joined if one.role == role]
    lead = project.lead_id
    return [
        str(one) for one in others if one.organisation_id is None or one.organisation_id != lead
    ]
