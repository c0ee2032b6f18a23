"""Who may open which of funding's addresses, one module a subject."""

from tests.architecture.door import Door
from tests.funding.doors import (
    assessing,
    bids,
    changes,
    deciding,
    ideas,
    letters,
    open_data,
    partners,
    portfolio,
    preferences,
    projects,
    reporting,
    rounds,
)

FUNDING: dict[str, Door] = {
    **ideas.ROWS,
    **rounds.ROWS,
    **bids.ROWS,
    **partners.ROWS,
    **assessing.ROWS,
    **deciding.ROWS,
    **letters.ROWS,
    **projects.ROWS,
    **reporting.ROWS,
    **changes.ROWS,
    **portfolio.ROWS,
    **open_data.ROWS,
    **preferences.ROWS,
}
