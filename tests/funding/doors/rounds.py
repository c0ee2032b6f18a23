"""Rounds, their rules and the calls that everybody reads."""

from datetime import timedelta

from django.utils import timezone

from ccin.access.permissions import Permission
from ccin.funding.models import Round
from ccin.funding.operations.considering_rounds import propose_round
from ccin.governance.states import MatterKind
from ccin.kernel.clock import today
from tests.actors import WORKER
from tests.architecture.door import OPEN, At, Door
from tests.factories import ClauseFactory, PowerFactory
from tests.funding.made import (
    CriterionFactory,
    RoundFactory,
    RoundQuestionFactory,
    StrandFactory,
)


def an_open_round() -> At:
    return At({"slug": RoundFactory(open=True).slug})


def a_closed_round() -> At:
    return At({"slug": RoundFactory(closed=True).slug})


def drafted() -> Round:
    now = timezone.now()
    found: Round = RoundFactory(opens_at=now, closes_at=now + timedelta(days=30))
    strand = StrandFactory(round=found)
    CriterionFactory(strand=strand)
    RoundQuestionFactory(strand=strand)
    PowerFactory(kind=MatterKind.ROUND, clause=ClauseFactory(), starts_on=today())
    return found


def a_draft() -> At:
    return At({"slug": drafted().slug})


def a_strand() -> At:
    return At({"slug": drafted().slug, "kind": "lab"})


def a_proposal() -> At:
    found = drafted()
    propose_round(found, version=1, by=WORKER)
    assert found.matter is not None
    return At({"slug": found.slug}, body=found.matter.body.pk)


CHANGE = Permission.ROUND_CHANGE
ROUND = {"title": "Labs", "year": "2028", "version": "1"}
STRAND = {"version": "1", "may_lead": "full", "share_agreement": "100"}

ROWS: dict[str, Door] = {
    "funding:home": Door(OPEN),
    "funding:round": Door(OPEN, at=an_open_round),
    "funding:prepare_round": Door(CHANGE, CHANGE, data=lambda: ROUND),
    "funding:describe_round": Door(CHANGE, CHANGE, at=a_draft, data=lambda: ROUND),
    "funding:set_themes": Door(CHANGE, CHANGE, at=a_draft, data=lambda: {"version": "1"}),
    "funding:set_strand": Door(CHANGE, CHANGE, at=a_strand, data=lambda: STRAND),
    "funding:drop_strand": Door(post=CHANGE, at=a_strand),
    "funding:set_criteria": Door(CHANGE, CHANGE, at=a_strand, data=lambda: {"version": "1"}),
    "funding:set_questions": Door(CHANGE, CHANGE, at=a_strand, data=lambda: {"version": "1"}),
    "funding:propose_round": Door(post=CHANGE, at=a_draft),
    "funding:decide_round": Door(Permission.MATTER_DECIDE, Permission.MATTER_DECIDE, at=a_proposal),
    "funding:correct_dates": Door(CHANGE, CHANGE, at=an_open_round),
    "funding:call_off_round": Door(
        CHANGE, CHANGE, at=an_open_round, data=lambda: {"reason": "No money"}
    ),
    "funding:finish_round": Door(post=CHANGE, at=a_closed_round),
}
