"""A round from last year's as its template until it is finished: its words, moments and end."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Round
from ccin.funding.notices import rounds as notices
from ccin.funding.operations.round_copying import copy_rules
from ccin.funding.operations.taking_up import give_back_ideas
from ccin.funding.states import BID, OPEN_BIDS, ROUND, BidState, RoundState
from ccin.governance.operations.matters import withdraw_matter
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Edition

LONGEST_SLUG = 40  # a matter knows its record by so many characters


@dataclass(frozen=True, slots=True)
class RoundMoments:
    """When a call opens and closes, and what is done on which day after that."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    assess_by: date | None = None
    meets_on: date | None = None
    answers_by: date | None = None
    decides_by: date | None = None

    @classmethod
    def of(cls, found: Round) -> "RoundMoments":
        return cls(**{field.name: getattr(found, field.name) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class RoundDetails:
    title: str
    year: int
    budget_year: str = ""
    about: str = ""
    off_cycle: bool = False
    publishes_bids: bool = True
    moments: RoundMoments = RoundMoments()


@transaction.atomic
def prepare_round(
    details: RoundDetails, *, template: Round | None = None, fictional: bool = False, by: Actor
) -> Round:
    """Begin a round with the rules of an earlier one; what that does not say is proposed."""
    Edition.objects.stamp_anew()
    by.must(Permission.ROUND_CHANGE)
    _check_moments(details.moments)
    slug = _free_slug(details.title)
    made = Round(slug=slug, template=template, fictional=fictional)
    _write(made, details)
    made.save()
    copy_rules(template, made)
    record(
        by,
        "funding.round_prepared",
        made,
        concerning=[template] if template else [],
        template=str(template or ""),
    )
    return made


@transaction.atomic
def describe_round(found: Round, details: RoundDetails, *, version: int, by: Actor) -> None:
    """Its words and moments, while it is being prepared. Its address stays."""
    lock_round_row(found)
    by.must(ROUND.move("change", state=found.state).needs)
    refuse_stale(found, version)
    _check_moments(details.moments)
    _write(found, details)
    found.version += 1
    found.save()
    record(by, "funding.round_described", found)


@transaction.atomic
def correct_dates(
    found: Round, moments: RoundMoments, *, reason: str, version: int, by: Actor
) -> None:
    """Of a round that was agreed; what is asked and paid stays. Writers of its bids are told when
    the closing time moves. Once bids were locked it moves no more."""
    Edition.objects.stamp_anew()
    lock_round_row(found)
    by.must(ROUND.move("correct", state=found.state).needs)
    refuse_stale(found, version)
    before = RoundMoments.of(found)
    moved = moments.closes_at != before.closes_at
    _check_correction(found, moments, reason, moved=moved)
    changed = [
        field.name
        for field in fields(RoundMoments)
        if getattr(moments, field.name) != getattr(before, field.name)
    ]
    if not changed:
        raise Refused(_("No date was changed."))
    for name in changed:
        setattr(found, name, getattr(moments, name))
    found.version += 1
    found.save(update_fields=[*changed, "version"])
    record(
        by,
        "funding.round_dates_corrected",
        found,
        reason=reason.strip(),
        fields=changed,
        was=[_said(getattr(before, name)) for name in changed],
        now=[_said(getattr(moments, name)) for name in changed],
    )
    if moved:
        notices.closing_moved(found, reason.strip())


@transaction.atomic
def announce_round(found: Round, *, by: Actor) -> None:
    """Tell members, once, that a call is open: their main contacts, and whoever put forward or
    supports a work area that it takes up."""
    lock_round_row(found)
    by.must(Permission.ROUND_CHANGE)
    now = timezone.now()
    if found.told_open_at is not None or not found.is_open(now):
        return
    found.told_open_at = now
    found.save(update_fields=["told_open_at"])
    record(by, "funding.round_announced", found)
    notices.call_opened(found)


@transaction.atomic
def call_off(found: Round, reason: str, *, by: Actor) -> None:
    """It will not be held. Drafts lapse and their writers are told; what was submitted has to be
    withdrawn or decided first. The work areas that it took up are open again."""
    Edition.objects.stamp_anew()
    lock_round_row(found)
    move = ROUND.move("call_off", state=found.state)
    by.must(move.needs)
    if not reason.strip():
        raise Refused(_("Say why the round is called off; everybody concerned reads it."))
    if found.bids.filter(state__in=OPEN_BIDS - {BidState.DRAFT}).exists():
        raise Refused(
            _("Bids of this round were submitted. Have them withdrawn or decided before.")
        )
    if found.state == RoundState.PROPOSED and found.matter is not None:
        withdraw_matter(found.matter, by=by)
    found.state, found.called_off_because = move.target, reason.strip()
    found.version += 1
    found.save(update_fields=["state", "called_off_because", "version"])
    give_back_ideas(found, by=by)
    record(by, "funding.round_called_off", found, reason=found.called_off_because)
    _lapse_drafts(found, by=by)


def _lapse_drafts(found: Round, *, by: Actor) -> None:
    """The worker's own move, made for it here: a round that is called off never closes."""
    for bid in found.bids.select_for_update(of=("self",)).filter(state=BidState.DRAFT):
        bid.state = BID.move("lapse", state=bid.state).target
        bid.closed_at = bid.changed_at = timezone.now()
        bid.version += 1
        bid.save(update_fields=["state", "closed_at", "changed_at", "version"])
        record(by, "funding.round_left_bid", bid, concerning=[bid.lead, found])
        notices.round_called_off(found, bid)


@transaction.atomic
def finish_round(found: Round, *, by: Actor) -> None:
    """Everything is decided: from here on it is one of the earlier rounds."""
    Edition.objects.stamp_anew()
    lock_round_row(found)
    move = ROUND.move("finish", state=found.state)
    by.must(move.needs)
    if not found.off_cycle and found.closes_at and timezone.now() < found.closes_at:
        raise Refused(_("The call is still open. It is finished when every bid is decided."))
    waiting = found.bids.filter(state__in=OPEN_BIDS).count()
    if waiting:
        raise Refused(_("%d bids are not decided yet. See to them first.") % waiting)
    found.state = move.target
    found.version += 1
    found.save(update_fields=["state", "version"])
    record(by, "funding.round_finished", found)


def lock_round_row(found: Round) -> None:
    found.refresh_from_db(from_queryset=Round.objects.select_for_update(of=("self",)))


def refuse_stale(found: Round, version: int) -> None:
    if found.version != version:
        raise Stale


def _write(found: Round, details: RoundDetails) -> None:
    for field in fields(details):
        if field.name != "moments":
            setattr(found, field.name, getattr(details, field.name))
    for field in fields(details.moments):
        setattr(found, field.name, getattr(details.moments, field.name))


def _check_moments(moments: RoundMoments) -> None:
    """Each step comes after the one before it, as far as both are known."""
    opens, closes = moments.opens_at, moments.closes_at
    if opens and closes and closes <= opens:
        raise Refused(_("Bids have to close after they open. Check both moments."))
    days = [moments.assess_by, moments.meets_on, moments.answers_by, moments.decides_by]
    known = [day for day in days if day is not None]
    if closes is not None:
        known.insert(0, timezone.localtime(closes).date())
    if known != sorted(known):
        raise Refused(
            _(
                "The days come in this order: closing, marks handed in, joint meeting, answers, "
                "decision. Check them."
            )
        )


def _check_correction(found: Round, moments: RoundMoments, reason: str, *, moved: bool) -> None:
    """The demonstration's own rounds may close in the past, so that it can show what follows."""
    if not reason.strip():
        raise Refused(_("Say why the dates change; it stays on the record."))
    _check_moments(moments)
    _refuse_without_call(moments)
    if moved and found.locked_at is not None:
        raise Refused(_("Bids were locked at the closing time. It cannot be moved any more."))
    now = timezone.now()
    if moved and not found.fictional and (moments.closes_at or now) <= now:
        raise Refused(_("Choose a closing time that is still to come."))


def _refuse_without_call(moments: RoundMoments) -> None:
    if moments.opens_at is None or moments.closes_at is None:
        raise Refused(
            _(
                "A round that was agreed keeps a moment at which it opens and one at which "
                "it closes."
            )
        )


def _said(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"
    return f"{moment:%d/%m/%Y}" if moment else ""


def _free_slug(title: str) -> str:
    """The title's own, with a number where a round has it already."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "round"
    taken = set(Round.objects.filter(slug__startswith=wanted[:30]).values_list("slug", flat=True))
    found, number = wanted, 2
    while found in taken:
        end = f"-{number}"
        found, number = f"{wanted[: LONGEST_SLUG - len(end)]}{end}", number + 1
    return found
