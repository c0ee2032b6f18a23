"""From a draft to what readers see: submitted, returned, published, revised, reviewed, ended."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.kernel.errors import Refused, Stale
from ccin.library.models import Resource
from ccin.library.operations.publishing import publish_resource, submit_resource
from ccin.library.operations.resources import Beginning, save_section, start_resource
from ccin.library.states.resources import ResourceKind, ResourceState
from tests.actors import EDITOR, STRANGER, representative_of
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def begun() -> Resource:
    owner = OrganisationFactory()
    return start_resource(
        ResourceKind.CASE_STUDY,
        Beginning("Repair cafés", owner, words={"problem": "Things were thrown away."}),
        by=representative_of(owner),
    )


def test_from_a_first_sentence_to_what_readers_see() -> None:
    resource = begun()
    by = representative_of(resource.owner)
    done = resource.sections.get(name="done")

    save_section(done, "We mended them.", version=1, by=by)
    submit_resource(resource, by=by)
    release = publish_resource(resource, by=EDITOR)

    assert resource.state == ResourceState.PUBLISHED
    assert [words for _name, _heading, words in release.content["sections"]] == [
        "Things were thrown away.",
        "We mended them.",
    ]


def test_what_was_saved_meanwhile_is_not_overwritten() -> None:
    resource = begun()
    by = representative_of(resource.owner)
    done = resource.sections.get(name="done")
    save_section(done, "We mended them.", version=1, by=by)

    with pytest.raises(Stale) as refusal:
        save_section(done, "We sold them.", version=1, by=EDITOR)

    assert refusal.value.sent == {"words": "We sold them."}


def test_a_stranger_starts_nothing() -> None:
    with pytest.raises(PermissionDenied):
        start_resource("tool", Beginning("A tool", OrganisationFactory()), by=STRANGER)


def test_a_second_release_says_what_changed() -> None:
    resource = begun()
    publish_resource(resource, by=EDITOR)

    with pytest.raises(Refused):
        publish_resource(resource, by=EDITOR)
