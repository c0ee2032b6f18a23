"""The projects of earlier years, with their sources."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.funding.models import Output, Project
from ccin.funding.operations.project_facts import load_projects, past_projects
from ccin.funding.operations.round_facts import load_rounds
from ccin.library.operations.reports import load_reports, reports
from tests.actors import EDITOR, WORKER
from tests.factories import AuthorityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_each_comes_once_with_what_is_published_of_it() -> None:
    load_rounds(by=WORKER)

    first, second = load_projects(by=WORKER), load_projects(by=WORKER)

    burntwood = Project.objects.get(slug="dementia-friendly-burntwood")
    covid = Project.objects.get(slug="action-learning-co-operation-through-covid-19")
    assert (first, second) == (len(past_projects()), 0)
    assert (burntwood.amount, burntwood.lead_as_published) == (1_500_00, "Burntwood Town Council")
    assert burntwood.strand is not None
    assert burntwood.strand.round.slug == "2020"
    assert covid.off_cycle
    assert covid.round is not None


def test_only_the_prototypes_of_2020_have_an_amount_and_the_thirteen_add_up() -> None:
    load_projects(by=WORKER)

    known = Project.objects.filter(amount__isnull=False)

    assert {(one.year, one.kind) for one in known} == {(2020, "prototype")}
    assert sum(one.amount or 0 for one in known) == 13 * 1_500_00


def test_bodies_are_joined_once_they_are_on_record() -> None:
    load_projects(by=WORKER)
    kirklees = OrganisationFactory(authority=AuthorityFactory(key="kirklees"))
    power = OrganisationFactory(name="Power to Change")

    load_projects(by=WORKER)
    seen = Entry.objects.count()
    load_projects(by=WORKER)

    toolkit = Project.objects.get(slug="councils-cooperative-development-toolkit")
    divide = Project.objects.get(slug="understanding-the-digital-divide")
    assert (toolkit.lead, toolkit.lead_as_published) == (kirklees, "")
    assert [one.organisation for one in toolkit.participants.all()] == [power]
    assert kirklees in [one.organisation for one in divide.participants.all()]
    assert Entry.objects.count() == seen


def test_what_staff_have_made_their_own_stays() -> None:
    load_projects(by=WORKER)
    slug = "co-operative-approaches-to-sustainable-food"
    Project.objects.filter(slug=slug).update(brought_forward=False, state="closed")
    OrganisationFactory(authority=AuthorityFactory(key="oldham"))

    load_projects(by=WORKER)

    assert Project.objects.get(slug=slug).lead is None


def test_projects_and_the_pages_of_the_library_that_tell_of_them_find_each_other() -> None:
    load_projects(by=WORKER)
    assert not Output.objects.exists()
    load_reports(by=WORKER)

    load_projects(by=WORKER)

    linked = {slug for fact in past_projects() for _kind, slug in fact.outputs}
    assert linked <= {report.slug for report in reports()}
    assert set(Output.objects.values_list("resource__slug", flat=True)) == linked


def test_an_editor_without_the_right_loads_nothing() -> None:
    with pytest.raises(PermissionDenied):
        load_projects(by=EDITOR)

    assert not Project.objects.exists()
