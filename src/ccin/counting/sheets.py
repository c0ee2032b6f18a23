"""An allocation as a table to read and as JSON for a program."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import wrap
from typing import Any

from ccin.counting.amounts import decimal, exactly
from ccin.counting.approvals import Approvals
from ccin.counting.explaining import Explanation
from ccin.counting.records import Allocation, NotFunded, Shares, Step

WIDTH = 100
WIDEST = 44
PLACES = 6  # of payments, which are rounded; the exact fraction stands beside them


def table(approvals: Approvals, allocation: Allocation) -> str:
    """The rule, a row for each project, and how each step came about."""
    explanation = Explanation(approvals, allocation)
    rows = [("", "project", "votes", "cost", "spent"), *_rows(approvals, allocation)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        *_wrapped(explanation.rule()),
        "",
        *("  ".join(_cells(row, widths)).rstrip() for row in rows),
        "",
        explanation.outcome(),
        "",
        *_wrapped(explanation.steps()),
        *_wrapped(explanation.not_funded()),
    ]
    return "\n".join(lines) + "\n"


def _wrapped(sentences: Sequence[str]) -> list[str]:
    return [
        line
        for sentence in sentences
        for line in wrap(sentence, WIDTH, subsequent_indent="   ", break_long_words=False)
    ]


def _rows(approvals: Approvals, allocation: Allocation) -> list[tuple[str, str, str, str, str]]:
    explanation = Explanation(approvals, allocation)

    def row(what: str, each: Step | NotFunded, spent: str) -> tuple[str, str, str, str, str]:
        title = explanation.title(each.project)
        short = title if len(title) <= WIDEST else f"{title[: WIDEST - 1]}…"
        return what, short, str(each.votes), decimal(each.cost, approvals.decimals), spent

    funded = [
        row("funded", step, decimal(step.spent, approvals.decimals)) for step in allocation.steps
    ]
    return [*funded, *(row("not funded", each, "") for each in allocation.not_funded)]


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Words to the left, numbers to the right."""
    return [
        cell.ljust(width) if column < 2 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def as_json(approvals: Approvals, allocation: Allocation) -> dict[str, Any]:
    """Amounts are decimal strings in the file's unit; a payment, which may have no end of decimals,
    also stands as an exact fraction. Counts are numbers."""
    decimals, rule = approvals.decimals, allocation.rule
    explanation = Explanation(approvals, allocation)
    return {
        "rule": str(rule.method),
        "satisfaction": str(rule.satisfaction),
        "completion": str(rule.completion),
        "currency": approvals.currency or None,
        "budget": decimal(allocation.budget, decimals),
        "ballots": approvals.n_ballots,
        "empty_ballots": approvals.n_empty,
        "ties_settled_by": str(allocation.ties_by),
        "order_of_ties": list(allocation.lot),
        "funded": list(allocation.funded),
        "spent": decimal(allocation.spent, decimals),
        "left": decimal(allocation.left, decimals),
        "shares": _shares(allocation.shares, decimals),
        "steps": [
            {**_step(step, decimals), "sentence": sentence}
            for step, sentence in zip(allocation.steps, explanation.steps(), strict=True)
        ],
        "not_funded": [
            {**_not_funded(each, decimals), "sentence": sentence}
            for each, sentence in zip(allocation.not_funded, explanation.not_funded(), strict=True)
        ],
        "input_sha256": allocation.input_sha256,
    }


def _shares(shares: Shares | None, decimals: int) -> Mapping[str, Any] | None:
    if shares is None:
        return None
    over = None if shares.next_spent is None else decimal(shares.next_spent, decimals)
    return {
        "first": _fraction(shares.first, decimals),
        "raised": shares.raised,
        "each": _fraction(shares.each, decimals),
        "stopped": None if shares.stopped is None else str(shares.stopped),
        "next_spent": over,
        "counts_with_ties_on_the_way": shares.tied,
    }


def _step(step: Step, decimals: int) -> Mapping[str, Any]:
    tie = step.tie and {
        "projects": list(step.tie.projects),
        "settled_by": str(step.tie.settled_by),
    }
    return {
        "project": step.project,
        "votes": step.votes,
        "cost": decimal(step.cost, decimals),
        "spent": decimal(step.spent, decimals),
        "by": "shares" if step.by_shares else "votes",
        "payment": _fraction(step.max_payment, decimals),
        "payers": step.payers,
        "broke": step.broke,
        "runner_up": step.runner_up.project if step.runner_up else None,
        "tie": tie,
    }


def _not_funded(each: NotFunded, decimals: int) -> Mapping[str, Any]:
    return {
        "project": each.project,
        "votes": each.votes,
        "cost": decimal(each.cost, decimals),
        "reason": str(each.reason),
        "after": each.after,
        "available": _fraction(each.available, decimals),
    }


def _fraction(amount: Fraction | None, decimals: int) -> Mapping[str, str | None] | None:
    if amount is None:
        return None
    return {
        "decimal": decimal(amount, decimals, places=PLACES),
        "exact": exactly(amount, decimals),
    }
