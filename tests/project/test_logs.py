"""What lets somebody in stays out of the log, whoever writes the line."""

import io
import logging

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from tests.browser import OurClient

TOKEN = "a-token-that-would-let-somebody-in"


def as_the_site_writes(logger: str) -> tuple[logging.Handler, io.StringIO]:
    """A handler with the filters that the settings give, on a stream that can be read."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    for name in settings.LOGGING["handlers"]["stderr"]["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    logging.getLogger(logger).addHandler(handler)
    return handler, stream


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["sign-in/link", "invitations", "team/ask", "account/address"])
def test_a_warning_about_a_dead_link_does_not_name_its_token(
    client: OurClient, address: str
) -> None:
    handler, stream = as_the_site_writes("django.request")

    client.post(f"/{address}/{TOKEN}/")

    logging.getLogger("django.request").removeHandler(handler)
    written = stream.getvalue()
    assert f"/{address}/…/" in written
    assert TOKEN not in written
