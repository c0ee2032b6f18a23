"""What a bid says besides its answers: its principles, what it costs and who pays."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Bid, BidPrinciple, Contribution, CostLine
from ccin.funding.operations.bids import lock_to_write, touch
from ccin.funding.rules.pasted import plain_line
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Organisation
from ccin.principles.models import Principle

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody else pays or gives, in pence."""

    kind: str
    source: str
    amount: int
    reference: str = ""
    organisation: Organisation | None = None
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole budget, in pence: it is replaced as one, so that its sums are never half new."""

    ask: int | None
    costs: tuple[tuple[str, int], ...] = ()
    given: tuple[Given, ...] = ()


@transaction.atomic
def name_principles(bid: Bid, sentences: Mapping[Principle, str], *, by: Actor) -> None:
    """Which principles it lives by, each with the sentence that shows it."""
    lock_to_write(bid, by=by)
    said = {principle: plain_line(words)[:400] for principle, words in sentences.items()}
    bid.principles.all().delete()
    BidPrinciple.objects.bulk_create(
        BidPrinciple(bid=bid, principle=principle, sentence=words)
        for principle, words in said.items()
        if words
    )
    touch(bid)
    bid.save(update_fields=["changed_at", "version"])
    record(by, "funding.bid_principles_named", bid, principles=sum(map(bool, said.values())))


@transaction.atomic
def set_budget(bid: Bid, plan: Plan, *, version: int, by: Actor) -> None:
    """A budget that does not add up yet is kept; it is only not handed in."""
    lock_to_write(bid, by=by)
    if bid.version != version:
        raise Stale(_("Somebody else changed this bid while you were looking at its budget."))
    if len(plan.costs) + len(plan.given) > MOST_LINES:
        raise Refused(_("These are too many lines. Put several small things into one."))
    bid.ask = plan.ask
    touch(bid)
    bid.save(update_fields=["ask", "changed_at", "version"])
    replace_lines(bid, plan)
    record(by, "funding.bid_budget_changed", bid, ask=plan.ask, lines=len(plan.costs))


def replace_lines(bid: Bid, plan: Plan) -> None:
    bid.costs.all().delete()
    CostLine.objects.bulk_create(
        CostLine(bid=bid, position=place, words=plain_line(words)[:150], amount=amount)
        for place, (words, amount) in enumerate(plan.costs)
    )
    bid.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(
            bid=bid,
            position=place,
            kind=each.kind,
            source=plain_line(each.source)[:150],
            organisation=each.organisation,
            reference=plain_line(each.reference)[:80],
            amount=each.amount,
            is_confirmed=each.is_confirmed,
        )
        for place, each in enumerate(plan.given)
    )
