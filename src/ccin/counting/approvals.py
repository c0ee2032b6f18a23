"""What people approved of, with identical ballots grouped, so that arrays of numbers can count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    cost: int  # in the smallest unit: pence where the file has two decimals
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Approvals:
    """Amounts are whole numbers of the smallest unit: 10 to the power of `decimals` make one unit
    of the currency. A group is one distinct ballot that is not empty; `members` are the projects it
    names (by place), `supporters` the groups that name a project."""

    projects: tuple[str, ...]
    names: tuple[str, ...]
    costs: tuple[int, ...]
    votes: tuple[int, ...]
    budget: int
    decimals: int
    currency: str
    n_ballots: int  # with the empty ones
    n_empty: int
    sizes: Indices  # how many ballots are in each group
    members: tuple[Indices, Indices]  # where each group's projects begin, and these
    supporters: tuple[Indices, ...]
    sha256: str  # of the projects and the ballots put in order: the same for the same votes

    @property
    def unit(self) -> int:
        return int(10**self.decimals)

    def chosen(self, group: int) -> Indices:
        starts, projects = self.members
        return projects[starts[group] : starts[group + 1]]


@dataclass(frozen=True, slots=True)
class Fund:
    budget: int
    decimals: int = 0
    currency: str = ""


def gather(
    fund: Fund, projects: Sequence[Project], ballots: Mapping[tuple[int, ...], int]
) -> Approvals:
    """`ballots` maps each distinct ballot, as places of projects in ascending order, to how often
    it was cast; the empty one counts among the voters."""
    groups = sorted(ballot for ballot in ballots if ballot)
    sizes = np.array([ballots[group] for group in groups], dtype=np.int64)
    lengths = [len(group) for group in groups]
    starts = np.array([0, *accumulate(lengths)], dtype=np.int64)
    chosen = np.fromiter(chain.from_iterable(groups), dtype=np.int64, count=int(starts[-1]))
    voters = np.repeat(np.arange(len(groups), dtype=np.int64), lengths)
    ordered = voters[np.argsort(chosen, kind="stable")]
    ends = np.cumsum(np.bincount(chosen, minlength=len(projects)))[:-1]
    supporters = tuple(np.split(ordered, ends))
    empty = ballots.get((), 0)
    return Approvals(
        projects=tuple(project.id for project in projects),
        names=tuple(project.name for project in projects),
        costs=tuple(project.cost for project in projects),
        votes=tuple(int(sizes[those].sum()) for those in supporters),
        budget=fund.budget,
        decimals=fund.decimals,
        currency=fund.currency,
        n_ballots=int(sizes.sum()) + empty,
        n_empty=empty,
        sizes=sizes,
        members=(starts, chosen),
        supporters=supporters,
        sha256=_digest(fund, projects, ballots),
    )


def _digest(fund: Fund, projects: Sequence[Project], ballots: Mapping[tuple[int, ...], int]) -> str:
    """The hash of a canonical text: the fund, a line for each project in the order of their ids, a
    line for each distinct ballot with how often it was cast. So the order of rows changes nothing.
    """
    listed = sorted((project.id, project.cost) for project in projects)
    ids = [project.id for project in projects]
    cast = sorted(f"{','.join(sorted(ids[k] for k in each))};{n}" for each, n in ballots.items())
    lines: Iterable[str] = chain(
        [f"{fund.budget};{fund.decimals};{fund.currency}"],
        (f"{project};{cost}" for project, cost in listed),
        cast,
    )
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
