"""Organisations, people, representations: each write, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Identifier, Organisation, Representation
from ccin.members.operations import (
    ExportWanted,
    OrganisationDetails,
    PersonDetails,
    RepresentationDetails,
    add_identifier,
    add_organisation,
    add_person,
    appoint_representative,
    correct_organisation,
    correct_person,
    end_representation,
    end_representations,
    export_members,
    make_primary_contact,
    remove_identifier,
)
from ccin.members.states import RepresentationRole
from tests.actors import EDITOR, OFFICER, main_contact_of
from tests.factories import (
    AuthorityFactory,
    OrganisationFactory,
    ParishFactory,
    PersonFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db

LEADER = RepresentationDetails(RepresentationRole.LEADER, date(2024, 5, 2))


def test_a_council_takes_its_nation_and_region_from_the_register() -> None:
    authority = AuthorityFactory(nation="Wales", region="Wales", name="Cyngor Môn")

    organisation = add_organisation(
        OrganisationDetails(name="Cyngor Môn", kind="council", authority=authority),
        by=OFFICER,
    )

    assert (organisation.nation, organisation.region, organisation.slug) == (
        "Wales",
        "Wales",
        "cyngor-mon",
    )
    assert Entry.objects.get().event == "members.organisation_added"


def test_two_bodies_of_one_name_get_addresses_of_their_own() -> None:
    details = OrganisationDetails(name="St Mary’s Trust", kind="ngo")

    slugs = [add_organisation(details, by=OFFICER).slug for _ in range(3)]

    assert slugs == ["st-marys-trust", "st-marys-trust-2", "st-marys-trust-3"]


def test_a_company_cannot_pose_as_a_council() -> None:
    details = OrganisationDetails(name="Anytown Council Services Ltd", kind="council")

    with pytest.raises(Refused, match="Choose the authority from the register"):
        add_organisation(details, by=OFFICER)

    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_only_those_who_keep_organisations_may_add_or_correct_one() -> None:
    organisation = OrganisationFactory()

    for stranger in [EDITOR, main_contact_of(organisation)]:
        with pytest.raises(PermissionDenied):
            add_organisation(OrganisationDetails(name="X", kind="ngo"), by=stranger)
        with pytest.raises(PermissionDenied):
            correct_organisation(
                organisation, OrganisationDetails.of(organisation), version=1, by=stranger
            )

    assert not Entry.objects.exists()


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten() -> None:
    organisation = OrganisationFactory(company=True, name="Widgets")
    shown = OrganisationDetails.of(organisation)
    first, second = replace(shown, name="Widgets Ltd"), replace(shown, name="Widgets plc")

    correct_organisation(organisation, first, version=1, by=OFFICER)
    with pytest.raises(Stale):
        correct_organisation(organisation, second, version=1, by=OFFICER)

    organisation.refresh_from_db()
    assert organisation.name == "Widgets Ltd"
    assert [entry.values["changes"] for entry in Entry.objects.all()] == [
        {"name": ["Widgets", "Widgets Ltd"]}
    ]


def test_what_an_organisation_cannot_be_is_refused() -> None:
    unitary, fictional = AuthorityFactory(), AuthorityFactory(fictional=True)
    known = OrganisationFactory(authority=AuthorityFactory())

    for details, why in [
        (OrganisationDetails("A", "pcc", authority=unitary), "Choose the kind of organisation"),
        (OrganisationDetails("A", "company", authority=unitary), "leave the authority empty"),
        (OrganisationDetails("A", "party_group"), "Choose the council"),
        (OrganisationDetails("A", "council", authority=fictional), "cannot stand for a fictional"),
        (OrganisationDetails("A", "council", authority=known.authority), "already recorded as"),
    ]:
        with pytest.raises(Refused, match=why):
            add_organisation(details, by=OFFICER)

    assert Organisation.objects.count() == 1


def test_a_body_in_a_parish_is_where_the_parish_is_and_a_fictional_one_may_be_anywhere() -> None:
    parish = ParishFactory(authority__nation="Wales", authority__region="Wales")
    made_up = AuthorityFactory(fictional=True)

    council = add_organisation(OrganisationDetails("A", "parish", parish=parish), by=OFFICER)
    fictional = add_organisation(
        OrganisationDetails("B", "council", authority=made_up), fictional=True, by=OFFICER
    )

    assert (council.nation, fictional.fictional) == ("Wales", True)


def test_a_name_without_letters_still_gets_an_address() -> None:
    assert add_organisation(OrganisationDetails("…", "ngo"), by=OFFICER).slug == "organisation"


def test_what_changed_in_the_notes_can_be_erased_and_the_rest_stays() -> None:
    organisation = OrganisationFactory(company=True, notes="Rang")
    wanted = replace(OrganisationDetails.of(organisation), notes="Rang twice", summary="Widgets")

    correct_organisation(organisation, wanted, version=1, by=OFFICER)

    entry = Entry.objects.get()
    assert entry.values["changes"] == {"summary": ["", "Widgets"]}
    assert entry.detail.values == {"notes": ["Rang", "Rang twice"]}
    assert str(history_of(organisation)[0].words) == (
        "Corrected the organisation; summary: – → Widgets\n; notes for staff"
    )


def test_a_number_of_another_register_belongs_to_one_body() -> None:
    organisation, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
    identifier = add_identifier(organisation, scheme=" gb-coh", value="0123ab ", by=OFFICER)

    with pytest.raises(Refused, match="If both records are the same body, merge them"):
        add_identifier(other, scheme="GB-COH", value="0123AB", by=OFFICER)
    with pytest.raises(PermissionDenied):
        remove_identifier(identifier, by=EDITOR)
    remove_identifier(identifier, by=OFFICER)
    add_identifier(other, scheme="GB-COH", value="0123AB", by=OFFICER)

    assert str(Identifier.objects.get()) == "GB-COH-0123AB"
    told = [str(line.words) for line in history_of(organisation)]
    assert told == ["Removed the identifier GB-COH-0123AB", "Noted the identifier GB-COH-0123AB"]


class TestPeople:
    def test_a_person_is_added_and_corrected_and_only_the_erasable_part_names_them(self) -> None:
        person = add_person(PersonDetails("Siân O’Neill", email="sian@x.example"), by=OFFICER)
        wanted = replace(PersonDetails.of(person), phone="01234")

        correct_person(person, wanted, version=1, by=OFFICER)

        person.refresh_from_db()
        assert (person.phone, person.version) == ("01234", 2)
        assert "Siân" not in str([entry.values for entry in Entry.objects.all()])
        with pytest.raises(Stale):
            correct_person(person, wanted, version=1, by=OFFICER)

    def test_an_address_belongs_to_one_person_but_many_may_have_none(self) -> None:
        add_person(PersonDetails("A", email="a@x.example"), by=OFFICER)
        other = add_person(PersonDetails("B"), by=OFFICER)
        add_person(PersonDetails("C"), by=OFFICER)

        with pytest.raises(Refused, match="A already has this e-mail address"):
            add_person(PersonDetails("D", email=" A@X.example "), by=OFFICER)
        with pytest.raises(Refused, match="A already has"):
            correct_person(other, PersonDetails("B", email="a@x.example"), version=1, by=OFFICER)

    def test_a_name_is_listed_only_with_a_consent_that_says_where_it_came_from(self) -> None:
        with pytest.raises(Refused, match="Say how this person agreed"):
            add_person(PersonDetails("A", listing_consent_on=date(2026, 1, 1)), by=OFFICER)

    def test_an_erased_person_cannot_be_changed_nor_represent_anybody(self) -> None:
        person = PersonFactory(erased_on=date(2026, 1, 1))

        with pytest.raises(Refused, match="was erased"):
            correct_person(person, PersonDetails("B"), version=1, by=OFFICER)
        with pytest.raises(Refused, match="is closed"):
            appoint_representative(person, OrganisationFactory(), LEADER, by=OFFICER)

    def test_only_those_who_keep_people_may(self) -> None:
        standing = RepresentationFactory()

        for attempt in [
            lambda: add_person(PersonDetails("A"), by=EDITOR),
            lambda: correct_person(standing.person, PersonDetails("A"), version=1, by=EDITOR),
            lambda: appoint_representative(
                PersonFactory(), standing.organisation, LEADER, by=EDITOR
            ),
            lambda: make_primary_contact(standing, by=EDITOR),
            lambda: end_representation(
                standing, ends_on=date(2026, 1, 1), reason="left", by=EDITOR
            ),
        ]:
            with pytest.raises(PermissionDenied):
                attempt()

        assert not Entry.objects.exists()


class TestRepresentatives:
    def test_there_is_one_primary_contact_at_a_time(self) -> None:
        organisation = OrganisationFactory()
        first, second = (
            appoint_representative(
                PersonFactory(), organisation, replace(LEADER, is_primary=True), by=OFFICER
            )
            for _ in range(2)
        )

        make_primary_contact(first, by=OFFICER)

        assert list(Representation.objects.filter(is_primary=True)) == [first]
        second.refresh_from_db()
        assert not second.is_primary

    def test_an_overlap_of_person_role_and_organisation_names_the_dates(self) -> None:
        standing = RepresentationFactory(ended=True, role=RepresentationRole.LEADER)
        person, organisation = standing.person, standing.organisation

        with pytest.raises(Refused, match="from 2 May 2024 to 1 May 2025"):
            appoint_representative(
                person, organisation, replace(LEADER, starts_on=date(2025, 5, 1)), by=OFFICER
            )
        appoint_representative(
            person, organisation, replace(LEADER, starts_on=date(2025, 5, 2)), by=OFFICER
        )
        another_role = replace(LEADER, role=RepresentationRole.PORTFOLIO_HOLDER)
        appoint_representative(person, organisation, another_role, by=OFFICER)

        assert Representation.objects.filter(person=person).count() == 3

    def test_a_standing_that_is_over_can_be_entered_whole(self) -> None:
        over = replace(LEADER, ends_on=date(2025, 5, 1), end_reason="election", is_primary=True)

        standing = appoint_representative(PersonFactory(), OrganisationFactory(), over, by=OFFICER)

        assert (standing.ends_on, standing.is_primary) == (date(2025, 5, 1), False)

    def test_dates_that_cannot_be_and_closed_records_are_refused(self) -> None:
        organisation = OrganisationFactory()

        for details, why in [
            (replace(LEADER, ends_on=date(2020, 1, 1), end_reason="left"), "before the first"),
            (replace(LEADER, ends_on=date(2026, 1, 1)), "or neither"),
        ]:
            with pytest.raises(Refused, match=why):
                appoint_representative(PersonFactory(), organisation, details, by=OFFICER)
        with pytest.raises(Refused, match="was merged"):
            appoint_representative(
                PersonFactory(), OrganisationFactory(merged_into=organisation), LEADER, by=OFFICER
            )

    def test_a_representative_stands_until_the_last_day(self) -> None:
        standing = RepresentationFactory(is_primary=True)

        with pytest.raises(Refused, match="began on 2 May 2024"):
            end_representation(standing, ends_on=date(2024, 1, 1), reason="left", by=OFFICER)
        end_representation(standing, ends_on=date(2026, 5, 7), reason="election", by=OFFICER)

        current = Representation.objects.current_on
        assert [current(day).count() for day in [date(2026, 5, 7), date(2026, 5, 8)]] == [1, 0]
        assert not standing.is_primary
        told = str(history_of(standing.person)[0].words)
        assert told.startswith("Recorded 7 May 2026 as the last day of")
        for late in [
            lambda: end_representation(
                standing, ends_on=date(2026, 6, 1), reason="left", by=OFFICER
            ),
            lambda: make_primary_contact(standing, by=OFFICER),
        ]:
            with pytest.raises(MoveNotAllowed):
                late()

    def test_many_end_together_or_none(self) -> None:
        early, late = RepresentationFactory(), RepresentationFactory(starts_on=date(2026, 1, 1))

        with pytest.raises(Refused, match="began on 1 January 2026"):
            end_representations(
                [early, late], ends_on=date(2025, 5, 1), reason="election", by=OFFICER
            )
        none = Representation.objects.exclude(ends_on=None).count()
        standings = Representation.objects.all()
        ended = [
            end_representations(standings.all(), ends_on=day, reason="election", by=OFFICER)
            for day in [date(2026, 5, 7), date(2026, 5, 8)]
        ]

        assert (none, ended) == (0, [2, 0])

    def test_one_recorded_in_error_never_stood(self) -> None:
        standing = RepresentationFactory()

        end_representation(standing, ends_on=date(2020, 1, 1), reason="corrected", by=OFFICER)

        assert not Representation.objects.current_on(standing.starts_on).exists()


def test_an_export_of_bodies_that_are_gone_is_refused() -> None:
    wanted = ExportWanted(date(2026, 11, 1), "csv", chosen=[10**6])

    with pytest.raises(Refused, match="at least one organisation"):
        export_members(wanted, by=OFFICER)
