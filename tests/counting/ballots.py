"""Small funds written by hand, for tests."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ccin.counting.approvals import Approvals, Fund, Project, gather


def approvals(
    costs: Mapping[str, int], ballots: Sequence[str], *, budget: int, decimals: int = 0
) -> Approvals:
    """`ballots` are words of one-letter project ids: "ab" approves of a and b, "" of nothing."""
    places = {project: place for place, project in enumerate(costs)}
    cast = Counter(tuple(sorted(places[letter] for letter in ballot)) for ballot in ballots)
    projects = [Project(project, cost) for project, cost in costs.items()]
    return gather(Fund(budget, decimals), projects, cast)
