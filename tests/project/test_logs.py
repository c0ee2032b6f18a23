"""What lets somebody in stays out of the log, whoever writes the line."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver
from django.utils.module_loading import import_string

from ccin.project.logs import without_secret
from tests.browser import OurClient

TOKEN = "a-token-that-would-let-somebody-in"


def routes_of(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from routes_of(each, route)
        else:
            yield route


def as_the_site_writes(logger: str) -> tuple[logging.Handler, io.StringIO]:
    """A handler with the filters that the settings give, on a stream that can be read."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    for name in settings.LOGGING["handlers"]["stderr"]["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    logging.getLogger(logger).addHandler(handler)
    return handler, stream


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "sign-in/link",
        "invitations",
        "team/ask",
        "account/address",
        "e-mail/stop",
        "my/data/ask",
    ],
)
def test_a_warning_about_a_dead_link_does_not_name_its_token(
    client: OurClient, address: str
) -> None:
    handler, stream = as_the_site_writes("django.request")

    client.post(f"/{address}/{TOKEN}/")

    logging.getLogger("django.request").removeHandler(handler)
    written = stream.getvalue()
    assert f"/{address}/…/" in written
    assert TOKEN not in written


def test_every_address_that_ends_in_a_token_is_kept_out_of_the_log() -> None:
    routes = [f"/{route}" for route in routes_of(get_resolver()) if "<str:token>" in route]

    assert len(routes) >= 6
    assert {without_secret(each.replace("<str:token>", TOKEN)) for each in routes} == {
        each.replace("<str:token>", "…") for each in routes
    }
