"""Letters about decisions: drafted one by one, sent for a whole strand together."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Bid, DecisionLetter, Project, Strand
from ccin.funding.notices import letters as notices
from ccin.funding.reads.assessing import not_closed_to
from ccin.funding.reads.letters import DECIDED, UNDECIDED, letter_of, letter_standing, undecided_in
from ccin.funding.rules.deciding import Standing, may_send
from ccin.governance.operations.matters import release_decisions
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Edition


@transaction.atomic
def draft_letter(bid: Bid, feedback: str, *, version: int, by: Actor) -> DecisionLetter:
    """What the bidder should know beside the decision. To save it again says that a draft from
    before a return was looked at. `version` is 0 while there is none."""
    bid.refresh_from_db(from_queryset=Bid.objects.select_for_update(of=("self",)))
    by.must(Permission.AWARD_TELL)
    if not not_closed_to(by).filter(pk=bid.pk).exists():
        raise Refused(_("You have an interest in this bid. Somebody else has to write its letter."))
    if bid.state not in {*DECIDED, *UNDECIDED} or bid.told_at is not None:
        raise MoveNotAllowed(f"letter about a bid that is {bid.state} cannot be drafted")
    letter = letter_of(bid) or DecisionLetter(bid=bid, version=0)
    if letter.version != version:
        raise Stale
    letter.feedback = feedback.strip()
    letter.is_stale = False
    letter.drafted_by = by.key[:80]
    letter.drafted_at = timezone.now()
    letter.version += 1
    letter.save()
    record(by, "funding.letter_drafted", bid)
    return letter


@transaction.atomic
def send_letters(strand: Strand, *, left_out: str = "", by: Actor) -> int:
    """Tell everybody of a strand what was decided, in one transaction; how many bids were told.

    Pressed twice, or by two at once, it sends once: what was told is not told again. While a bid
    is undecided it takes a word, kept on the record, to leave it out; its letter goes later. With
    the letter the decision, the project and, where the round says so, the bid become public.
    """
    strand = (
        Strand.objects.select_for_update(of=("self",)).select_related("round").get(pk=strand.pk)
    )
    by.must(Permission.AWARD_TELL)
    untold = strand.bids.filter(state__in=DECIDED, told_at=None).order_by("pk")
    bids = list(untold.select_for_update(of=("self",)).select_related("lead", "matter", "letter"))
    if not bids:
        return 0
    _refuse_unless_ready(strand, bids, left_out.strip())
    for bid in bids:
        _tell(bid, by=by)
    record(
        by,
        "funding.letters_sent",
        strand.round,
        personal={"left_out": left_out.strip()} if left_out.strip() else {},
        kind=strand.kind,
        bids=len(bids),
    )
    Edition.objects.stamp_anew()
    return len(bids)


def _refuse_unless_ready(strand: Strand, bids: list[Bid], left_out: str) -> None:
    standings = [letter_standing(bid, letter_of(bid)) for bid in bids]
    undecided = undecided_in(strand)
    if may_send(standings, undecided=undecided, left_out=bool(left_out)):
        return
    for standing, words in (
        (
            Standing.STALE,
            _(
                "These bids were returned after their letters were drafted. Look at each letter "
                "again and save it: %(bids)s."
            ),
        ),
        (Standing.TO_WRITE, _("Write what these bidders should know first: %(bids)s.")),
    ):
        named = [str(bid) for bid, each in zip(bids, standings, strict=True) if each is standing]
        if named:
            raise Refused(words % {"bids": "; ".join(named)})
    raise Refused(
        _(
            "%(number)d of this strand still to be decided. Wait for it, or say why the letters of "
            "the others go now."
        )
        % {"number": undecided}
    )


def _tell(bid: Bid, *, by: Actor) -> None:
    letter = letter_of(bid) or DecisionLetter(bid=bid, drafted_by=by.key[:80])
    letter.drafted_at = letter.drafted_at or timezone.now()
    letter.sent_at = timezone.now()
    letter.save()
    bid.told_at = letter.sent_at
    bid.version += 1
    bid.save(update_fields=["told_at", "version"])
    Project.objects.filter(bid=bid).update(is_public=True, changed_at=bid.told_at)
    assert bid.matter is not None
    release_decisions(bid.matter, by=by)
    letters = notices.decision_told(bid)
    record(by, "funding.bid_told", bid, concerning=[bid.lead], letters=letters)
