"""A round before the body that decides on it: proposed, agreed, sent back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Round
from ccin.funding.operations.rounds import lock_round_row, refuse_stale
from ccin.funding.reads.round_gaps import what_is_missing
from ccin.funding.states import ROUND
from ccin.governance.models import Decision, Procedure
from ccin.governance.operations.matters import Opening, Saying, decide, open_matter
from ccin.governance.states import MatterKind, Outcome
from ccin.kernel.errors import Refused
from ccin.members.models import Edition

AGREED = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})


@transaction.atomic
def propose_round(found: Round, *, version: int, by: Actor) -> None:
    """Bring it before the body that has the power; from here on its rules stand still. One that
    was sent back comes as a new matter, and what was decided on it before stays on the record."""
    lock_round_row(found)
    move = ROUND.move("propose", state=found.state)
    by.must(move.needs)
    refuse_stale(found, version)
    missing = what_is_missing(found)
    if missing:
        raise Refused(" ".join(missing))
    _refuse_too_late(found)
    opening = Opening(
        kind=MatterKind.ROUND, title=found.title, url_name="funding:round", url_key=found.slug
    )
    found.matter = open_matter(opening, by=by)
    found.state = move.target
    found.version += 1
    found.save(update_fields=["matter", "state", "version"])
    record(by, "funding.round_proposed", found, body=found.matter.body.name)


@transaction.atomic
def decide_round(found: Round, saying: Saying, *, by: Actor) -> Decision:
    """The one operation by which a round is agreed as it was proposed, or goes back to be prepared
    again. It owns every matter about a round."""
    Edition.objects.stamp_anew()
    lock_round_row(found)
    agrees = saying.outcome in AGREED
    move = ROUND.move("agree" if agrees else "send_back", state=found.state)
    assert found.matter is not None
    if agrees:
        _refuse_too_late(found)
    said = decide(found.matter, saying, by=by)
    found.state = move.target
    found.version += 1
    found.save(update_fields=["state", "version"])
    record(
        by,
        "funding.round_agreed" if agrees else "funding.round_sent_back",
        found,
        concerning=[said],
        number=said.number,
        body=said.body.name,
    )
    return said


@transaction.atomic
def act_on_round_procedure(procedure: Procedure, *, by: Actor) -> None:
    """Carry out what a written procedure about a round carried."""
    found = Round.objects.get(matter=procedure.matter)
    decide_round(found, Saying.of(procedure), by=by)


def _refuse_too_late(found: Round) -> None:
    """A call nobody could answer any more is neither proposed nor agreed; the demonstration's own
    may lie in the past."""
    if found.closes_at and found.closes_at <= timezone.now() and not found.fictional:
        raise Refused(
            _("The closing time has passed. Set later dates before this round is agreed.")
        )
