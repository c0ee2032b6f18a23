"""What happens to bids when their round closes, and what their writers hear before."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Bid, BidPrinciple, Round, Submission
from ccin.funding.notices import bids as notices
from ccin.funding.operations.bid_parts import Given, Plan, replace_lines
from ccin.funding.operations.bids import lock
from ccin.funding.states import BID, BidState, RoundState
from ccin.members.models import Organisation

# When drafts are reminded of the closing moment, the later first: a proposal, since the network
# publishes no rule.
LAST_DAY = timedelta(days=1)
REMINDERS = (LAST_DAY, timedelta(days=7))


@transaction.atomic
def lock_round(call: Round, *, by: Actor) -> tuple[int, int]:
    """Once bids have closed: one that was opened again goes back to what was handed in last, one
    that never was handed in lapses. How many of each. A second time nothing happens."""
    call.refresh_from_db(from_queryset=Round.objects.select_for_update())
    by.must(Permission.BID_CLOSE)
    now = timezone.now()
    is_over = call.state == RoundState.AGREED and call.closes_at and call.closes_at <= now
    if not is_over or call.locked_at is not None:
        return 0, 0
    drafts = list(Bid.objects.filter(round=call, state=BidState.DRAFT).order_by("pk"))
    stood = sum(_settle(bid, by=by) for bid in drafts)
    call.locked_at = now
    call.save(update_fields=["locked_at"])
    handed_in = Bid.objects.filter(round=call, state=BidState.SUBMITTED).count()
    lapsed = len(drafts) - stood
    record(by, "funding.round_locked", call, handed_in=handed_in, lapsed=lapsed)
    return stood, lapsed


@transaction.atomic
def remind_of_draft(bid: Bid, *, by: Actor) -> bool:
    """A week before bids close, in the digest; on the last day, by a letter. Nothing once it is
    handed in, and nothing about a moment that passed before it was begun."""
    lock(bid)
    closes_at, now = bid.round.closes_at, timezone.now()
    if bid.state != BidState.DRAFT or not bid.round.is_open(now) or closes_at is None:
        return False
    before = next((each for each in REMINDERS if now >= closes_at - each), None)
    known = max(filter(None, [bid.started_at, bid.reminded_at]))
    if before is None or known >= closes_at - before:
        return False
    by.must(Permission.BID_CLOSE)
    bid.reminded_at = now
    bid.save(update_fields=["reminded_at"])
    record(by, "funding.bid_reminded", bid)
    if before == LAST_DAY:
        notices.bid_closes(bid, closes_at)
    else:
        notices.bid_unfinished(bid, closes_at)
    return True


def _settle(bid: Bid, *, by: Actor) -> bool:
    """Whether it stands."""
    lock(bid)
    last = bid.submissions.order_by("-number").first()
    move = BID.move("stand" if last else "lapse", state=bid.state)
    by.must(move.needs)
    bid.state = move.target
    bid.version += 1
    if last is not None:
        _go_back_to(last, bid)
    else:
        bid.closed_at = timezone.now()
    bid.save()
    record(by, "funding.bid_stands" if last else "funding.bid_lapsed", bid, concerning=[bid.lead])
    notices.bid_locked(bid, stands=last is not None)
    return last is not None


def _go_back_to(last: Submission, bid: Bid) -> None:
    """What is listed and added up says again what was handed in. Answers keep their versions: the
    submission itself holds the words that count."""
    content, keys = last.content, last.content["keys"]
    for name in ("title", "summary", "language", "ask"):
        setattr(bid, name, content[name])
    for name in ("starts_on", "ends_on"):
        setattr(bid, name, date.fromisoformat(content[name]) if content[name] else None)
    bid.theme_id, bid.follows_id = keys["theme"], keys["follows"]
    bid.submitted_at = last.submitted_at
    known = Organisation.objects.in_bulk([key for key in keys["contributors"] if key])
    given = tuple(
        Given(kind, source, amount, reference, known.get(key), is_confirmed)
        for (kind, source, reference, amount, is_confirmed), key in zip(
            content["contributions"], keys["contributors"], strict=True
        )
    )
    costs = tuple((words, amount) for words, amount in content["costs"])
    replace_lines(bid, Plan(bid.ask, costs, given))
    bid.principles.all().delete()
    BidPrinciple.objects.bulk_create(
        BidPrinciple(bid=bid, principle_id=key, sentence=sentence)
        for key, (_name, sentence) in zip(keys["principles"], content["principles"], strict=True)
    )
