"""Whether a bid keeps to the rules of its own round: each rule met, near, broken or not answered.

The rules are those of the strand that the bid was made in, whatever later rounds ask.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ccin.funding.rules.budget import Budget, Gift, counted_elsewhere, counted_twice
from ccin.kernel.workdays import months_after

Values = Mapping[str, object]


class Level(StrEnum):
    MET = "met"
    WARNED = "warned"  # not forbidden: those who judge it will see it
    BROKEN = "broken"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class StrandRules:
    """What is None or empty is not asked. `may_lead`: `full`, or with a sub-kind
    `associate:parish`."""

    may_lead: tuple[str, ...] = ()
    cap: int | None = None
    minimum: int | None = None
    months: int | None = None
    max_live_leads: int | None = None
    recommended_partners: int | None = None
    theme_is_required: bool = False
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Answered:
    question: str
    words: int
    limit: int | None = None
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class BidFacts:
    """`lead_is` is how the lead stands today: `full`, with a sub-kind `associate:parish`, or
    nothing. `leads` counts what else it leads, of which `leads_ending` ends before this begins."""

    budget: Budget
    lead_is: str = ""
    leads: int = 0
    leads_ending: int = 0
    summary: str = ""
    theme: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    partners: int = 0
    waiting: Sequence[str] = ()  # partners that have not answered
    principles: int = 0
    answers: Sequence[Answered] = ()
    gifts_elsewhere: Sequence[Gift] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    level: Level
    values: Values = field(default_factory=dict)


def findings(facts: BidFacts, rules: StrandRules) -> tuple[Finding, ...]:
    """Every rule that the strand has, in the order in which a bid is written."""
    return (
        *_lead(facts, rules),
        *_description(facts, rules),
        *_days(facts, rules),
        *_answers(facts),
        *_partners(facts, rules),
        *_amount(facts.budget, rules),
        *_sums(facts),
    )


def stops(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """What has to be put right before a bid is handed in."""
    return tuple(each for each in found if each.level in {Level.BROKEN, Level.MISSING})


def may_be_led_by(standing: str, may_lead: Sequence[str]) -> bool:
    """A class stands for all its sub-kinds; a class with a sub-kind for that one alone."""
    return not may_lead or standing in may_lead or standing.partition(":")[0] in may_lead


def last_day(starts_on: date, months: int) -> date:
    """The last day on which something that lasts so many months from a day on may end."""
    return months_after(starts_on, months) - timedelta(days=1)


def _lead(facts: BidFacts, rules: StrandRules) -> Iterator[Finding]:
    if rules.may_lead:
        fits = bool(facts.lead_is) and may_be_led_by(facts.lead_is, rules.may_lead)
        values = {"is": facts.lead_is, "may": rules.may_lead}
        yield Finding("lead_class", Level.MET if fits else Level.BROKEN, values)
    if rules.max_live_leads is not None:
        most = rules.max_live_leads
        counted = {"most": most, "leads": facts.leads, "ending": facts.leads_ending}
        if facts.leads < most:
            level = Level.MET
        elif facts.leads - facts.leads_ending < most:
            level = Level.WARNED
        else:
            level = Level.BROKEN
        yield Finding("one_lead", level, counted)


def _description(facts: BidFacts, rules: StrandRules) -> Iterator[Finding]:
    yield Finding("summary", Level.MET if facts.summary else Level.MISSING)
    if not rules.theme_is_required:
        return
    if facts.theme is None:
        yield Finding("theme", Level.MISSING)
    else:
        yield Finding("theme", Level.MET if facts.theme in rules.themes else Level.BROKEN)


def _days(facts: BidFacts, rules: StrandRules) -> Iterator[Finding]:
    if facts.starts_on is None or facts.ends_on is None:
        yield Finding("days", Level.MISSING)
    elif facts.ends_on < facts.starts_on:
        yield Finding("days", Level.BROKEN)
    elif rules.months is not None:
        latest = last_day(facts.starts_on, rules.months)
        level = Level.MET if facts.ends_on <= latest else Level.BROKEN
        yield Finding("length", level, {"months": rules.months, "latest": latest})


def _answers(facts: BidFacts) -> Iterator[Finding]:
    for answer in facts.answers:
        if not answer.words and answer.is_required:
            yield Finding("answer", Level.MISSING, {"question": answer.question})
        elif answer.limit is not None and answer.words > answer.limit:
            over = {"words": answer.words, "limit": answer.limit, "question": answer.question}
            yield Finding("answer_length", Level.BROKEN, over)
    yield Finding("principles", Level.MET if facts.principles else Level.MISSING)


def _partners(facts: BidFacts, rules: StrandRules) -> Iterator[Finding]:
    wanted = rules.recommended_partners
    if wanted is not None:
        level = Level.MET if facts.partners >= wanted else Level.WARNED
        yield Finding("partners", level, {"confirmed": facts.partners, "recommended": wanted})
    if facts.waiting:
        names = {"names": tuple(facts.waiting)}
        yield Finding("partners_waiting", Level.WARNED, names)


def _amount(budget: Budget, rules: StrandRules) -> Iterator[Finding]:
    ask = budget.ask
    if not ask:
        yield Finding("ask", Level.MISSING)
        return
    if rules.cap is not None:
        level = Level.MET if ask <= rules.cap else Level.BROKEN
        yield Finding("cap", level, {"ask": ask, "cap": rules.cap})
    if rules.minimum is not None:
        level = Level.MET if ask >= rules.minimum else Level.BROKEN
        yield Finding("minimum", level, {"ask": ask, "minimum": rules.minimum})


def _sums(facts: BidFacts) -> Iterator[Finding]:
    budget = facts.budget
    if not budget.costs:
        yield Finding("costs", Level.MISSING)
    elif budget.ask:
        values = {"cost": budget.cost, "paid": budget.paid, "gap": budget.gap}
        yield Finding("adds_up", Level.BROKEN if budget.gap else Level.MET, values)
    for gift in counted_twice(budget.gifts):
        yield Finding("counted_twice", Level.BROKEN, _named(gift))
    for gift in counted_elsewhere(budget.gifts, facts.gifts_elsewhere):
        yield Finding("counted_elsewhere", Level.WARNED, _named(gift))
    unsure = [gift for gift in budget.gifts if not gift.is_confirmed]
    if unsure:
        total = sum(gift.amount for gift in unsure)
        yield Finding("not_promised", Level.WARNED, {"amount": total, "number": len(unsure)})


def _named(gift: Gift) -> Values:
    return {"source": gift.source, "reference": gift.reference, "amount": gift.amount}
