"""What is known of a bid, set against the rules of its own round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ccin.funding.models import Bid, Contribution, Project, Strand
from ccin.funding.reasons.bids import in_words
from ccin.funding.rules.budget import Budget, Gift
from ccin.funding.rules.eligibility import (
    Answered,
    BidFacts,
    Finding,
    Level,
    StrandRules,
    findings,
)
from ccin.funding.rules.pasted import words_in
from ccin.funding.states import BidState, PartnerState
from ccin.kernel.clock import LONDON, today
from ccin.members.models import Membership, Organisation

HANDED_IN = (BidState.SUBMITTED, BidState.UNDER_CONSIDERATION)


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in words."""

    level: Level
    words: str

    @property
    def stops(self) -> bool:
        return self.level in {Level.BROKEN, Level.MISSING}


def said(found: Iterable[Finding]) -> list[Said]:
    return [Said(each.level, in_words(each.rule, each.level, each.values)) for each in found]


def findings_for(bid: Bid) -> tuple[Finding, ...]:
    """Judged by the strand that the bid was made in, whatever later rounds ask."""
    return findings(facts_of(bid), rules_of(bid.strand))


def is_told(finding: Finding) -> bool:
    """Whether it is worth saying at all: an answer that is there needs no line."""
    return finding.level is not Level.MET or finding.rule not in {"summary", "principles"}


def rules_of(strand: Strand) -> StrandRules:
    return StrandRules(
        may_lead=tuple(strand.may_lead),
        cap=strand.cap,
        minimum=strand.minimum,
        months=strand.months,
        max_live_leads=strand.max_live_leads,
        recommended_partners=strand.recommended_partners,
        theme_is_required=strand.theme_is_required,
        themes=frozenset(strand.round.themes.order_by().values_list("theme_id", flat=True)),
    )


def facts_of(bid: Bid) -> BidFacts:
    partners = list(bid.partners.select_related("organisation"))
    leads, ending = leads_besides(bid)
    return BidFacts(
        budget=budget_of(bid),
        lead_is=standing_of(bid.lead, judged_on(bid)),
        leads=leads,
        leads_ending=ending,
        summary=bid.summary,
        theme=bid.theme_id,
        starts_on=bid.starts_on,
        ends_on=bid.ends_on,
        partners=sum(each.state == PartnerState.CONFIRMED for each in partners),
        waiting=tuple(
            each.organisation.name for each in partners if each.state == PartnerState.INVITED
        ),
        principles=bid.principles.exclude(sentence="").count(),
        answers=_answers_of(bid),
        gifts_elsewhere=_gifts_elsewhere(bid),
    )


def judged_on(bid: Bid) -> date:
    """The day on which it was handed in; before that, today."""
    return bid.submitted_at.astimezone(LONDON).date() if bid.submitted_at else today()


def standing_of(organisation: Organisation, on: date) -> str:
    """Its class on that day, with the sub-kind where it has one; empty where it is no member."""
    held = Membership.objects.held_on(on).filter(organisation=organisation).order_by("pk").first()
    if held is None:
        return ""
    return f"{held.membership_class}:{held.sub_kind}" if held.sub_kind else held.membership_class


def leads_besides(bid: Bid) -> tuple[int, int]:
    """What else its lead leads, and how much of that is to end before this begins. Where the limit
    is one of the round, bids of the round alone count; else live projects and bids handed in."""
    others = Bid.objects.filter(lead=bid.lead_id).exclude(pk=bid.pk)
    if bid.strand.leads_count_in_round:
        counted = others.filter(_waiting() | Q(state=BidState.FUNDED), round=bid.round_id)
        return counted.count(), 0
    live = Project.objects.live().filter(lead=bid.lead_id, is_public=True).exclude(bid=bid.pk)
    ends = [ends_on for (ends_on,) in live.order_by().values_list("ends_on")]
    begins = bid.starts_on
    ending = sum(bool(begins and day and day < begins) for day in ends)
    return len(ends) + others.filter(_waiting()).count(), ending


def _waiting() -> Q:
    """Handed in, as far as their bidders know: what was decided counts as undecided until it is
    told, so that nobody reads a decision off this number."""
    decided = Q(state__in=[BidState.FUNDED, BidState.NOT_FUNDED], told_at=None)
    return Q(state__in=HANDED_IN) | decided


def budget_of(bid: Bid) -> Budget:
    return Budget(
        ask=bid.ask,
        costs=tuple(bid.costs.values_list("amount", flat=True)),
        gifts=tuple(gift_of(each) for each in bid.contributions.all()),
    )


def gift_of(given: Contribution) -> Gift:
    return Gift(given.kind, given.source, given.amount, given.reference, given.is_confirmed)


def _answers_of(bid: Bid) -> tuple[Answered, ...]:
    found = bid.answers.select_related("question", "text").order_by("question__position", "pk")
    return tuple(
        Answered(
            each.question.words,
            words_in(each.text.words),
            each.question.word_limit,
            each.question.is_required,
        )
        for each in found
    )


def _gifts_elsewhere(bid: Bid) -> tuple[Gift, ...]:
    """Of bids of the round that were handed in: a draft of others is nobody's business yet."""
    handed_in = Q(bid__round=bid.round_id, bid__state__in=HANDED_IN) & ~Q(reference="")
    return tuple(
        gift_of(each) for each in Contribution.objects.filter(handed_in).exclude(bid=bid.pk)
    )
