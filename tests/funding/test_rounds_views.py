from datetime import UTC, datetime

import pytest

from ccin.funding.operations.round_facts import load_rounds
from ccin.funding.states import RoundState
from tests.actors import OFFICER, WORKER
from tests.browser import OurClient
from tests.funding.made import RoundFactory, RoundThemeFactory, StrandFactory

pytestmark = pytest.mark.django_db


def test_everybody_reads_the_open_call_with_its_closing_time(client: OurClient) -> None:
    closes = datetime(2100, 7, 16, 16, 0, tzinfo=UTC)
    found = RoundFactory(open=True, closes_at=closes)
    StrandFactory(round=found, proposals=["payment_plan"])
    RoundThemeFactory(round=found)

    for address in ("/funding/", found.get_absolute_url()):
        assert "16 July 2100, 17:00" in client.get(address).content.decode()


def test_a_round_that_is_not_agreed_is_found_by_staff_alone(client: OurClient) -> None:
    found = RoundFactory(state=RoundState.DRAFT)

    assert client.get(found.get_absolute_url()).status_code == 404
    client.act_as(OFFICER)
    assert client.get(found.get_absolute_url()).status_code == 200


def test_past_rounds_are_read_with_what_is_published_of_them(client: OurClient) -> None:
    load_rounds(by=WORKER)

    page = client.get("/funding/").content.decode()
    of_2022 = client.get("/funding/rounds/2022/").content.decode()

    assert page.count("/funding/rounds/") == 9
    assert "£10,000 to £20,000" in of_2022
    assert "Payment" not in of_2022
