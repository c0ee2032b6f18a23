"""Several editors at once: one gets through, the others are told, and nothing is written twice."""

import pytest

from ccin.library.models import Release, Resource, Section
from ccin.library.operations.publishing import publish_resource, submit_resource
from ccin.library.operations.resources import describe_resource, details_of, save_section
from tests.actors import EDITOR
from tests.factories import ResourceFactory
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_four_publishes_the_first_release() -> None:
    resource = ResourceFactory()

    told = at_once(lambda: publish_resource(Resource.objects.get(pk=resource.pk), by=EDITOR))

    assert told == ["Refused", "Refused", "Refused", "done"]
    assert Release.objects.get().number == 1


def test_one_of_four_sends_it_to_the_editor() -> None:
    resource = ResourceFactory()

    told = at_once(lambda: submit_resource(Resource.objects.get(pk=resource.pk), by=EDITOR))

    assert told == ["MoveNotAllowed", "MoveNotAllowed", "MoveNotAllowed", "done"]


def test_one_of_four_saves_the_section_and_the_facts() -> None:
    resource = ResourceFactory()
    section = resource.sections.all()[0]
    details, words = details_of(resource), iter("ABCD")

    saved = at_once(
        lambda: save_section(
            Section.objects.get(pk=section.pk), f"{next(words)}.", version=1, by=EDITOR
        )
    )
    described = at_once(
        lambda: describe_resource(
            Resource.objects.get(pk=resource.pk), details, version=1, by=EDITOR
        )
    )

    assert saved == described == ["Stale", "Stale", "Stale", "done"]
