"""Doors of one's own data and of requests about it."""

from ccin.access.permissions import P
from ccin.journeys.notices import token_of
from tests.architecture.door import ALL_THE_WAY_IN, OPEN, At, Door
from tests.factories import DataRequestFactory


def a_request() -> At:
    return At({"pk": DataRequestFactory().pk})


def a_step() -> At:
    return At({"pk": DataRequestFactory().pk, "step": "acknowledge"})


def a_link_in_a_receipt() -> At:
    return At({"token": token_of(DataRequestFactory())})


def a_file() -> At:
    return At({"form": "json"})


ASKED = {"kind": "access", "name": "A person", "email": "a@home.example"}

RETENTION = (P.RETENTION_RUN, P.DATA_REQUEST_READ)

ROWS: dict[str, Door] = {
    "journeys:own_data": Door(ALL_THE_WAY_IN),
    "journeys:download_own_data": Door(ALL_THE_WAY_IN, at=a_file),
    "journeys:ask_about_data": Door(OPEN, OPEN, data=lambda: ASKED),
    "journeys:asked": Door(OPEN),
    "journeys:confirm_data_request": Door(OPEN, OPEN, at=a_link_in_a_receipt),
    "journeys:retention": Door(RETENTION, P.RETENTION_RUN),
    "journeys:data_requests": Door(P.DATA_REQUEST_READ),
    "journeys:add_data_request": Door(
        P.DATA_REQUEST_ANSWER,
        P.DATA_REQUEST_ANSWER,
        data=lambda: {**ASKED, "came_by": "a call", "received_on": "2026-01-02"},
    ),
    "journeys:data_request": Door(P.DATA_REQUEST_READ, at=a_request),
    "journeys:data_request_held": Door(P.DATA_REQUEST_ANSWER, at=a_request),
    "journeys:data_request_step": Door(P.DATA_REQUEST_ANSWER, P.DATA_REQUEST_ANSWER, at=a_step),
}
