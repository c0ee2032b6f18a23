from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from ccin.members.models import ClassTerms, Snapshot
from ccin.website.reads.fact_sheet import fact_sheet
from tests.factories import AuthorityFactory, MeasureFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _the_network() -> None:
    MembershipFactory(
        organisation__name="Torbay Council",
        organisation__authority=MeasureFactory(value=1_390_000).authority,
    )
    ClassTerms.objects.create(
        membership_class="full",
        sub_kind="principal_council",
        kinds=["unitary"],
        valid_from=date(2012, 1, 1),
        source="The brochure",
    )
    AuthorityFactory(key="stroud", name="Stroud District Council", short_name="Stroud")


def test_the_sheet_states_the_figures_of_its_day() -> None:
    first, *_rest = fact_sheet(DAY).resolution

    assert "had 1 full member, 0 associates and 0 affiliates on 1 November 2026" in first
    assert "serve 1.4m people (2024)" in first


def test_a_sheet_for_a_council_names_its_class_and_those_like_it() -> None:
    sheet = fact_sheet(DAY, authority="stroud")

    assert sheet.title == "Fact sheet for Stroud District Council"
    assert "It resolves to apply to join as a full member." in sheet.resolution
    assert sheet.asked is not None
    assert [near.member.name for near in sheet.asked.alike] == ["Torbay Council"]


def test_an_unknown_council_gets_the_sheet_for_any_council() -> None:
    assert fact_sheet(DAY, authority="nowhere").title == "Fact sheet for a council’s motion to join"


def test_the_sheet_says_where_other_numbers_are_in_print() -> None:
    Snapshot.objects.create(
        as_at=date(2022, 7, 31), as_at_text="July 2022", full=34, source="Annual review"
    )

    assert (
        fact_sheet(DAY)
        .differences[0]
        .startswith("Full members: 1 here, 34 in Annual review (July 2022).")
    )


@pytest.mark.parametrize("query", [{}, {"authority": "stroud"}, {"authority": '"<x>' * 90}])
def test_the_page_shows_the_sheet(client: Client, query: dict[str, str]) -> None:
    page = client.get("/join/fact-sheet/", query)

    assert page.status_code == 200
    assert "A model resolution" in page.content.decode()


def test_the_paper_is_tagged_dated_and_holds_the_same_words(client: Client) -> None:
    with time_machine.travel(DAY):
        answer = client.get("/join/fact-sheet.pdf", {"authority": "stroud"})

    reader = PdfReader(BytesIO(answer.content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert answer["Content-Type"] == "application/pdf"
    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object, not a bool
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Fact sheet for Stroud District Council"
    assert "It resolves to apply to join as a full member." in words
    assert "1 November 2026" in words
    assert "Torbay Council" in words
