"""What follows once marks are in, or are opened without the last: marks agreed on, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import AgreedMark, Bid
from ccin.funding.operations.assessing import lock, put_aside
from ccin.funding.reads.assessing import agreed_version, measured, readable, waits_for_marks
from ccin.funding.reads.interests import marking_body
from ccin.funding.rules.assessing import beyond_the_scale, missing
from ccin.funding.states import AssessmentState, BidState
from ccin.governance.operations.interests import refuse_interested
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed


@dataclass(frozen=True, slots=True)
class Agreeing:
    """`version` says which agreed marks the page had shown."""

    marks: Mapping[int, tuple[int | None, str]]
    version: str = ""


@transaction.atomic
def open_marks_early(bid: Bid, reason: str, *, by: Actor) -> int:
    """Without those that are missing, which are set aside with the reason; how many these were."""
    _begin(bid, by=by)
    if not waits_for_marks(bid):
        raise Refused(_("All marks are in and open already."))
    if not reason.strip():
        raise Refused(_("Say why the marks are opened before all are in; it stays on the record."))
    missing_ones = list(bid.assessments.filter(state=AssessmentState.OPEN).select_related("person"))
    for each in missing_ones:
        put_aside(each, reason.strip(), by=by)
    bid.scoring_closed_because = reason.strip()[:300]
    bid.version += 1
    bid.save(update_fields=["scoring_closed_because", "version"])
    record(by, "funding.marks_opened_early", bid, missing=len(missing_ones))
    return len(missing_ones)


@transaction.atomic
def agree_marks(bid: Bid, agreeing: Agreeing, *, by: Actor) -> None:
    """What the assessors agreed on after talking it over; said again, it replaces what was."""
    _begin(bid, by=by)
    if not bid.strand.uses_moderation:
        raise Refused(_("In this strand the marks are averaged as they are, and none are agreed."))
    if not readable(by).filter(pk=bid.pk).exists():
        raise Refused(_("Marks are agreed once all of them are in."))
    if agreed_version(bid) != agreeing.version:
        raise Stale
    criteria = measured(bid)
    if missing(agreeing.marks, criteria):
        raise Refused(_("Give the agreed mark and its reason for each criterion."))
    if beyond_the_scale({key: mark for key, (mark, _why) in agreeing.marks.items()}, criteria):
        raise Refused(_("One of the marks is not on its scale. Choose one of those shown."))
    now = timezone.now()
    for each in criteria:
        score, reason = agreeing.marks[each.key]
        AgreedMark.objects.update_or_create(
            bid=bid,
            criterion_id=each.key,
            defaults={
                "score": score or 0,
                "reason": reason.strip(),
                "agreed_at": now,
                "agreed_by": by.key,
            },
        )
    record(by, "funding.marks_agreed", bid, concerning=[bid.lead])


def _begin(bid: Bid, *, by: Actor) -> None:
    lock(bid)
    if bid.state != BidState.UNDER_CONSIDERATION or bid.matter is None:
        raise MoveNotAllowed(f"bid that is {bid.state} cannot be moderated")
    by.must(Permission.BID_MODERATE, body=marking_body(bid).pk)
    refuse_interested(bid.matter, by=by)
    if Bid.objects.written_by(by).filter(pk=bid.pk).exists():
        raise PermissionDenied(Permission.BID_MODERATE)
