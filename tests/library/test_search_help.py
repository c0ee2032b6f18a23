"""What the search page says of how it searched, and where it found nothing."""

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings

from ccin.library.operations.indexing import index_resource
from tests.browser import OurClient
from tests.factories import ThemeFactory
from tests.library.shelf import shelved

pytestmark = pytest.mark.django_db


def page(client: OurClient, **asked: str) -> BeautifulSoup:
    return BeautifulSoup(client.get("/library/", asked).content, "html.parser")


def test_words_that_nothing_holds_are_named(client: OurClient) -> None:
    shelved(title="Ponds for newts")

    said = page(client, q="ponds zzyzx").get_text(" ", strip=True)

    assert "No page that you can read says “zzyzx”." in said


@override_settings(MEANING=False)
def test_a_search_by_words_alone_says_so(client: OurClient) -> None:
    shelved(title="Ponds for newts")

    assert "not by meaning" in page(client, q="ponds").get_text()


def test_a_search_by_meaning_too_does_not(client: OurClient) -> None:
    shelved(title="Ponds for newts")

    assert "not by meaning" not in page(client, q="ponds").get_text()


def test_a_filter_that_leaves_nothing_can_be_left_out_by_one_link(client: OurClient) -> None:
    shelved(title="Ponds for newts")
    bins = shelved(title="Bins")
    bins.themes.set([ThemeFactory(name="Waste")])
    index_resource(bins)

    found = page(client, q="ponds", theme="Waste")
    link = found.find("a", string="1 fits without “Theme”")

    assert link is not None
    assert link["href"] == "/library/?q=ponds"
