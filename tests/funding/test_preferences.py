"""Preferences lie beside an assessment: counted, explained, matched, and deciding nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from ccin.funding.models import PreferenceRun
from ccin.funding.operations.preferences import (
    Preferences,
    match_projects,
    run_preferences,
    show_preferences,
)
from ccin.kernel.errors import Refused
from tests.actors import OFFICER, PUBLIC
from tests.browser import OurClient
from tests.funding.made import BidFactory, StrandFactory

pytestmark = pytest.mark.django_db

FILE = """META
key;value
description;Officers
num_projects;3
num_votes;4
budget;3000
vote_type;approval
PROJECTS
project_id;cost;name
2027-L01;2000;Halls
b;1500;Fridges
c;900;Nobody's
VOTES
voter_id;vote
1;2027-L01
2;2027-L01,b
3;b
4;b
"""


def preferences(**given: str) -> Preferences:
    return Preferences(**{"whose": "Four officers", "text": FILE, "method": "greedy", **given})


def two_bids() -> StrandFactory:
    strand = StrandFactory()
    BidFactory(strand=strand, submitted=True, reference="2027-L01", title="Handing halls over")
    BidFactory(strand=strand, submitted=True, reference="2027-L02", title="Fridges")
    return strand


def test_the_same_file_says_the_same_and_finds_its_bids_by_reference_and_by_title() -> None:
    strand = two_bids()

    first, again = (run_preferences(strand, preferences(), by=OFFICER) for _time in range(2))

    assert first.outcome == again.outcome
    assert first.outcome["funded"] == ["b", "c"] or first.outcome["funded"] == ["b"]
    assert first.names == {"2027-L01": "2027-L01", "b": "2027-L02"}


def test_a_file_that_cannot_be_counted_is_refused_with_its_line_and_nothing_is_kept() -> None:
    strand = two_bids()
    bad = FILE.replace("4;b", "4;nowhere")

    with pytest.raises(Refused, match="Line 18"):
        run_preferences(strand, preferences(text=bad), by=OFFICER)
    with pytest.raises(Refused, match="whose preferences"):
        run_preferences(strand, preferences(whose=" "), by=OFFICER)
    with pytest.raises(PermissionDenied):
        run_preferences(strand, preferences(), by=PUBLIC)

    assert not PreferenceRun.objects.exists()


def test_a_bid_is_matched_once_and_only_with_a_bid_of_the_strand() -> None:
    run = run_preferences(two_bids(), preferences(), by=OFFICER)

    with pytest.raises(Refused, match="two projects"):
        match_projects(run, {"b": "2027-L01", "c": "2027-L01"}, by=OFFICER)
    match_projects(run, {"b": "2027-L01", "c": "2031-L99", "z": "2027-L02"}, by=OFFICER)

    run.refresh_from_db()
    assert run.names == {"b": "2027-L01"}


def test_staff_count_a_file_match_it_and_show_it_to_the_bodies(client: OurClient) -> None:
    strand = two_bids()
    client.act_as(OFFICER)
    sent = {
        "strand": strand.pk,
        "whose": "Four officers",
        "method": "equal-shares",
        "satisfaction": "cost",
        "completion": "add1",
        "lot": "",
        "file": SimpleUploadedFile("votes.pb", FILE.encode()),
    }

    page = client.post(f"/funding/rounds/{strand.round.slug}/preferences/", sent, follow=True)
    run = PreferenceRun.objects.get()
    shown = client.post(f"/funding/preferences/{run.pk}/show/", {"shown": "yes"}, follow=True)
    matched = client.post(f"/funding/preferences/{run.pk}/match/", {"project_2": ""}, follow=True)

    words = page.content.decode()
    assert "It decides nothing." in words
    assert "Fridges" in words
    assert "2027-L02" in words
    assert "Show it to staff alone" in shown.content.decode()
    assert "The projects are matched" in matched.content.decode()


def test_what_is_for_staff_is_not_for_others(client: OurClient) -> None:
    run = run_preferences(two_bids(), preferences(), by=OFFICER)
    show_preferences(run, shown=True, by=OFFICER)
    client.act_as(PUBLIC)

    assert client.get(f"/funding/preferences/{run.pk}/").status_code == 404
    assert client.get(f"/funding/rounds/{run.strand.round.slug}/preferences/").status_code in {
        302,
        403,
    }


def test_a_file_that_is_no_text_is_asked_for_again(client: OurClient) -> None:
    strand = two_bids()
    client.act_as(OFFICER)
    sent = {
        "strand": strand.pk,
        "whose": "Four",
        "method": "greedy",
        "satisfaction": "cost",
        "completion": "none",
        "file": SimpleUploadedFile("votes.pb", b"\xff\xfe\x00"),
    }

    page = client.post(f"/funding/rounds/{strand.round.slug}/preferences/", sent)

    assert "no text in UTF-8" in page.content.decode()
