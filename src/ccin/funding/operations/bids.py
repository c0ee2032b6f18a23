"""A bid from its beginning to the moment it is handed in, opened again or taken back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Answer, Bid, Project, Round, Strand, Submission
from ccin.funding.notices import bids as notices
from ccin.funding.reads.bid_facts import findings_for, said
from ccin.funding.reads.bids import content_of, must_write
from ccin.funding.reasons.bids import not_open, too_late
from ccin.funding.rules.eligibility import stops
from ccin.funding.rules.pasted import plain_line
from ccin.funding.states import BID, BidState, ProjectKind, RoundState
from ccin.governance.operations.matters import withdraw_matter
from ccin.governance.states import OPEN as OPEN_MATTERS
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.library.models import Theme
from ccin.members.models import Organisation, Person, Representation
from ccin.texts.operations.writing import write_texts

MOST_DRAFTS = 10  # of one lead in one round
LETTERS = {ProjectKind.LAB: "L", ProjectKind.PROTOTYPE: "P"}


@dataclass(frozen=True, slots=True)
class BidStart:
    """How a bid begins. With `seeks_partners` it is an expression of interest: members read its
    title, its summary and whom it seeks."""

    strand: Strand
    lead: Organisation
    title: str
    summary: str = ""
    theme: Theme | None = None
    contact: Person | None = None
    language: str = "en"
    seeks_partners: bool = False
    seeks: str = ""


@dataclass(frozen=True, slots=True)
class BidDetails:
    title: str
    summary: str = ""
    theme: Theme | None = None
    contact: Person | None = None
    follows: Project | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    language: str = "en"
    seeks_partners: bool = False
    seeks: str = ""


DETAILS = (
    *("title", "summary", "theme", "contact", "follows", "starts_on", "ends_on", "language"),
    *("seeks_partners", "seeks"),
)


@transaction.atomic
def start_bid(begun: BidStart, *, by: Actor) -> Bid:
    """A draft with an empty answer to each question of its strand."""
    lead, strand = begun.lead, begun.strand
    by.must(Permission.BID_WRITE, organisation=lead.pk)
    Organisation.objects.select_for_update().get(pk=lead.pk)
    refuse_outside_its_time(strand.round)
    drafts = Bid.objects.filter(round=strand.round_id, lead=lead, state=BidState.DRAFT)
    if drafts.count() >= MOST_DRAFTS:
        raise Refused(_("Many bids of yours are being written in this round. Go on with one."))
    now = timezone.now()
    bid = Bid(
        round=strand.round,
        strand=strand,
        lead=lead,
        fictional=lead.fictional,
        started_by_id=by.account,
        started_at=now,
        changed_at=now,
    )
    _describe(
        bid,
        BidDetails(
            title=begun.title,
            summary=begun.summary,
            theme=begun.theme,
            contact=begun.contact,
            language=begun.language,
            seeks_partners=begun.seeks_partners,
            seeks=begun.seeks,
        ),
    )
    bid.save()
    questions = list(strand.questions.order_by("position", "pk"))
    texts = write_texts([""] * len(questions), by=by)
    Answer.objects.bulk_create(
        Answer(bid=bid, question=question, text=text)
        for question, text in zip(questions, texts, strict=True)
    )
    record(by, "funding.bid_started", bid, concerning=[lead, bid.round], kind=strand.kind)
    return bid


@transaction.atomic
def describe_bid(bid: Bid, details: BidDetails, *, version: int, by: Actor) -> None:
    lock_to_write(bid, by=by)
    if bid.version != version:
        raise Stale(sent={"title": details.title, "summary": details.summary})
    before = {name: getattr(bid, name) for name in DETAILS}
    _describe(bid, details)
    changed = [name for name in DETAILS if getattr(bid, name) != before[name]]
    touch(bid)
    bid.save()
    record(by, "funding.bid_described", bid, concerning=[bid.lead], fields=changed)


@transaction.atomic
def submit_bid(bid: Bid, *, by: Actor) -> Submission:
    """Hand it in as it stands. The clock is read once the bid is locked: one second late is late.
    Pressed a second time, the first submission stands and nothing more happens."""
    _lock_what_numbers_it(bid)
    lock(bid)
    by.must(Permission.BID_SUBMIT, organisation=bid.lead_id)
    if bid.state == BidState.SUBMITTED:
        return bid.submissions.order_by("-number")[0]
    move = BID.move("submit", state=bid.state)
    refuse_outside_its_time(bid.round)
    if lacks := stops(findings_for(bid)):
        raise Refused(" ".join(each.words for each in said(lacks)))
    bid.state = move.target
    bid.reference = bid.reference or _next_reference(bid)
    bid.submitted_at = bid.changed_at = timezone.now()
    bid.version += 1
    bid.save()
    submission = Submission.objects.create(
        bid=bid,
        number=bid.submissions.count() + 1,
        content=content_of(bid),
        submitted_at=bid.submitted_at,
        submitted_by=by.key,
    )
    record(by, "funding.bid_submitted", bid, concerning=[bid.lead], number=submission.number)
    notices.bid_received(bid, submission)
    return submission


@transaction.atomic
def reopen_bid(bid: Bid, *, by: Actor) -> None:
    """Until the deadline. What was handed in stays in force until it is handed in anew."""
    lock(bid)
    by.must(Permission.BID_SUBMIT, organisation=bid.lead_id)
    move = BID.move("reopen", state=bid.state)
    refuse_outside_its_time(bid.round)
    bid.state = move.target
    touch(bid)
    bid.save(update_fields=["state", "changed_at", "version"])
    record(by, "funding.bid_reopened", bid, concerning=[bid.lead])


@transaction.atomic
def withdraw_bid(bid: Bid, reason: str, *, by: Actor) -> None:
    """At any time before the decision; what was before a body is taken back from it."""
    lock(bid)
    move = BID.move("withdraw", state=bid.state)
    by.must(move.needs, organisation=bid.lead_id)
    if not (reason := plain_line(reason)):
        raise Refused(_("Say in a sentence why you take it back."))
    was_handed_in = bool(bid.reference)
    bid.state = move.target
    bid.withdrawn_because = reason[:300]
    bid.closed_at = timezone.now()
    touch(bid)
    bid.save()
    if bid.matter is not None and bid.matter.state in OPEN_MATTERS:
        withdraw_matter(bid.matter, by=by)
    record(by, "funding.bid_withdrawn", bid, concerning=[bid.lead])
    notices.bid_withdrawn(bid, was_handed_in=was_handed_in)


def lock(bid: Bid) -> None:
    bid.refresh_from_db(from_queryset=Bid.objects.select_for_update())


def lock_to_write(bid: Bid, *, by: Actor) -> None:
    """Lock it and see that this actor may write it, that it is a draft, and that the round is
    open by the clock."""
    lock(bid)
    must_write(bid, by)
    BID.move("write", state=bid.state)
    refuse_outside_its_time(bid.round)


def touch(bid: Bid) -> None:
    bid.changed_at = timezone.now()
    bid.version += 1


def refuse_outside_its_time(call: Round) -> None:
    """By the moments as they stand now: staff may have moved them meanwhile."""
    call.refresh_from_db()
    now = timezone.now()
    if call.is_open(now):
        return
    if call.closes_at is not None and call.state == RoundState.AGREED and call.closes_at <= now:
        raise Refused(too_late(call.closes_at, now))
    raise Refused(not_open(call.opens_at if call.state == RoundState.AGREED else None))


def _describe(bid: Bid, details: BidDetails) -> None:
    title = plain_line(details.title)
    if not title:
        raise Refused(_("Give it a title; you can change it later."))
    if details.starts_on and details.ends_on and details.ends_on < details.starts_on:
        raise Refused(_("It ends before it begins. Put the days right."))
    contact = details.contact
    if contact is not None and contact.pk != bid.contact_id and not _stands_for(bid.lead, contact):
        raise Refused(_("The contact has to be somebody of the lead."))
    for name in DETAILS:
        setattr(bid, name, getattr(details, name))
    bid.title = title[:150]
    bid.summary = plain_line(details.summary)[:400]
    bid.seeks = plain_line(details.seeks)[:300]


def _stands_for(organisation: Organisation, person: Person) -> bool:
    stands = Representation.objects.current_on(today()).filter(person=person)
    return stands.filter(organisation=organisation).exists()


def _lock_what_numbers_it(bid: Bid) -> None:
    """All rounds of the year, and the lead, of whose bids only so many may be handed in; always
    before the bid, as whoever closes a round or merges councils does."""
    list(Round.objects.filter(year=bid.round.year).order_by("pk").select_for_update())
    Organisation.objects.select_for_update().get(pk=bid.lead_id)


def _next_reference(bid: Bid) -> str:
    """2027-L03: numbered within the year and the kind."""
    year, letter = bid.round.year, LETTERS[ProjectKind(bid.strand.kind)]
    given = Bid.objects.filter(reference__startswith=f"{year}-{letter}").order_by()
    numbers = [
        int(each.rpartition(letter)[2]) for each in given.values_list("reference", flat=True)
    ]
    return f"{year}-{letter}{max(numbers, default=0) + 1:02}"
