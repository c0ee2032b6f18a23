from datetime import date

import pytest
from time_machine import TimeMachineFixture

from ccin.members.models import Organisation
from ccin.members.states import EndReason
from tests.actors import OFFICER, STAND_IN
from tests.browser import OurClient
from tests.factories import (
    AuthorityFactory,
    ChangeEventFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: OurClient) -> OurClient:
    client.act_as(OFFICER)
    return client


@pytest.fixture
def dissolved(time_machine: TimeMachineFixture) -> tuple[Organisation, Organisation]:
    """A council in membership whose last day has passed, and a group on it."""
    time_machine.move_to("2027-04-12 09:00")
    old = AuthorityFactory(name="Dunmoor District Council", valid_to=date(2027, 3, 31))
    new = AuthorityFactory(name="Great Dunmoor Council", valid_from=date(2027, 4, 1))
    SuccessionFactory(event=ChangeEventFactory(), predecessor=old, successor=new)
    membership = MembershipFactory(
        organisation__name=old.name, organisation__authority=old, starts_on=date(2020, 8, 1)
    )
    group = OrganisationFactory(name="Dunmoor Group", party_group=True, principal_council=old)
    return membership.organisation, group


def test_two_records_of_one_body_are_found_compared_and_merged(officer: OurClient) -> None:
    kept = OrganisationFactory(name="Dunmoor Works", company=True)
    other = OrganisationFactory(name="Dunmoor Works Ltd", company=True, summary="Makes things")
    MembershipFactory(organisation=other, membership_class="affiliate", sub_kind="")
    page = f"/organisations/{kept.pk}/"

    assert 'href="merge/"' in officer.get(page).content.decode()
    assert "Dunmoor Works Ltd" in officer.get(f"{page}merge/").content.decode()
    assert "Makes things" in officer.get(f"{page}merge/{other.pk}/").content.decode()
    unsure = officer.post(f"{page}merge/{other.pk}/", {}).content.decode()
    done = officer.post(f"{page}merge/{other.pk}/", {"sure": "on"}, follow=True).content.decode()

    kept.refresh_from_db()
    other.refresh_from_db()
    assert "Confirm that you have read what happens" in unsure
    assert "is now part of" in done
    assert (kept.summary, kept.memberships.count()) == ("Makes things", 1)
    assert other.merged_into == kept
    assert "This record was merged" in officer.get(f"/organisations/{other.pk}/").content.decode()


def test_a_merge_that_cannot_be_says_what_to_put_right(officer: OurClient) -> None:
    first, second = MembershipFactory.create_batch(2)

    html = officer.post(
        f"/organisations/{first.organisation.pk}/merge/{second.organisation.pk}/", {"sure": "on"}
    ).content.decode()

    assert "There is a problem" in html
    assert not Organisation.objects.exclude(merged_into=None).exists()


def test_two_records_of_one_person_are_merged(officer: OurClient) -> None:
    kept = PersonFactory(name="Gwen Parry")
    other = PersonFactory(name="Gwen Parry-Jones")
    RepresentationFactory(person=other)

    assert "Gwen Parry-Jones" in officer.get(f"/people/{kept.pk}/merge/").content.decode()
    officer.post(f"/people/{kept.pk}/merge/{other.pk}/", {"sure": "on"})

    assert kept.representations.count() == 1


def test_a_membership_passes_to_the_successor_when_staff_say_so(
    dissolved: tuple[Organisation, Organisation], officer: OurClient
) -> None:
    council, _ = dissolved
    standing = RepresentationFactory(organisation=council, is_primary=True)
    membership = council.memberships.get()

    waiting = officer.get("/organisations/reorganisation/").content.decode()
    desk = officer.get("/desk/").content.decode()
    form = officer.get(f"/memberships/{membership.pk}/pass-on/").context["form"]
    [(successor, _name)] = [choice for choice in form.fields["successor"].choices if choice[0]]
    officer.post(
        f"/memberships/{membership.pk}/pass-on/",
        {"successor": str(successor), "representatives": [standing.pk]},
    )

    assert "Dunmoor District Council" in waiting
    assert "Pass on what 1 dissolved council leaves" in desk
    new = Organisation.objects.get(name="Great Dunmoor Council")
    assert council.memberships.get().end_reason == EndReason.SUCCEEDED
    assert new.memberships.get().starts_on == date(2027, 4, 1)
    assert new.representations.get().person == standing.person


def test_a_group_goes_on_under_the_new_council(
    dissolved: tuple[Organisation, Organisation], officer: OurClient
) -> None:
    _, group = dissolved
    new = group.principal_council.successions_from.get().successor

    officer.post(f"/organisations/{group.pk}/council/", {"successor": new.pk, "version": 1})

    group.refresh_from_db()
    assert group.principal_council == new


def test_a_council_that_ends_within_a_year_is_announced_but_cannot_pass_on_yet(
    officer: OurClient,
    dissolved: tuple[Organisation, Organisation],
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to("2026-11-23 09:00")
    officer.act_as(OFFICER)
    council, _ = dissolved

    html = officer.get("/organisations/reorganisation/").content.decode()
    membership = council.memberships.get()
    successor = Organisation.objects.get(pk=council.pk).authority.successions_from.get().successor
    early = officer.post(f"/memberships/{membership.pk}/pass-on/", {"successor": successor.pk})

    assert "The last day of Dunmoor District Council: 31 March 2027" in html
    assert "Pass the membership on" not in html
    assert "takes over on 1 April 2027" in early.content.decode()


def test_a_person_is_erased_after_what_goes_and_what_stays_is_read(officer: OurClient) -> None:
    standing = RepresentationFactory(person__name="Gwen Parry")
    person = standing.person

    page = officer.get(f"/people/{person.pk}/").content.decode()
    asked = officer.get(f"/people/{person.pk}/erase/").content.decode()
    officer.post(f"/people/{person.pk}/erase/", {})
    person.refresh_from_db()
    assert person.name == "Gwen Parry"
    done = officer.post(f"/people/{person.pk}/erase/", {"sure": "on"}, follow=True)

    person.refresh_from_db()
    assert 'href="erase/"' in page
    assert f"Lead officer of {standing.organisation}" in asked
    assert (person.name, person.email) == ("A person", "")
    assert "Gwen Parry" not in done.content.decode()
    assert "details were erased" in done.content.decode()


def test_a_stand_in_merges_and_erases_nothing(client: OurClient) -> None:
    client.act_as(STAND_IN)
    first, second = OrganisationFactory.create_batch(2, company=True)

    html = client.get(f"/organisations/{first.pk}/").content.decode()
    refused = client.post(f"/organisations/{first.pk}/merge/{second.pk}/", {"sure": "on"})

    person = PersonFactory()
    assert 'href="erase/"' not in client.get(f"/people/{person.pk}/").content.decode()
    assert client.post(f"/people/{person.pk}/erase/", {"sure": "on"}).status_code == 403
    assert 'href="merge/"' not in html
    assert refused.status_code == 403
