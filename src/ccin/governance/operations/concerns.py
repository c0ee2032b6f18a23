"""Concerns and complaints: raised in confidence, acknowledged, decided by the body with the power,
answered to whoever raised them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import (
    Concern,
    Decision,
    Interest,
    Matter,
    Procedure,
    Recommendation,
)
from ccin.governance.notices import concerns as notices
from ccin.governance.operations.matters import Opening, Saying, decide, open_matter, recommend
from ccin.governance.reads.concerns import KINDS, concerns_for
from ccin.governance.rules.answering import answer_by
from ccin.governance.states import Outcome, Step
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation


@dataclass(frozen=True, slots=True)
class ConcernDetails:
    """`about`: the organisation it is about, if it is about one."""

    kind: str
    words: str
    about: Organisation | None = None


@transaction.atomic
def raise_concern(details: ConcernDetails, *, by: Actor) -> Concern:
    """In confidence: only those who look after concerns learn of it."""
    if not by.may_somewhere(Permission.CONCERN_RAISE):
        raise PermissionDenied(Permission.CONCERN_RAISE)
    if details.kind not in KINDS:
        raise Refused(_("Choose whether it is a concern or a complaint."))
    if not details.words.strip():
        raise Refused(_("Say what happened."))
    concern = Concern.objects.create(
        kind=details.kind,
        words=details.words.strip(),
        about=details.about,
        raised_by_id=by.person,
        raised_by_account=by.key,
        raised_at=timezone.now(),
    )
    record(by, "governance.concern_raised", concern, kind=concern.kind)
    notices.concern_received(concern)
    return concern


@transaction.atomic
def acknowledge_concern(concern: Concern, *, by: Actor) -> Matter:
    """Whoever raised it is told, and it goes before the body that has the power. They themselves
    take no part in it, wherever they sit."""
    _lock(concern, by=by)
    if concern.matter is not None:
        raise Refused(_("This has been acknowledged already."))
    raised_on = timezone.localtime(concern.raised_at).date()
    opening = Opening(
        kind=concern.kind,
        title=str(concern),
        url_name="governance:concern",
        url_key=str(concern.pk),
        concerns=(concern.about,) if concern.about else (),
        restricted=True,
        answer_by=answer_by(raised_on),
    )
    concern.matter = open_matter(opening, by=by)
    concern.acknowledged_at = timezone.now()
    concern.save(update_fields=["matter", "acknowledged_at"])
    if concern.raised_by is not None:
        Interest.objects.create(
            person=concern.raised_by,
            matter=concern.matter,
            words=_("Raised it"),
            declared_at=timezone.now(),
        )
    record(by, "governance.concern_acknowledged", concern, kind=concern.kind)
    notices.concern_acknowledged(concern)
    return concern.matter


@transaction.atomic
def recommend_on_concern(concern: Concern, saying: Saying, *, by: Actor) -> Recommendation:
    return recommend(_before_a_body(concern, by=by), saying, by=by)


@transaction.atomic
def decide_concern(concern: Concern, saying: Saying, *, answer: str, by: Actor) -> Decision:
    """With the answer for whoever raised it; a return to the body that recommends needs none."""
    matter = _before_a_body(concern, by=by)
    is_final = saying.outcome != Outcome.RETURN
    if is_final and not answer.strip():
        raise Refused(_("Write the answer for whoever raised it."))
    decision = decide(matter, saying, by=by)
    if is_final:
        concern.answer = answer.strip()
        concern.save(update_fields=["answer"])
        record(by, "governance.concern_answered", concern, kind=concern.kind)
        notices.concern_answered(concern)
    return decision


@transaction.atomic
def act_on_procedure(procedure: Procedure, *, answer: str = "", by: Actor) -> None:
    """Carry out what a written procedure about a concern carried; a decision that is not a return
    needs a person's answer for whoever raised it."""
    concern = Concern.objects.get(matter=procedure.matter)
    if procedure.step == Step.RECOMMEND:
        recommend_on_concern(concern, Saying.of(procedure), by=by)
    else:
        decide_concern(concern, Saying.of(procedure), answer=answer, by=by)


def _lock(concern: Concern, *, by: Actor) -> None:
    """Nobody acts on a concern that they may not read: an interest keeps out, here too."""
    concern.refresh_from_db(from_queryset=Concern.objects.select_for_update())
    if not concerns_for(by).filter(pk=concern.pk).exists():
        raise PermissionDenied(Permission.CONCERN_READ)


def _before_a_body(concern: Concern, *, by: Actor) -> Matter:
    _lock(concern, by=by)
    if concern.matter is None:
        raise Refused(_("Acknowledge it first: that brings it before the body with the power."))
    return concern.matter
