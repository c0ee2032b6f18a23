"""Organisations, people, representations: each write, and what it refuses."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Organisation
from ccin.members.operations import (
    OrganisationDetails,
    add_organisation,
    correct_organisation,
)
from tests.actors import EDITOR, OFFICER, main_contact_of
from tests.factories import AuthorityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


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
