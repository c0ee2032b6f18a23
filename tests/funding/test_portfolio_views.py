"""What was funded, as everybody reads it."""

import re

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ccin.funding.models import Project
from ccin.funding.operations.project_facts import load_projects
from ccin.funding.states import OutputState, PaymentState, ProjectKind, ProjectState
from ccin.kernel.clock import today
from ccin.kernel.money import show
from tests.actors import WORKER
from tests.factories import MembershipFactory, OrganisationFactory, ThemeFactory
from tests.funding.made import ParticipantFactory, PaymentFactory, ProjectFactory
from tests.funding.shelf import an_output

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def titles(client: Client, query: str = "") -> list[str]:
    return [row.project.title for row in client.get(f"/projects/{query}").context["rows"]]


def test_the_sums_on_the_page_are_those_of_an_independent_query(client: Client) -> None:
    load_projects(by=WORKER)
    ProjectFactory(fictional=True, amount=99_000_00)
    ProjectFactory(is_public=False, amount=77_000_00)
    ProjectFactory(kind=ProjectKind.PROTOTYPE, amount=1_234_50)

    page = text_of(client, "/projects/")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), COUNT(amount), SUM(amount), COUNT(*) - COUNT(amount) "
            "FROM funding_project WHERE is_public AND NOT fictional"
        )
        number, known, money, unknown = cursor.fetchone()
    assert f"{number} projects on record" in page
    assert f"{show(int(money), whole=True)} was awarded to the {known} whose amount" in page
    assert f"Of {unknown} the amount is not published" in page
    assert "1 more is invented" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _each in range(number):
        ParticipantFactory(project__lead=MembershipFactory().organisation)
    client.get("/projects/")

    with django_assert_num_queries(11):
        assert len(client.get("/projects/").context["rows"]) == number


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("kind=lab", {"lab"}),
        ("status=under_way", {"lab"}),
        ("status=past", {"prototype"}),
        ("year=2019", {"prototype"}),
        ("theme=food", {"lab"}),
        ("region=North+West", {"prototype"}),
        ("nation=Wales", {"lab"}),
        ("q=bread+cardiff", {"lab"}),
        ("q=oldham", {"prototype"}),
        ("kind=nonsense", {"lab", "prototype"}),
    ],
)
def test_the_list_is_narrowed(client: Client, query: str, fits: set[str]) -> None:
    cardiff = OrganisationFactory(name="Cardiff", nation="Wales", region="Wales")
    oldham = OrganisationFactory(name="Oldham", nation="England", region="North West")
    lab = ProjectFactory(title="lab", about="Bread", lead=cardiff)
    lab.themes.add(ThemeFactory(name="Food", slug="food"))
    past = ProjectFactory(title="prototype", past=True, kind=ProjectKind.PROTOTYPE, lead=None)
    past.lead = oldham
    past.save()

    assert set(titles(client, f"?{query}")) == fits


def test_a_list_that_fits_nothing_says_what_to_do(client: Client) -> None:
    assert "Take a filter away" in text_of(client, "/projects/?q=nowhere")


def test_the_lead_stands_once_and_type_is_not_status(client: Client) -> None:
    project = ProjectFactory(lead__name="Oldham")
    ParticipantFactory(project=project, organisation=project.lead)
    ParticipantFactory(project=project, organisation__name="Kirklees")
    ParticipantFactory(project=project, organisation__name="Hull", left_on=today().replace(2020))

    page = client.get(project.get_absolute_url()).context["page"]

    assert [body.name for body in page.participants] == ["Kirklees"]
    assert [body.name for body in page.earlier] == ["Hull"]
    assert (page.kind, page.standing.status) == ("Policy Lab", "In delivery")


def test_what_is_not_published_is_said_and_never_nought(client: Client) -> None:
    project = ProjectFactory(past=True, year=None, kind="", lead=None)

    page = text_of(client, project.get_absolute_url())

    assert page.count("not published") >= 4
    assert "£0" not in page


def test_only_what_was_paid_shows_as_paid(client: Client) -> None:
    project = ProjectFactory()
    PaymentFactory(project=project, state=PaymentState.PAID, paid_on=today(), amount=5_000_00)
    PaymentFactory(project=project, amount=7_000_00)

    page = text_of(client, project.get_absolute_url())

    assert "£5,000" in page
    assert "£7,000" not in page


def test_a_project_whose_bidder_was_not_told_is_for_its_lead_and_staff(client: Client) -> None:
    project = ProjectFactory(is_public=False)

    assert client.get(project.get_absolute_url()).status_code == 404
    assert titles(client) == []


def test_a_file_is_for_everybody_once_it_is_accepted(client: Client) -> None:
    kept, returned = an_output(), an_output(state=OutputState.RETURNED)
    address = "/projects/{}/outputs/{}/"

    answer = client.get(address.format(kept.project.slug, kept.pk))
    refused = client.get(address.format(returned.project.slug, returned.pk))

    assert b"".join(answer) == b"Words"
    assert refused.status_code == 404


def test_a_past_project_stays_one(client: Client) -> None:
    load_projects(by=WORKER)
    found = Project.objects.filter(state=ProjectState.PAST)

    assert found.count() == Project.objects.count()
    assert all(one.source for one in found)
