"""Members and those who stand for them are found, and at once no longer when they should not be."""

from datetime import date, timedelta

import pytest

from ccin.journeys.operations.erase_person import erase_person
from ccin.journeys.operations.merge_people import merge_people
from ccin.kernel.clock import today
from ccin.members.operations import (
    PersonDetails,
    RepresentationDetails,
    appoint_representative,
    correct_person,
    end_membership,
    end_representation,
)
from ccin.members.operations.finding import index_members
from ccin.members.reads.found import is_index_behind
from ccin.search.reads import find
from ccin.search.rules import Asked
from tests.actors import OFFICER
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)
from tests.search.entries import WORKER, weigh

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset({"public"})
MEMBERS = frozenset({"public", "class:full"})
SUPPORTERS = frozenset({"public", "class:supporter"})


def found(words: str, tokens: frozenset[str] = MEMBERS) -> list[str]:
    return [str(hit.title) for hit in find(Asked(words), tokens).hits]


def index() -> int:
    changed = index_members(by=WORKER)
    weigh()
    return changed


def test_everybody_finds_members_by_what_they_offer_and_only_members_find_people() -> None:
    council = OrganisationFactory(name="Tarn Council", offers="Help with heat networks")
    MembershipFactory(organisation=council)
    RepresentationFactory(
        organisation=council, person=PersonFactory(name="Wyn Marl"), job_title="Head of energy"
    )
    OrganisationFactory(name="Heat Outsiders", offers="Heat networks")

    index()

    assert found("heat networks", EVERYBODY) == ["Tarn Council"]
    assert found("head of energy") == ["Wyn Marl"]
    assert found("head of energy", EVERYBODY) == found("head of energy", SUPPORTERS) == []
    [hit] = find(Asked("marl"), frozenset({"staff"})).hits
    assert (str(hit.snippet), hit.url) == (
        "Head of energy, Lead officer, Tarn Council",
        council.get_absolute_url(),
    )


def test_the_pass_is_due_until_it_ran_and_again_when_the_membership_changed() -> None:
    membership = MembershipFactory()
    assert is_index_behind()
    assert index() == 1
    assert not is_index_behind()
    assert index() == 0

    end_membership(membership, ends_on=today() - timedelta(days=1), reason="resigned", by=OFFICER)

    assert is_index_behind()
    assert index() == 1
    assert found("") == []


def test_whoever_stands_for_a_member_no_more_is_not_found_from_then_on() -> None:
    standing = RepresentationFactory(organisation=MembershipFactory().organisation)
    index()

    end_representation(standing, ends_on=today() - timedelta(days=1), reason="left", by=OFFICER)

    assert (
        found(standing.person.name) == [standing.organisation.name]
        or found(standing.person.name) == []
    )


def test_who_is_appointed_is_found_without_waiting_for_the_pass() -> None:
    council, person = MembershipFactory().organisation, PersonFactory(name="Wyn Marl")

    appoint_representative(
        person, council, RepresentationDetails("leader", date(2024, 5, 2)), by=OFFICER
    )
    weigh()

    assert found("marl") == ["Wyn Marl"]


def test_a_person_corrected_is_found_by_the_new_name_alone() -> None:
    standing = RepresentationFactory(
        organisation=MembershipFactory().organisation, person=PersonFactory(name="Wyn Marl")
    )
    index()

    person = standing.person
    correct_person(person, PersonDetails("Wyn Quarry"), version=person.version, by=OFFICER)
    weigh()

    assert (found("marl"), found("quarry")) == ([], ["Wyn Quarry"])


def test_a_person_erased_or_merged_is_not_found_from_then_on() -> None:
    council = MembershipFactory().organisation
    first, second, third = (PersonFactory(name=f"{name} Marl") for name in ("Wyn", "Una", "Vi"))
    for person, role in ((first, "leader"), (second, "leader"), (third, "lead_officer")):
        RepresentationFactory(organisation=council, person=person, role=role)
    index()

    erase_person(first, by=OFFICER)
    merge_people(second, third, by=OFFICER)

    assert found("marl") == ["Una Marl"]
