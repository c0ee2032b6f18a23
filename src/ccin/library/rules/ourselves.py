"""Which principles a council would work on first, and how its scores moved."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

BEGUN, IN_MOST = 1, 3  # of the scale in `principles.states.Score`
AT_MOST = 3  # weak principles shown with help
STRONG = IN_MOST  # from here on an organisation can show others how
A_YEAR = timedelta(days=365)


def weak(scores: Mapping[str, int]) -> list[str]:
    """The principles to look at first, weakest first: those hardly begun, else the lowest ones.

    Nothing that is done in most of what the organisation does is weak, however low it ranks.
    """
    open_ones = sorted(
        (score, place, name)
        for place, (name, score) in enumerate(scores.items())
        if score < IN_MOST
    )
    begun = [name for score, _place, name in open_ones if score <= BEGUN]
    return begun[:AT_MOST] or [name for _score, _place, name in open_ones][:AT_MOST]


def change(scores: Sequence[int | None]) -> int | None:
    """From the last answer but one to the last; None where there are no two to compare."""
    given = [score for score in scores if score is not None]
    if len(given) < 2 or scores[-1] is None:
        return None
    return given[-1] - given[-2]


def is_due(last: date, on: date) -> bool:
    return last + A_YEAR <= on
