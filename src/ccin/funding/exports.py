"""Funding's tables as files."""

from django.utils.translation import gettext as _

from ccin.funding.reads.ranking import Result, StrandSheet
from ccin.kernel.money import show


def ranking_rows(sheets: list[StrandSheet]) -> tuple[list[str], list[dict[str, str]]]:
    """What the reader's page shows, in its order."""
    place, bid, lead = _("Place"), _("Bid"), _("Lead")
    points, spread = _("Points"), _("Spread")
    ask, together, kind = _("Asks for"), _("Together"), _("Type")
    headings = [kind, place, _("Reference"), bid, lead, points, spread, ask, together]
    rows = [
        dict(
            zip(
                headings,
                [str(sheet.strand.get_kind_display()), *_cells(each)],
                strict=True,
            )
        )
        for sheet in sheets
        for each in sheet.results
    ]
    return headings, rows


def _cells(result: Result) -> list[str]:
    standing, bid = result.standing, result.bid
    return [
        str(standing.rank) if standing else "",
        bid.reference,
        bid.title,
        bid.lead.name,
        str(result.total),
        "" if result.spread is None else str(result.spread),
        "" if bid.ask is None else show(bid.ask),
        show(standing.together) if standing else "",
    ]
