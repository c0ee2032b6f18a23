"""The directory of people: who stands in it, who looks in it, and what they find."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.audit.models import Entry
from ccin.discussion.models import Profile
from ccin.discussion.operations.directory import Listing, choose_listing
from ccin.discussion.operations.people import forget_person, move_to_person
from ccin.discussion.reads.directory import Wanted, entries, found_people
from ccin.kernel.errors import Refused, Stale
from tests.actors import OFFICER, PUBLIC, STRANGER, in_body, representative_of
from tests.browser import OurClient
from tests.discussion.asked import a_member
from tests.factories import (
    AppointmentFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProfileFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db


def names(actor: Actor = OFFICER, **wanted: Any) -> list[str]:
    return [each.name for each in found_people(actor, Wanted(**wanted))]


def listed(called: str, *, role: str = "leader", expertise: str = "", **place: Any) -> Profile:
    organisation = MembershipFactory(organisation=OrganisationFactory(**place)).organisation
    person = PersonFactory(name=called)
    RepresentationFactory(person=person, organisation=organisation, role=role)
    made: Profile = ProfileFactory(person=person, expertise=expertise)
    return made


# Who stands in it


def test_only_who_chose_it_or_agreed_to_be_named_is_listed() -> None:
    listed("Ada Listed")
    agreed, withdrew, _silent = (a_member().person for _ in range(3))
    for person, name in ((agreed, "Bo Agreed"), (withdrew, "Cy Withdrew")):
        person.name, person.listing_consent_on = name, date(2024, 1, 1)
        person.save()
    ProfileFactory(person=withdrew, is_listed=False)
    ProfileFactory(person=a_member(ended=True).person)
    ProfileFactory(person=a_member(supporter=True).person)
    seated = AppointmentFactory(person__name="Di Seated").person
    ProfileFactory(person=seated)

    assert names() == ["Ada Listed", "Bo Agreed", "Di Seated"]


def test_only_people_of_the_network_look() -> None:
    listed("Ada Listed")
    seat = AppointmentFactory()
    looking = (a_member().actor, OFFICER, in_body(seat.seat.body, Role.CLERK))
    not_looking = (PUBLIC, STRANGER, a_member(supporter=True).actor, a_member(ended=True).actor)

    assert [names(each) for each in looking] == [["Ada Listed"]] * 3
    assert [names(each) for each in not_looking] == [[]] * 4


def test_people_are_found_by_name_expertise_role_place_and_organisation() -> None:
    listed("Ada North", role="leader", expertise="repair cafés", region="North East", name="Sett")
    listed("Bo Wales", role="policy_officer", expertise="procurement", nation="Wales", name="Gwent")

    assert names(words="ada") == ["Ada North"]
    assert names(words="REPAIR") == ["Ada North"]
    assert names(words="bo procurement") == ["Bo Wales"]
    assert names(words="bo repair") == []
    assert names(role="policy_officer") == ["Bo Wales"]
    assert names(region="North East") == ["Ada North"]
    assert names(region="Wales") == ["Bo Wales"]
    assert names(organisation="gwent") == ["Bo Wales"]
    assert names(role="leader", region="Wales") == []


def test_an_entry_shows_the_address_only_of_who_shows_it() -> None:
    shy, open_ = listed("Ada Shy"), listed("Bo Open")
    Profile.objects.filter(pk=open_.pk).update(shows_email=True)

    found = entries([shy.person, open_.person])

    assert [each.email for each in found] == ["", open_.person.email]
    assert found[0].standings == [f"Leader, {shy.person.representations.get().organisation}"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        listed(f"Person {each}")

    with django_assert_num_queries(4):
        found = entries(found_people(OFFICER, Wanted(words="person", role="leader")))

    assert len(found) == number


# Choosing


def test_somebody_chooses_to_stand_in_it_and_takes_it_back() -> None:
    member = a_member()

    choose_listing(Listing(True, " Repair <b>cafés</b> ", True), version=0, by=member.actor)
    first = Profile.objects.values_list("is_listed", "expertise", "shows_email").get()
    choose_listing(Listing(False, "Repair cafés", True), version=1, by=member.actor)

    assert first == (True, "Repair cafés", True)
    assert Profile.objects.values_list("is_listed", "expertise", "shows_email").get() == (
        False,
        "",
        False,
    )
    assert [each.values for each in Entry.objects.order_by("pk")] == [
        {"is_listed": True, "shows_email": True},
        {"is_listed": False, "shows_email": False},
    ]


def test_what_cannot_be_chosen_is_refused() -> None:
    member = a_member()

    for stranger in (PUBLIC, STRANGER):
        with pytest.raises(PermissionDenied):
            choose_listing(Listing(True), version=0, by=stranger)
    with pytest.raises(Refused, match="does not name a person"):
        choose_listing(Listing(True), version=0, by=representative_of(member.organisation))
    with pytest.raises(Refused, match="300 characters"):
        choose_listing(Listing(True, "a" * 301), version=0, by=member.actor)
    with pytest.raises(Stale):
        choose_listing(Listing(True), version=3, by=member.actor)

    assert not Profile.objects.exists()


def test_who_is_erased_stands_in_it_no_more() -> None:
    profile = listed("Ada Listed")

    forget_person(profile.person, by=OFFICER)

    assert not Profile.objects.exists()


def test_of_two_records_of_one_person_the_last_choice_stays() -> None:
    early, late = listed("Ada Early", expertise="then"), listed("Ada Late", expertise="now")

    move_to_person(late.person, early.person)

    kept = Profile.objects.get()
    assert (kept.person, kept.expertise) == (early.person, "now")


# The pages


def test_a_member_finds_somebody_and_lists_themselves(client: OurClient) -> None:
    listed("Ada Listed", expertise="repair cafés")
    member = a_member()
    client.act_as(member.actor)

    before = client.get("/directory/").content.decode()
    client.post(
        "/directory/me/", {"is_listed": "on", "expertise": "parks", "version": "0"}, follow=True
    )
    after = client.get("/directory/", {"q": "parks"}).content.decode()

    assert "Ada Listed" in before
    assert "You are not listed here" in before
    assert "You are listed here" in after
    assert "Ada Listed" not in after


def test_what_is_too_long_is_given_back_with_a_sentence(client: OurClient) -> None:
    client.act_as(a_member().actor)

    page = client.post("/directory/me/", {"expertise": "a" * 301, "version": "0"})

    assert "in 300 characters or fewer" in page.content.decode()
    assert "a" * 301 in page.content.decode()


def test_an_account_without_a_person_is_told_whom_to_write_to(client: OurClient) -> None:
    client.act_as(OFFICER)

    page = client.get("/directory/me/").content.decode()

    assert "does not name a person yet" in page
