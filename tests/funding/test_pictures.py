"""Year by year, who with whom, how much: each number recomputed by a query of its own."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ccin.funding.operations.project_facts import load_projects
from ccin.funding.reads.money import money
from ccin.funding.reads.pictures import partnerships, timeline
from ccin.funding.states import ProjectKind
from ccin.kernel.clock import today
from tests.actors import WORKER
from tests.factories import AuthorityFactory, OrganisationFactory, ThemeFactory
from tests.funding.made import ParticipantFactory, ProjectFactory

pytestmark = pytest.mark.django_db

REAL = (
    "funding_project p LEFT JOIN members_organisation o ON o.id = p.lead_id "
    "WHERE p.is_public AND NOT p.fictional AND (o.id IS NULL OR NOT o.fictional) "
)


def asked(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def funded() -> None:
    """What is real beside what must not count."""
    load_projects(by=WORKER)
    wales = OrganisationFactory(nation="Wales", region="Wales")
    lab = ProjectFactory(lead=wales, amount=1_000_01, year=2027)
    lab.themes.set([ThemeFactory(), ThemeFactory()])
    ProjectFactory(lead__region="North West", kind=ProjectKind.PROTOTYPE, amount=2_000_00)
    ProjectFactory(fictional=True, amount=9_999_00)
    ProjectFactory(lead__fictional=True, amount=8_888_00)
    ProjectFactory(is_public=False, amount=7_777_00)
    ParticipantFactory(project=lab)
    ParticipantFactory(project=lab, organisation=wales)
    ParticipantFactory(project__fictional=True)


def test_the_years_are_those_of_an_independent_query() -> None:
    funded()

    shown = {one.year: (one.projects, one.labs, one.prototypes) for one in timeline().years}

    counted = asked(
        "SELECT p.year, COUNT(*), SUM(CASE WHEN p.kind = 'lab' THEN 1 ELSE 0 END), "
        f"SUM(CASE WHEN p.kind = 'prototype' THEN 1 ELSE 0 END) FROM {REAL} GROUP BY p.year"
    )
    assert shown == {year: tuple(map(int, numbers)) for year, *numbers in counted}
    assert list(shown)[-1] is None


@pytest.mark.parametrize(
    ("lines", "column", "joined"),
    [
        ("by_year", "p.year", ""),
        ("by_kind", "p.kind", ""),
        (
            "by_theme",
            "t.theme_id",
            "LEFT JOIN funding_project_themes t ON t.project_id = p.id ",
        ),
        ("by_region", "o.region", ""),
    ],
)
def test_the_money_is_that_of_an_independent_query(lines: str, column: str, joined: str) -> None:
    funded()

    shown = sorted((one.projects, one.with_amount, one.known) for one in getattr(money(), lines))

    real = REAL.replace("WHERE", f"{joined}WHERE")
    counted = asked(
        "SELECT COUNT(*), COUNT(p.amount), COALESCE(SUM(p.amount), 0) "
        f"FROM {real} GROUP BY {column}"
    )
    assert shown == sorted(tuple(map(int, row)) for row in counted)


def test_an_amount_that_is_not_published_is_no_nought() -> None:
    ProjectFactory(past=True)

    (line,) = money().by_year

    assert (line.money, line.without_amount, line.share) == ("not published", 1, 0)


def test_pairs_are_those_of_an_independent_query_and_no_lead_works_with_itself() -> None:
    funded()

    found = partnerships(today())

    named = asked(
        "SELECT COUNT(*), COUNT(DISTINCT p.id) FROM funding_participant x "
        "JOIN funding_project p ON p.id = x.project_id "
        "LEFT JOIN members_organisation l ON l.id = p.lead_id "
        "LEFT JOIN members_organisation m ON m.id = x.organisation_id "
        "WHERE x.role = 'participant' AND p.is_public AND NOT p.fictional "
        "AND (l.id IS NULL OR NOT l.fictional) AND (m.id IS NULL OR NOT m.fictional) "
        "AND (m.id IS NULL OR l.id IS NULL OR m.id <> l.id)"
    )
    assert [(sum(row.number for row in found.rows), found.projects)] == named


def test_councils_that_worked_together_are_joined_on_the_map() -> None:
    oldham, torbay = (
        AuthorityFactory(tile_column=column, tile_row=3, kind="unitary") for column in (2, 7)
    )
    project = ProjectFactory(lead__authority=oldham)
    ParticipantFactory(project=project, organisation__authority=torbay)
    ParticipantFactory(project=project, organisation=None, as_published="CMS")

    found = partnerships(today())

    assert [(way.start, way.end, way.number) for way in found.ways] == [((2, 3), (7, 3), 1)]
    assert sorted(tile.kind for tile in found.tiles) == ["associate", "full"]
    assert len(found.rows) == 2


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["timeline", "partnerships", "money"])
@pytest.mark.parametrize("number", [1, 3])
def test_pictures_cost_the_same_however_much_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, number: int
) -> None:
    for _each in range(number):
        ParticipantFactory()
    client.get(f"/projects/{address}/")

    with django_assert_num_queries({"timeline": 1, "partnerships": 4, "money": 5}[address]):
        page = client.get(f"/projects/{address}/")

    assert page.status_code == 200


@pytest.mark.one_database
def test_each_real_project_is_a_cell_that_leads_to_it(client: Client) -> None:
    project = ProjectFactory()
    ProjectFactory(fictional=True)

    page = client.get("/projects/timeline/").content.decode()

    assert re.findall(r'<a class="ccin-tile[^"]*" href="([^"]+)"', page) == [
        project.get_absolute_url()
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["timeline", "partnerships", "money"])
def test_an_empty_picture_says_so(client: Client, address: str) -> None:
    assert client.get(f"/projects/{address}/").status_code == 200
