"""Doors of the outbox: stopping e-mails by a link. A row as in `tests/architecture/doors.py`."""

from typing import Any

from ccin.outbox.stopping import ONE_CLICK, stop_token
from tests.architecture.door import OPEN, At, Door


def a_letter_s_link() -> At:
    return At({"token": stop_token("person:7", "library")})


def one_click() -> dict[str, Any]:
    name, value = ONE_CLICK
    return {name: value}


ROWS: dict[str, Door] = {"outbox:stop": Door(OPEN, OPEN, at=a_letter_s_link, data=one_click)}
