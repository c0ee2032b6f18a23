"""Doors of what comes back by e-mail. A row as in `tests/architecture/doors.py`."""

from ccin.access.permissions import P
from tests.architecture.door import At, Door
from tests.factories import ArrivalFactory, ReachFactory


def an_address() -> At:
    return At({"pk": ReachFactory().pk})


def an_arrival() -> At:
    return At({"pk": ArrivalFactory().pk})


ROWS: dict[str, Door] = {
    "journeys:not_reached": Door(P.LETTER_READ),
    "journeys:send_to_address_again": Door(post=P.LETTER_RESEND, at=an_address),
    "journeys:have_looked": Door(post=P.LETTER_RESEND, at=an_address),
    "journeys:arrived": Door(P.LETTER_READ),
    "journeys:receive": Door(),  # opens to a secret that no role holds
    "journeys:settle": Door(post=P.LETTER_RESEND, at=an_arrival),
}
