"""What the search is told of a resource."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.library.models import Partner, Place, PrincipleShown, Resource, Synonym
from ccin.library.operations.indexing import index_due, index_resource, reindex_library
from ccin.library.reads.indexing import entry_of, to_index
from ccin.library.states.resources import EvidenceLevel, PartnerRole, ResourceState, Visibility
from ccin.members.models import Edition
from ccin.principles.models import Principle
from ccin.principles.operations import load_statement
from ccin.search.models import IndexEntry
from tests.actors import EDITOR, WORKER
from tests.factories import (
    AuthorityFactory,
    BodyFactory,
    MeasureFactory,
    OrganisationFactory,
    ResourceFactory,
    ThemeFactory,
    release_of,
)
from tests.library.shelf import with_a_file

pytestmark = pytest.mark.django_db


def told(resource: Resource) -> object:
    return entry_of(to_index().get(pk=resource.pk))


def a_council(name: str, residents: int, **given: object) -> object:
    authority = AuthorityFactory(name=name, **given)
    MeasureFactory(authority=authority, value=residents)
    return authority


def test_everything_by_which_a_case_study_is_sought_is_told() -> None:
    council = a_council("Fairford", 120_000, region="North West", kind="london_borough")
    resource: Resource = ResourceFactory(
        owner=OrganisationFactory(name="Mutual Aid Ltd", company=True),
        evidence_level=EvidenceLevel.COUNTED,
        year=2024,
    )
    Partner.objects.create(
        resource=resource,
        organisation=OrganisationFactory(authority=council),
        role=PartnerRole.WORKING_WITH,
    )
    Place.objects.create(
        resource=resource,
        authority=a_council("Otherham", 600_000, region="Wales", kind="welsh"),
    )
    theme = ThemeFactory(name="Engaging residents")
    Synonym.objects.create(theme=theme, words="consultation")
    resource.themes.add(theme)
    load_statement(by=WORKER)
    principle = Principle.objects.get(name="Social partnership")
    PrincipleShown.objects.create(
        resource=resource, principle=principle, sentence="Residents chair the board."
    )
    with_a_file(resource, words="Words of the report")

    entry = told(resource)

    assert entry is not None
    assert set(entry.facets) == {
        ("kind", "Case study"),
        ("theme", "Engaging residents"),
        ("principle", "Social partnership"),
        ("council_kind", "London borough"),
        ("council_kind", "Welsh council"),
        ("region", "North West"),
        ("region", "Wales"),
        ("size", "100,000 to 249,999 residents"),
        ("size", "500,000 residents or more"),
        ("year", "2024"),
        ("evidence", "Counted"),
    }
    for words in ("consultation", "Mutual Aid Ltd", "Fairford", "Otherham", "Case study"):
        assert words in entry.also
    for words in ("Residents chair the board.", "Words of the report", "What was done?"):
        assert words in entry.body


@pytest.mark.parametrize(
    ("visibility", "tokens"),
    [
        (Visibility.PUBLIC, {"public"}),
        (Visibility.MEMBERS, {"class:full", "class:associate", "class:affiliate"}),
        (Visibility.CLASS, {"class:full"}),
    ],
)
def test_it_is_for_its_audience_for_staff_and_for_those_who_write_it(
    visibility: str, tokens: set[str]
) -> None:
    resource: Resource = ResourceFactory(
        published=True,
        visibility=visibility,
        visible_class="full" if visibility == Visibility.CLASS else "",
    )
    keeper, other = OrganisationFactory(), OrganisationFactory()
    Partner.objects.create(resource=resource, organisation=keeper, role=PartnerRole.MAINTAINER)
    Partner.objects.create(resource=resource, organisation=other)

    entry = told(resource)

    assert entry is not None
    writers = {f"org:{resource.owner_id}", f"org:{keeper.pk}"}
    assert entry.audience == tokens | {"staff"} | writers


def test_what_is_for_a_body_is_for_that_one_alone() -> None:
    body = BodyFactory()
    resource: Resource = ResourceFactory(
        published=True, owner=None, visibility=Visibility.BODY, visible_body=body
    )

    entry = told(resource)

    assert entry is not None
    assert entry.audience == {f"body:{body.pk}", "staff"}


def test_a_file_that_waits_for_the_next_release_is_not_found_by() -> None:
    resource: Resource = ResourceFactory(published=True)
    with_a_file(resource, words="Released words")
    last = resource.releases.order_by("-number").first()
    assert last is not None
    kept = resource.files.get()
    kept.removed_on = resource.published_on
    kept.save()

    entry = told(resource)

    assert entry is not None
    assert "Released words" not in entry.body


@pytest.mark.parametrize(
    "state", [state for state in ResourceState if state not in {"published", "archived"}]
)
def test_what_nobody_may_read_leaves_the_index(state: str) -> None:
    resource: Resource = ResourceFactory(published=True)
    index_resource(resource)
    resource.state = state
    if state == ResourceState.TAKEN_DOWN:
        resource.taken_down_because = "Asked for"
    resource.save()

    index_resource(resource)

    assert [(entry.title, entry.removed) for entry in IndexEntry.objects.all()] == [("", True)]


def test_a_resource_without_a_release_is_told_to_nobody() -> None:
    resource: Resource = ResourceFactory()
    resource.state, resource.published_on = ResourceState.PUBLISHED, resource.started_at.date()
    resource.save()

    index_resource(resource)

    assert not IndexEntry.objects.exists()


def test_pages_that_are_kept_are_made_anew() -> None:
    Edition.objects.stamp_anew()
    before = Edition.objects.get().stamp

    index_resource(ResourceFactory(published=True))

    assert Edition.objects.get().stamp != before


def test_the_worker_tells_what_waits_and_nothing_else() -> None:
    waiting: Resource = ResourceFactory(published=True, index_due=True)
    ResourceFactory(published=True)

    assert index_due(by=WORKER) == 1
    assert index_due(by=WORKER) == 0

    waiting.refresh_from_db()
    assert not waiting.index_due
    assert IndexEntry.objects.count() == 1


def test_the_whole_library_can_be_told_anew() -> None:
    for _number in range(3):
        release_of(ResourceFactory(published=True))

    assert reindex_library(by=WORKER) == 3
    assert reindex_library(by=WORKER) == 3
    assert IndexEntry.objects.count() == 3


def test_nobody_but_the_worker_tells_it_all() -> None:
    with pytest.raises(PermissionDenied):
        reindex_library(by=EDITOR)
    with pytest.raises(PermissionDenied):
        index_due(by=EDITOR)
