"""The one page of a bid, as each reader may see it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.models import Entry
from ccin.funding.models import Answer, Bid, BidPartner, Submission
from ccin.funding.models.bids import IN_IT
from ccin.funding.reads import deciding, marking
from ccin.funding.reads.bid_facts import Said
from ccin.funding.reads.bids import Shown, is_of_it, may_write, said_of, submission_shown
from ccin.funding.reads.deciding import DecidingPanel
from ccin.funding.reads.marking import AssessingPanel
from ccin.funding.rules.pasted import words_in
from ccin.funding.states import BidState, PartnerState
from ccin.members.models import Organisation


@dataclass(frozen=True, slots=True)
class AnswerLine:
    answer: Answer
    words: int
    writer: str  # who holds the pen now, if somebody else does
    until: datetime | None
    is_mine: bool

    @property
    def is_too_long(self) -> bool:
        limit = self.answer.question.word_limit
        return limit is not None and self.words > limit


@dataclass(frozen=True, slots=True)
class BidPage:
    bid: Bid
    shown: Shown | None
    said: list[Said]
    answers: list[AnswerLine]
    partners: list[BidPartner]
    invitations: list[BidPartner]  # those that this reader may answer
    confirmed_by_me: list[BidPartner]
    now: datetime
    is_of_it: bool
    is_open: bool  # whether bids of its round are taken at this moment
    may_write: bool
    may_submit: bool
    assessing: AssessingPanel | None
    deciding: DecidingPanel | None

    @property
    def title(self) -> str:
        """Its writers see what it is called now, everybody else what it was handed in as."""
        handed_in = self.shown.content["title"] if self.shown and not self.is_of_it else ""
        return handed_in or self.bid.title

    @property
    def writes_now(self) -> bool:
        return self.may_write and self.is_open and self.bid.state == BidState.DRAFT

    @property
    def is_late(self) -> bool:
        closes = self.bid.round.closes_at
        return closes is not None and closes <= self.now

    @property
    def stops(self) -> list[Said]:
        return [each for each in self.said if each.stops]

    @property
    def warns(self) -> list[Said]:
        return [each for each in self.said if each.level == "warned"]

    @property
    def meets(self) -> list[Said]:
        return [each for each in self.said if each.level == "met"]


def bid_page(bid: Bid, actor: Actor) -> BidPage:
    now, of_it = timezone.now(), is_of_it(bid, actor)
    sees_rules = of_it or actor.may(Permission.BID_READ_ANY)
    partners = list(bid.partners.filter(state__in=IN_IT).select_related("organisation"))
    speaks_for = set(actor.organisations_where(Permission.PARTNER_ANSWER))
    mine = [each for each in partners if each.organisation_id in speaks_for and bid.is_open]
    return BidPage(
        bid=bid,
        shown=submission_shown(bid, actor),
        said=said_of(bid) if sees_rules and bid.is_open else [],
        answers=answer_lines(bid, actor, now) if of_it else [],
        partners=partners,
        invitations=[each for each in mine if each.state == PartnerState.INVITED],
        confirmed_by_me=[each for each in mine if each.state == PartnerState.CONFIRMED],
        now=now,
        is_of_it=of_it,
        is_open=bid.round.is_open(now),
        may_write=may_write(bid, actor),
        may_submit=actor.may(Permission.BID_SUBMIT, organisation=bid.lead_id),
        assessing=marking.panel_for(bid, actor),
        deciding=deciding.panel_for(bid, actor),
    )


def answer_lines(bid: Bid, actor: Actor, now: datetime) -> list[AnswerLine]:
    found = bid.answers.select_related("question", "text").order_by("question__position", "pk")
    return [answer_line(each, actor, now) for each in found]


def answer_line(answer: Answer, actor: Actor, now: datetime) -> AnswerLine:
    text = answer.text
    is_held = bool(text.holder and text.held_until and text.held_until > now)
    return AnswerLine(
        answer=answer,
        words=words_in(text.words),
        writer=text.holder_name if is_held and text.holder != actor.key else "",
        until=text.held_until if is_held else None,
        is_mine=is_held and text.holder == actor.key,
    )


def bids_of(actor: Actor) -> QuerySet[Bid]:
    """Of one's own organisations, as lead or as partner; what is open comes first."""
    found = Bid.objects.written_by(actor).select_related("lead", "round", "strand")
    return found.order_by("closed_at", "-changed_at", "-pk")


def handed_in_before(bid: Bid) -> list[Submission]:
    return list(bid.submissions.order_by("-number").defer("content"))


def has_offered(bid: Bid, organisation: Organisation) -> bool:
    """Whether a member has said already that it is interested."""
    offers = Entry.objects.filter(
        event="funding.partnership_offered", subject_kind=bid._meta.label, subject_key=str(bid.pk)
    )
    about = {"concerns__kind": organisation._meta.label, "concerns__key": str(organisation.pk)}
    return offers.filter(**about).exists()
