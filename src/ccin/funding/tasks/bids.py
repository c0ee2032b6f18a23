"""Passes over bids: those of a round that has closed, and drafts that are to be reminded of."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.funding.models import Bid, Round
from ccin.funding.operations.closing_bids import REMINDERS, lock_round, remind_of_draft
from ccin.funding.states import BidState, RoundState
from ccin.kernel.progress import Tell


def is_any_to_lock() -> bool:
    return _closed().exists()


def lock_rounds(by: Actor, tell: Tell) -> str:
    """Each under its own lock, so that a pass may run twice."""
    stood = lapsed = 0
    for call in _closed():
        back, over = lock_round(call, by=by)
        stood, lapsed = stood + back, lapsed + over
    return f"Bids that stand as handed in before: {stood}, never handed in: {lapsed}"


def remind_of_drafts(by: Actor, tell: Tell) -> str:
    now = timezone.now()
    soon = Round.objects.open_at(now).filter(
        closes_at__lte=now + max(REMINDERS, default=timedelta())
    )
    drafts = Bid.objects.filter(round__in=soon, state=BidState.DRAFT).order_by("pk")
    return f"Drafts reminded of: {sum(remind_of_draft(bid, by=by) for bid in drafts)}"


def _closed() -> QuerySet[Round]:
    return Round.objects.filter(
        state=RoundState.AGREED, locked_at=None, closes_at__lte=timezone.now()
    ).order_by("pk")
