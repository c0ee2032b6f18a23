"""Calls and projects are found by everybody, and told of in the Members' Update."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.funding.models import Project, Round
from ccin.funding.operations.finding import index_funding
from ccin.funding.reads.found import KINDS, is_index_behind
from ccin.journeys.operations.rebuild_index import rebuild_index
from ccin.kernel.clock import today
from ccin.newsroom.reads.happened import Happened, happened
from ccin.search.reads import entries_of
from tests.actors import EDITOR, WORKER
from tests.funding.made import ParticipantFactory, ProjectFactory, RoundFactory

pytestmark = pytest.mark.django_db


def found() -> dict[str, str]:
    return {entry.title: entry.url for entry in entries_of(KINDS).values()}


def test_public_projects_and_open_calls_are_found_and_nothing_else() -> None:
    project = ProjectFactory(title="Bread", year=2027)
    ParticipantFactory(project=project, organisation__name="Hull")
    ProjectFactory(title="Untold", is_public=False)
    call = RoundFactory(title="Open", open=True)
    RoundFactory(title="Closed", closed=True)

    done = index_funding(by=WORKER)

    assert done == 2
    assert found() == {"Bread": project.get_absolute_url(), "Open": call.get_absolute_url()}
    (entry,) = (one for one in entries_of(KINDS).values() if one.title == "Bread")
    assert entry.audience == frozenset({"public"})
    assert "Hull" in entry.also


def test_a_call_that_closed_is_found_no_more() -> None:
    call = RoundFactory(open=True)
    index_funding(by=WORKER)
    assert not is_index_behind()

    Round.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(minutes=1))

    assert is_index_behind()
    assert index_funding(by=WORKER) == 1
    assert found() == {}


def test_what_did_not_change_is_not_written_again() -> None:
    project = ProjectFactory()
    ProjectFactory(awarded_on=None, year=2019)  # of which the year alone is known
    index_funding(by=WORKER)

    assert index_funding(by=WORKER) == 0
    Project.objects.filter(pk=project.pk).update(title="Renamed", changed_at=timezone.now())
    assert is_index_behind()
    assert index_funding(by=WORKER) == 1


def test_an_index_made_anew_keeps_calls_and_projects() -> None:
    ProjectFactory(title="Bread")

    rebuild_index(by=Actor.command("tests"))

    assert list(found()) == ["Bread"]


def test_an_editor_without_the_right_indexes_nothing() -> None:
    with pytest.raises(PermissionDenied):
        index_funding(by=EDITOR)

    assert found() == {}


def told(prefix: str) -> list[Happened]:
    news = happened(today(), today(), invented=False)
    return [each for each in news if each.key.startswith(prefix)]


def test_the_update_tells_of_what_was_funded_with_money_and_lead() -> None:
    ProjectFactory(title="Bread", lead__name="Hull", amount=5_000_00, awarded_on=today())
    ProjectFactory(awarded_on=today() - timedelta(days=1))
    ProjectFactory(awarded_on=today(), is_public=False)
    ProjectFactory(awarded_on=today(), fictional=True)

    (news,) = told("funding.project")

    assert news.heading == "Funded: Bread"
    assert news.words == "Policy Lab, led by Hull, with £5,000 from the network."


def test_the_update_tells_when_a_call_closes() -> None:
    closes = datetime(today().year + 1, 7, 16, 16, 30, tzinfo=UTC)
    RoundFactory(open=True, opens_at=timezone.now(), closes_at=closes)
    RoundFactory(closed=True)

    (news,) = told("funding.round")

    assert news.words.endswith("at 17:30.")
