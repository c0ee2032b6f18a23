"""Pages of the library as readers have them."""

import pytest
from django.urls import reverse

from tests.browser import OurClient
from tests.library.shelf import shelved

pytestmark = pytest.mark.django_db


def test_a_stranger_finds_and_reads_a_public_case_study(client: OurClient) -> None:
    resource = shelved(title="Residents use the consultation portal again")

    found = client.get(reverse("library:search"), {"q": "consultation portal"})
    read = client.get(resource.get_absolute_url())

    assert resource.title in read.content.decode()
    assert resource.get_absolute_url() in found.content.decode()
    assert read.status_code == 200
