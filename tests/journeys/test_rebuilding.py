"""The search index is made anew from the records, as often as anybody likes."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from ccin.journeys.operations.rebuild_index import rebuild_index
from ccin.search.operations import write_entry
from ccin.search.reads import find
from ccin.search.rules import Asked
from tests.actors import OFFICER
from tests.factories import MembershipFactory, RepresentationFactory, ResourceFactory, TopicFactory
from tests.search.entries import WORKER, entry

pytestmark = pytest.mark.django_db

EVERYTHING = frozenset({"public", "staff"})


def kinds() -> list[str]:
    return sorted(hit.kind for hit in find(Asked(), EVERYTHING).hits)


def test_everything_is_found_again_and_what_no_room_knows_is_not() -> None:
    RepresentationFactory(organisation=MembershipFactory().organisation)
    ResourceFactory(published=True)
    TopicFactory()
    write_entry(entry("library.resource:0", "Left over"))

    first = rebuild_index(by=WORKER)
    found = kinds()
    second = rebuild_index(by=WORKER)

    assert "question" in found
    assert {"case_study", "member", "person", "question"} == set(found)
    assert (first - 1, kinds()) == (second, found)
    assert find(Asked("left over"), EVERYTHING).total == 0


def test_the_command_says_what_it_did() -> None:
    MembershipFactory()
    said = StringIO()

    call_command("search", "rebuild", stdout=said)

    assert said.getvalue() == "Entries weighed: 1.\n"


def test_nobody_else_rebuilds_it() -> None:
    with pytest.raises(PermissionDenied):
        rebuild_index(by=OFFICER)
