"""After an election a main contact hands over on one page, and the rights of those who left end."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from ccin.access.permissions import Permission, Role
from ccin.accounts.models import Invitation
from ccin.accounts.operations.invitations import Invitee
from ccin.accounts.reads.actors import actor_for
from ccin.audit.models import Entry
from ccin.joining.models import ContactCheck
from ccin.journeys.operations.hand_over import HandingOver, hand_over, standing_for
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Organisation, Representation
from tests.actors import EDITOR, OFFICER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db
ELECTION = date(2027, 5, 6)


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel("2027-05-10 09:00"):
        yield


def a_council() -> tuple[Organisation, list[Representation]]:
    """Its main contact, its leader and its finance contact."""
    organisation = MembershipFactory(organisation__name="Anytown").organisation
    people = [
        RepresentationFactory(organisation=organisation, role=role, is_primary=number == 0)
        for number, role in enumerate(["policy_officer", "leader", "finance_contact"])
    ]
    return organisation, people


def handing(people: list[Representation], *fates: str, main: int | None, **more) -> HandingOver:
    chosen = {one.pk: fate for one, fate in zip(people, fates, strict=True)}
    contact = None if main is None else people[main].pk
    return HandingOver(chosen, contact, more.pop("last_day", ELECTION), "election", **more)


NEW_LEADER = Invitee("Cllr New", "new@anytown.example", "leader")


class TestHandingOver:
    def test_who_left_ends_who_changed_begins_and_the_new_leader_is_invited(self) -> None:
        organisation, people = a_council()
        plan = handing(people, "stays", "left", "lead_officer", main=2, invitee=NEW_LEADER)

        hand_over(organisation, plan, by=main_contact_of(organisation))

        standing = standing_for(organisation)
        assert [(one.person, one.role, one.is_primary) for one in standing] == [
            (people[2].person, "lead_officer", True),
            (people[0].person, "policy_officer", False),
        ]
        left = Representation.objects.get(pk=people[1].pk)
        assert (left.ends_on, left.end_reason) == (ELECTION, "election")
        assert Invitation.objects.get().email == "new@anytown.example"
        told = Entry.objects.get(event="journeys.handed_over").values
        assert told == {"left": 1, "stayed": 1, "changed": 1, "invited": 1}

    def test_the_rights_of_the_contact_before_end_at_once(self) -> None:
        organisation, people = a_council()
        old, new = (AccountFactory(person=people[number].person) for number in (0, 1))

        hand_over(
            organisation,
            handing(people, "left", "stays", "stays", main=1),
            by=main_contact_of(organisation),
        )

        assert actor_for(old, second_factor=False).organisation_roles == {}
        roles = actor_for(new, second_factor=False).organisation_roles
        assert roles == {organisation.pk: frozenset({Role.MAIN_CONTACT})}

    def test_whoever_stays_without_the_place_keeps_no_right_of_it(self) -> None:
        organisation, people = a_council()
        old = AccountFactory(person=people[0].person)
        invitee = Invitee("Cllr New", "new@anytown.example", "leader", is_primary=True)

        hand_over(
            organisation,
            handing(people, "stays", "left", "stays", main=None, invitee=invitee),
            by=main_contact_of(organisation),
        )

        actor = actor_for(old, second_factor=False)
        assert not actor.may(Permission.REPRESENTATIVE_CHANGE, organisation=organisation.pk)
        assert Invitation.objects.get().is_primary

    def test_somebody_who_began_after_the_election_ends_on_their_first_day(self) -> None:
        organisation, people = a_council()
        Representation.objects.filter(pk=people[1].pk).update(starts_on=date(2027, 5, 8))

        hand_over(organisation, handing(people, "stays", "left", "stays", main=0), by=OFFICER)

        people[1].refresh_from_db()
        assert people[1].ends_on == date(2027, 5, 8)

    def test_what_leaves_nobody_in_charge_is_refused_and_changes_nothing(self) -> None:
        organisation, people = a_council()

        for wrong, why in [
            (handing(people, "left", "stays", "stays", main=0), "main contact who stays"),
            (handing(people, "left", "stays", "stays", main=None), "invite somebody who will be"),
            (
                handing(people, "stays", "left", "stays", main=None, invitee=NEW_LEADER),
                "invite somebody who will be",
            ),
            (
                handing(people, "stays", "left", "stays", main=0, last_day=today()),
                "last day before today",
            ),
        ]:
            with pytest.raises(Refused, match=why):
                hand_over(organisation, wrong, by=OFFICER)

        assert len(standing_for(organisation)) == 3
        assert not Entry.objects.exists()

    def test_a_list_that_changed_meanwhile_is_looked_at_again(self) -> None:
        organisation, people = a_council()
        RepresentationFactory(organisation=organisation)

        with pytest.raises(Stale):
            hand_over(organisation, handing(people, "stays", "left", "stays", main=0), by=OFFICER)

    def test_nobody_else_hands_over(self) -> None:
        organisation, people = a_council()
        plan = handing(people, "stays", "left", "stays", main=0)

        for stranger in [
            EDITOR,
            representative_of(organisation),
            main_contact_of(OrganisationFactory()),
        ]:
            with pytest.raises(PermissionDenied):
                hand_over(organisation, plan, by=stranger)


class TestPages:
    def test_a_main_contact_sees_their_own_people_and_no_notes(self, client: OurClient) -> None:
        organisation, people = a_council()
        people[1].person.notes = "Difficult on the phone"
        people[1].person.save()
        elsewhere = RepresentationFactory()
        check = ContactCheck.objects.create(
            organisation=organisation, asked_on=today(), due_on=date(2027, 6, 10)
        )
        client.act_as(main_contact_of(organisation))

        page = client.get(f"/organisations/{organisation.pk}/people/").content.decode()
        other = client.get(f"/organisations/{elsewhere.organisation_id}/people/")

        assert all(str(one.person) in page for one in people)
        assert "Difficult" not in page
        assert f"{check.due_on:%-d %B %Y}" in page
        assert other.status_code == 404

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_page_costs_the_same_for_one_and_for_many(
        self, client: OurClient, rows: int, django_assert_num_queries
    ) -> None:
        organisation = OrganisationFactory()
        for _number in range(rows):
            RepresentationFactory(organisation=organisation)
        client.act_as(main_contact_of(organisation))

        with django_assert_num_queries(9):
            client.get(f"/organisations/{organisation.pk}/people/")

    def test_it_is_done_on_one_page_and_leads_to_the_desk(self, client: OurClient) -> None:
        organisation, people = a_council()
        client.act_as(main_contact_of(organisation, person=people[0].person_id))
        page = f"/organisations/{organisation.pk}/hand-over/"
        sent = {f"fate_{one.pk}": "stays" for one in people} | {
            f"fate_{people[0].pk}": "left",
            "main_contact": "invited",
            "last_day": "2027-05-06",
            "reason": "election",
        }

        shown = client.get(page).content.decode()
        asked = client.post(page, sent).content.decode()
        done = client.post(
            page, sent | {"name": "Cllr New", "email": "n@anytown.example", "role": "leader"}
        )

        assert "Becomes: Leader" in shown
        assert "Enter the name of the colleague you invite" in asked
        assert (done.status_code, done.headers["Location"]) == (302, "/desk/")
        assert len(standing_for(organisation)) == 2

    def test_a_contact_who_keeps_the_place_comes_back_to_the_list(self, client: OurClient) -> None:
        organisation, people = a_council()
        client.act_as(main_contact_of(organisation, person=people[0].person_id))
        sent = {f"fate_{one.pk}": "stays" for one in people} | {
            "main_contact": str(people[0].pk),
            "last_day": "2027-05-06",
            "reason": "election",
        }

        done = client.post(f"/organisations/{organisation.pk}/hand-over/", sent, follow=True)

        assert "You have handed over for “Anytown”" in done.content.decode()
        assert PersonFactory._meta.model.objects.count() == 3
