"""The logo and the badge of a member, as other sites show them."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from ccin.files.models import Upload
from ccin.files.states import ScanState
from ccin.members.operations import remove_logo
from tests.actors import OFFICER
from tests.factories import MembershipFactory, OrganisationFactory
from tests.members.logos import with_a_logo

pytestmark = pytest.mark.django_db


def words_of(svg: bytes) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext()).replace("\n", " ")


class TestLogo:
    def test_it_is_served_to_everybody_and_kept_for_a_day(self, client: Client) -> None:
        member = with_a_logo(MembershipFactory().organisation)

        answer = client.get(f"/members/{member.slug}/logo.png")
        again = client.get(
            f"/members/{member.slug}/logo.png", headers={"If-None-Match": answer["ETag"]}
        )

        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert answer["Cache-Control"] == "public, max-age=86400"
        assert answer.content.startswith(b"\x89PNG")
        assert (again.status_code, again.content) == (304, b"")

    def test_whoever_left_or_took_it_away_is_not_shown_by_it(self, client: Client) -> None:
        former = with_a_logo(MembershipFactory(ended=True).organisation)
        without = with_a_logo(MembershipFactory().organisation)
        remove_logo(without, by=OFFICER)

        for organisation in (former, without):
            answer = client.get(f"/members/{organisation.slug}/logo.png")
            page = client.get(f"/members/{organisation.slug}/").content.decode()
            assert answer.status_code == 404
            assert "logo.png" not in page

    def test_one_that_a_scanner_found_harmful_or_that_is_lost_is_not_served(
        self, client: Client
    ) -> None:
        harmful = with_a_logo(MembershipFactory().organisation)
        lost = with_a_logo(MembershipFactory().organisation)
        assert harmful.logo is not None
        assert lost.logo is not None
        Upload.objects.filter(pk=harmful.logo.pk).update(scan=ScanState.INFECTED)
        lost.logo.file.storage.delete(lost.logo.file.name)

        for organisation in (harmful, lost):
            assert client.get(f"/members/{organisation.slug}/logo.png").status_code == 404


class TestBadge:
    def test_a_member_is_called_one(self, client: Client) -> None:
        member = MembershipFactory().organisation

        answer = client.get(f"/members/{member.slug}/badge.svg")

        assert (answer["Content-Type"], answer["Cross-Origin-Resource-Policy"]) == (
            "image/svg+xml",
            "cross-origin",
        )
        assert "Member of the" in words_of(answer.content)

    def test_a_former_member_is_called_that(self, client: Client) -> None:
        former = MembershipFactory(ended=True).organisation

        answer = client.get(f"/members/{former.slug}/badge.svg")

        assert "Was a member until 31 Jul 2025" in words_of(answer.content)

    def test_a_fictional_one_says_so(self, client: Client) -> None:
        invented = MembershipFactory(organisation__fictional=True).organisation

        answer = client.get(f"/members/{invented.slug}/badge.svg")

        assert "Invented member of the" in words_of(answer.content)

    def test_supporters_and_strangers_have_none(self, client: Client) -> None:
        supporter = MembershipFactory(supporter=True).organisation

        for organisation in (supporter, OrganisationFactory()):
            assert client.get(f"/members/{organisation.slug}/badge.svg").status_code == 404
