"""Requests made up from the API's own document: none may break it or leave its terms."""

from typing import Any

import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, given, settings

from tests.browser import OurClient
from tests.factories import MeasureFactory, MembershipFactory

SEARCH = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


class Application:
    """The site as a WSGI application inside the test's own transaction."""

    def __init__(self) -> None:
        self.handler = ClientHandler()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        answer = self.handler(environ)
        start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
        return [answer.content]


@pytest.fixture
def the_api(db: None) -> Any:
    MembershipFactory(organisation__authority=MeasureFactory().authority)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", Application())


def test_no_request_breaks_the_api_or_leaves_its_document(the_api: Any) -> None:
    operations = [found.ok() for found in the_api.get_all_operations()]

    for operation in operations:

        @SEARCH
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(headers={"Accept-Encoding": "identity"})  # it unpacks nothing

        ask()

    assert len(operations) >= 6


@pytest.mark.parametrize(
    "address",
    [
        "resources?owner=%00",
        "resources?theme=a%00b",
        "authorities?name=%00",
        "members/%00",
        "authorities/%00",
        "resources/%00",
    ],
)
def test_a_character_that_no_database_keeps_is_refused(
    client: OurClient, db: None, address: str
) -> None:
    answer = client.get(f"/api/v1/{address}")

    assert answer.status_code == 422
