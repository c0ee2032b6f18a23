"""Opening a matter and saying what a body recommends or decides about it.

Each of these is called by an operation of the room that owns the matter, in its transaction.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.governance.models import (
    Decision,
    DecisionYear,
    Matter,
    Participation,
    Power,
    Recommendation,
    Terms,
)
from ccin.governance.operations.hearings import Hearing, Saying, hear
from ccin.governance.operations.procedures import stop_those_on
from ccin.governance.states import (
    DECIDED,
    FOR_DECISION,
    FOR_RECOMMENDATION,
    OPEN,
    RUNNING,
    WITHDRAWN,
    Outcome,
    Step,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation

__all__ = [
    "Opening",
    "Saying",
    "decide",
    "hold_matter",
    "open_matter",
    "recommend",
    "release_decisions",
    "resume_matter",
    "withdraw_matter",
]


@dataclass(frozen=True, slots=True)
class Opening:
    """A record that a body is to decide on: its page, and the organisations it concerns."""

    kind: str
    title: str
    url_name: str
    url_key: str
    concerns: tuple[Organisation, ...] = ()
    restricted: bool = False
    answer_by: date | None = None


@transaction.atomic
def open_matter(opening: Opening, *, by: Actor) -> Matter:
    """Bring a matter before the body that has the power today. The owner's operation permits, and
    knows whether what was decided or taken back before may come again."""
    held = Matter.objects.open().filter(url_name=opening.url_name, url_key=opening.url_key)
    if held.exists():
        raise Refused(_("This has been brought before a body already."))
    recommends = _power(opening.kind, Step.RECOMMEND)
    decides = _power(opening.kind, Step.DECIDE)
    if decides is None:
        raise Refused(
            _(
                "No body has the power to decide this today. Add the clause that gives it to the "
                "terms of reference of the body that decides."
            )
        )
    now = timezone.now()
    matter = Matter.objects.create(
        kind=opening.kind,
        title=opening.title,
        url_name=opening.url_name,
        url_key=opening.url_key,
        recommended_under=recommends,
        decided_under=decides,
        state=FOR_RECOMMENDATION if recommends else FOR_DECISION,
        restricted=opening.restricted,
        answer_by=opening.answer_by,
        opened_at=now,
        waits_since=now,
    )
    matter.concerns.set(opening.concerns)
    record(
        by,
        "governance.matter_opened",
        matter,
        concerning=_concerned(matter),
        kind=matter.kind,
        body=matter.body.pk,
    )
    return matter


def _power(kind: str, step: str) -> Power | None:
    """Of a body and of an officer to whom it is delegated, the latter: it gives both the power."""
    day = today()
    powers = Power.objects.in_force_on(day).filter(
        kind=kind, step=step, clause__terms__in=Terms.objects.in_force_on(day)
    )
    found = powers.select_related("clause__terms__body")
    return found.order_by("-is_delegated", "-starts_on", "-pk").first()


def _concerned(matter: Matter) -> list[models.Model]:
    """What a restricted matter is about is found only through the matter itself."""
    return [] if matter.restricted else list(matter.concerns.all())


@transaction.atomic
def hold_matter(matter: Matter, *, by: Actor) -> None:
    """While whoever brought it puts something right, no body says anything and none is waited for.
    A vote that is running has to close or be stopped first. The owner permits."""
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    if matter.state not in OPEN:
        raise MoveNotAllowed(f"matter that is {matter.state} cannot be held")
    if matter.procedures.filter(state=RUNNING).exists():
        raise Refused(
            _("A written procedure is running on this. Wait until it closes, or stop it first.")
        )
    matter.held_since = timezone.now()
    matter.save(update_fields=["held_since"])
    record(by, "governance.matter_held", matter, concerning=_concerned(matter))


@transaction.atomic
def resume_matter(matter: Matter, *, by: Actor) -> None:
    """It has been put right: from now on it waits for the body again. The owner permits."""
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    if matter.held_since is None:
        return
    matter.held_since = None
    matter.waits_since = timezone.now()
    matter.save(update_fields=["held_since", "waits_since"])
    record(by, "governance.matter_resumed", matter, concerning=_concerned(matter))


@transaction.atomic
def withdraw_matter(matter: Matter, *, by: Actor) -> None:
    """Whoever brought it takes it back; a vote that is running stops. The owner permits."""
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    if matter.state not in OPEN:
        raise MoveNotAllowed(f"matter that is {matter.state} cannot be withdrawn")
    now = timezone.now()
    stop_those_on(matter, reason=_("The matter was taken back."), by=by)
    matter.state = WITHDRAWN
    matter.waits_since = now
    matter.closed_at = now
    matter.save(update_fields=["state", "waits_since", "closed_at"])
    record(by, "governance.matter_withdrawn", matter, concerning=_concerned(matter))


@transaction.atomic
def recommend(matter: Matter, saying: Saying, *, by: Actor) -> Recommendation:
    """Record what a body advises; the matter goes on to the body that decides."""
    heard = hear(matter, "recommend", saying, by=by)
    said = Recommendation.objects.create(**_said(matter, heard))
    _keep_participations(heard, recommendation=said)
    _move(matter, heard.target)
    record(
        by,
        "governance.recommendation_made",
        said,
        concerning=[matter, *_concerned(matter)],
        outcome=said.outcome,
        body=said.body_id,
    )
    return said


@transaction.atomic
def decide(matter: Matter, saying: Saying, *, held_back: bool = False, by: Actor) -> Decision:
    """Record what was decided under a number of its own. A return asks for another
    recommendation and leaves the matter open. What is held back is not public before its owner
    has told those whom it concerns and releases it."""
    move = "return" if saying.outcome == Outcome.RETURN else "decide"
    heard = hear(matter, move, saying, by=by)
    said = Decision.objects.create(
        **_said(matter, heard),
        number=_next_number(heard.saying.made_on.year),
        conditions=heard.saying.conditions.strip(),
        is_held_back=held_back,
    )
    _keep_participations(heard, decision=said)
    _move(matter, heard.target)
    record(
        by,
        "governance.decision_made",
        said,
        concerning=[matter, *_concerned(matter)],
        number=said.number,
        outcome=said.outcome,
        body=said.body_id,
    )
    return said


def release_decisions(matter: Matter, *, by: Actor) -> None:
    """Those whom it concerns are told: now everybody may read it. The owner permits."""
    if matter.decisions.filter(is_held_back=True).update(is_held_back=False):
        record(by, "governance.decisions_released", matter, concerning=_concerned(matter))


def _said(matter: Matter, heard: Hearing) -> dict[str, Any]:
    saying = heard.saying
    return {
        "matter": matter,
        "body": heard.power.body,
        "clause": heard.power.clause,
        "outcome": saying.outcome,
        "reasons": saying.reasons.strip(),
        "form": saying.form,
        "made_on": saying.made_on,
        "reference": saying.reference.strip(),
        "votes_for": saying.votes_for,
        "votes_against": saying.votes_against,
        "abstained": saying.abstained,
        "casting_vote": saying.casting_vote,
        "quorum_needed": heard.quorum_needed,
        "seats_counted": heard.seats_counted,
        "recorded_at": timezone.now(),
    }


def _keep_participations(heard: Hearing, **said: Recommendation | Decision) -> None:
    for participation in heard.participations:
        for name, record_of in said.items():
            setattr(participation, name, record_of)
    Participation.objects.bulk_create(heard.participations)


def _move(matter: Matter, target: str) -> None:
    now = timezone.now()
    matter.state = target
    matter.waits_since = now
    matter.closed_at = now if target == DECIDED else None
    matter.save(update_fields=["state", "waits_since", "closed_at"])


def _next_number(year: int) -> str:
    """The row of the year is locked until the transaction ends, so that numbers have no gaps and
    are given once."""
    counted, _made = DecisionYear.objects.select_for_update().get_or_create(year=year)
    counted.last += 1
    counted.save(update_fields=["last"])
    return f"D-{year}-{counted.last:03}"
