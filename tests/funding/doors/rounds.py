"""Rounds, their rules and the calls that everybody reads."""

from tests.architecture.door import OPEN, At, Door
from tests.funding.made import RoundFactory


def an_open_round() -> At:
    return At({"slug": RoundFactory(open=True).slug})


ROWS: dict[str, Door] = {
    "funding:home": Door(OPEN),
    "funding:round": Door(OPEN, at=an_open_round),
}
