"""What preferences say, beside the bids that they are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Bid, PreferenceRun, Round


@dataclass(frozen=True, slots=True)
class Line:
    """A project of the file in the order of the outcome. `facts` are the step's, or say why it is
    not funded."""

    project: str
    name: str
    bid: Bid | None
    is_funded: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    run: PreferenceRun
    lines: list[Line]
    unmatched: int

    @property
    def facts(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.run.outcome
        return found


def runs_for(found: Round, actor: Actor) -> QuerySet[PreferenceRun]:
    """For staff every one; for whoever reads the round's matters in a body, those shown."""
    runs = PreferenceRun.objects.filter(strand__round=found).select_related("strand__round")
    if actor.may(Permission.PREFERENCES_RUN):
        return runs
    reads = actor.bodies_where(Permission.BID_ASSESS) + actor.bodies_where(Permission.MATTER_DECIDE)
    return runs.filter(is_shown=True) if reads else runs.none()


def outcome_of(run: PreferenceRun, actor: Actor) -> Outcome:
    """A bid that an interest keeps from the reader is named as the file names it, not linked."""
    facts = run.outcome
    seen = Bid.objects.visible_to(actor).filter(strand=run.strand).exclude(reference="")
    bids = {bid.reference: bid for bid in seen.select_related("lead")}
    lines = [
        Line(each["project"], facts["names"][each["project"]], _bid(run, each, bids), funded, each)
        for key, funded in (("steps", True), ("not_funded", False))
        for each in facts[key]
    ]
    return Outcome(run, lines, sum(1 for each in lines if each.project not in run.names))


def _bid(run: PreferenceRun, each: Mapping[str, Any], bids: Mapping[str, Bid]) -> Bid | None:
    return bids.get(run.names.get(each["project"], ""))
