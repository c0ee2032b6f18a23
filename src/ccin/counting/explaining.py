"""The record of an allocation in plain English, sentence by sentence: nothing is counted again."""

from fractions import Fraction

from ccin.counting.amounts import in_words
from ccin.counting.approvals import Approvals
from ccin.counting.records import (
    Allocation,
    Completion,
    Method,
    NotFunded,
    Reason,
    Satisfaction,
    Settled,
    Shares,
    Step,
    Stopped,
    Tie,
)

RULES = {
    (Method.GREEDY, Satisfaction.COST): (
        "Greedy: projects are taken in the order of their votes, and each is funded that still"
        " fits."
    ),
    (Method.GREEDY, Satisfaction.CARDINALITY): (
        "Greedy: projects are taken in the order of their votes for each unit of cost, and each is"
        " funded that still fits."
    ),
    (Method.EQUAL_SHARES, Satisfaction.COST): (
        "Equal shares: each ballot has an equal part of the fund and spends it with others. The"
        " project is funded next whose supporters pay least for each unit of its cost."
    ),
    (Method.EQUAL_SHARES, Satisfaction.CARDINALITY): (
        "Equal shares: each ballot has an equal part of the fund and spends it with others. The"
        " project is funded next whose supporters pay least each."
    ),
}
TIES = {
    Settled.LOT: "Ties go to more votes, then to the lower cost, then by the lot.",
    Settled.FILE_ORDER: (
        "No lot was given: ties go to more votes, then to the lower cost, then to the project that"
        " stands first in the file."
    ),
}
SETTLED = {
    Settled.VOTES: "it has more votes",
    Settled.COST: "it costs less",
    Settled.LOT: "the lot put it first",
    Settled.FILE_ORDER: "it stands first in the file",
}

LACKS = {
    Reason.NO_SUPPORT: "no ballot names it",
    Reason.SHARES_TOO_SMALL: "its supporters have too little left",
    Reason.DOES_NOT_FIT: "it costs more than was left",
}


class Explanation:
    """Says what happened with the names, amounts and currency of the file."""

    def __init__(self, approvals: Approvals, allocation: Allocation) -> None:
        self.approvals = approvals
        self.allocation = allocation
        self.names = dict(zip(approvals.projects, approvals.names, strict=True))

    def rule(self) -> list[str]:
        """What was asked for, and of whom."""
        approvals, allocation = self.approvals, self.allocation
        rule = allocation.rule
        said = [RULES[rule.method, rule.satisfaction]]
        voters = f"{_count(approvals.n_ballots, 'ballot')} on {_count(len(self.names), 'project')}"
        said.append(f"The fund holds {self._money(approvals.budget)}. There are {voters}.")
        if approvals.n_empty:
            said.append(f"Ballots that name no project count among them: {approvals.n_empty:,}.")
        if allocation.shares:
            said.extend(self._shares(allocation.shares, rule.completion))
        said.append(TIES[allocation.ties_by])
        return said

    def _shares(self, shares: Shares, completion: Completion) -> list[str]:
        said = [f"Each ballot has {self._money(shares.first)} to spend."]
        if completion is Completion.GREEDY:
            said.append("Money left over goes to further projects in the order of their votes.")
        if shares.stopped is None:
            return said
        unit = self._money(self.approvals.unit)
        if shares.raised:
            said.append(
                f"Since money was left over, all was counted again with {unit} more for each"
                f" ballot, {_count(shares.raised, 'time')}: with {self._money(shares.each)} each,"
                " what is funded still lies within the fund."
            )
        if shares.stopped is Stopped.NEXT_OVER_BUDGET:
            over = self._money(shares.next_spent or 0)
            said.append(
                f"With {unit} more for each ballot, {over} would be spent: more than there is."
            )
        else:
            said.append("Every project that anybody supports is funded.")
        if shares.tied:
            said.append(
                f"Ties were met in {_count(shares.tied, 'other count')} on the way, and settled"
                " by the same order: they may have decided how far shares were raised."
            )
        if shares.is_small(self.approvals.unit):
            said.append(
                f"A share is less than {unit}, so that one step more than doubles it: a file in a"
                " smaller unit would come closer to the fund."
            )
        return said

    def steps(self) -> list[str]:
        return [
            f"{number}. {self._step(step)}"
            for number, step in enumerate(self.allocation.steps, start=1)
        ]

    def _step(self, step: Step) -> str:
        cost = self._money(step.cost)
        said = [
            f"{self.title(step.project)} is funded: {cost}, with {_count(step.votes, 'supporter')}."
        ]
        if step.max_payment is not None and step.cost:
            said.append(self._payment(step))
        elif step.cost and self.allocation.shares:
            said.append("It is paid from what the shares left over.")
        if step.tie:
            said.append(self._tie(step.project, step.tie))
        if step.runner_up and not step.tie:
            said.append(f"Next would have been {self.title(step.runner_up.project)}.")
        said.append(f"Spent so far: {self._money(step.spent)}.")
        return " ".join(said)

    def _payment(self, step: Step) -> str:
        amount = self._money(step.max_payment or 0)
        if not step.broke:
            return f"Each of {step.payers} pays {amount}."
        if step.broke == step.payers:
            return f"Each of {step.payers} pays at most {amount}, and has nothing left afterwards."
        return (
            f"Each of {step.payers} pays {amount}, or all they have left if that is less;"
            f" {step.broke} of them {'has' if step.broke == 1 else 'have'} nothing left afterwards."
        )

    def _tie(self, project: str, tie: Tie) -> str:
        others = [self.title(other) for other in tie.projects if other != project]
        named = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if others[5:] else "")
        return f"It was equal with {named}; it went first because {SETTLED[tie.settled_by]}."

    def not_funded(self) -> list[str]:
        return [self._lack(each) for each in self.allocation.not_funded]

    def _lack(self, each: NotFunded) -> str:
        title, cost, available = (
            self.title(each.project),
            self._money(each.cost),
            self._money(each.available),
        )
        votes = _count(each.votes, "supporter")
        when = f"after step {each.after}" if each.after else "from the start"
        match each.reason:
            case Reason.NO_SUPPORT:
                return f"{title} is not funded: {LACKS[each.reason]}."
            case Reason.SHARES_TOO_SMALL:
                return (
                    f"{title} is not funded: it costs {cost}, and {when} its {votes} had"
                    f" {available} together."
                )
            case Reason.DOES_NOT_FIT:
                return (
                    f"{title} is not funded: it costs {cost}, and {when} the fund had {available}"
                    f" left ({votes})."
                )

    def outcome(self) -> str:
        allocation = self.allocation
        funded = f"{len(allocation.funded)} of {_count(len(self.names), 'project')}"
        return (
            f"Funded: {funded}, for {self._money(allocation.spent)};"
            f" {self._money(allocation.left)} is left."
        )

    def title(self, project: str) -> str:
        name = self.names[project]
        return f"{name} ({project})" if name and name != project else project

    def _money(self, amount: int | Fraction) -> str:
        return in_words(amount, self.approvals.decimals, self.approvals.currency)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
