"""Reminding those of whom marks are waited for, before the day and once it has passed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Assessment, Round
from ccin.funding.notices import assessing as notices
from ccin.funding.reads.interests import kept_out_of
from ccin.funding.states import AssessmentState, BidState
from ccin.kernel.clock import today

BEFORE = timedelta(days=3)  # a proposal, since the network publishes no rule
AFTER = timedelta(days=1)


@transaction.atomic
def remind_assessors(call: Round, *, by: Actor) -> int:
    """Three days before marks are due and on the day after, each person once for all their bids;
    how many people. Whoever was asked later than that is not reminded of it."""
    call.refresh_from_db(from_queryset=Round.objects.select_for_update())
    by.must(Permission.BID_CLOSE)
    if call.assess_by is None:
        return 0
    day = today()
    begun = next((each for each in _days(call.assess_by) if day >= each), None)
    if begun is None:
        return 0
    waited: dict[tuple[int, int], list[Assessment]] = {}
    for each in _free(_open(call)):
        if _known(each) < begun:
            waited.setdefault((each.body_id, each.person_id), []).append(each)
    for found in waited.values():
        Assessment.objects.filter(pk__in=[each.pk for each in found]).update(reminded_on=day)
        notices.marks_missing(call, found)
    if waited:
        record(by, "funding.assessors_reminded", call, people=len(waited))
    return len(waited)


def _days(due: date) -> tuple[date, date]:
    """From when on somebody is reminded, the later first."""
    return due + AFTER, due - BEFORE


def _open(call: Round) -> list[Assessment]:
    found = Assessment.objects.filter(
        bid__round=call, bid__state=BidState.UNDER_CONSIDERATION, state=AssessmentState.OPEN
    )
    locked = found.select_for_update(of=("self",))
    return list(locked.select_related("bid", "body", "person").order_by("pk"))


def _free(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Without those whom an interest keeps out, though it is not on the record yet."""
    known = list(assessments)
    bids = {each.bid_id: each.bid for each in known}
    kept_out = kept_out_of(bids.values(), {each.person_id for each in known})
    return [each for each in known if each.person_id not in kept_out.get(each.bid_id, {})]


def _known(assessment: Assessment) -> date:
    asked = timezone.localtime(assessment.asked_at).date()
    return max(asked, assessment.reminded_on or asked)
