"""Members who give and take, for the tests of adopting."""

from datetime import date
from typing import Any

from ccin.library.models import Adoption, Resource
from ccin.library.operations.adopting import Adopting
from ccin.library.states.adoptions import Stage
from ccin.members.models import Organisation, Person
from tests.factories import (
    AdoptionFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    ResourceFactory,
)

SAID = Adopting(Stage.USING, date(2026, 5, 4), "In all our libraries.")


def a_member(name: str, **more: Any) -> Organisation:
    organisation = OrganisationFactory(name=name, **more)
    MembershipFactory(organisation=organisation)
    return organisation


def main_contact(organisation: Organisation, name: str) -> Person:
    person = PersonFactory(name=name, email=f"{name.split(maxsplit=1)[0].lower()}@council.example")
    RepresentationFactory(person=person, organisation=organisation, is_primary=True)
    return person


def officer(organisation: Organisation, name: str) -> Person:
    person = PersonFactory(name=name, email=f"{name.split(maxsplit=1)[0].lower()}@council.example")
    RepresentationFactory(person=person, organisation=organisation)
    return person


def given_by(owner: Organisation | None, **more: Any) -> Resource:
    return ResourceFactory(published=True, owner=owner, title="Repair cafés", **more)


def an_adoption(**more: Any) -> Adoption:
    """By a member with a main contact, of what a member with a main contact gave."""
    giver, taker = a_member("Giver Council"), a_member("Taker Council")
    main_contact(giver, "Gwen Giver")
    main_contact(taker, "Tariq Taker")
    return AdoptionFactory(**{"resource": given_by(giver), "organisation": taker, **more})
