import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from ccin.members.models import Snapshot
from tests.factories import AuthorityFactory, MeasureFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def table(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_members_can_be_taken_away_without_invented_ones(client: Client) -> None:
    authority = MeasureFactory(value=139_000, authority__key="torbay").authority
    MembershipFactory(organisation__name="Cyngor Sir Ynys Môn", organisation__authority=authority)
    MembershipFactory(organisation__fictional=True)

    rows = table(client, "/data/members.csv")
    listed = client.get("/data/members.json").json()["members"]

    assert [(row["name"], row["population"], row["population_year"]) for row in rows] == [
        ("Cyngor Sir Ynys Môn", "139000", "2024")
    ]
    assert [one["name"] for one in listed] == ["Cyngor Sir Ynys Môn"]


def test_the_register_can_be_taken_away_without_invented_authorities(client: Client) -> None:
    AuthorityFactory(key="torbay")
    AuthorityFactory(fictional=True)

    assert [row["key"] for row in table(client, "/data/authorities.csv")] == ["torbay"]


def test_the_figures_carry_value_year_definition_and_source(client: Client) -> None:
    MembershipFactory()

    found = client.get("/data/figures.json").json()

    assert found == client.get("/api/v1/figures").json()
    keys = ["full", "associate", "affiliate", "supporters", "citizens", "budget"]
    assert sorted(found) == sorted(["on", *keys])
    assert [sorted(found[key]) for key in keys] == [["definition", "source", "value", "year"]] * 6
    assert found["full"]["value"] == 1


def test_published_figures_can_be_taken_away(client: Client) -> None:
    Snapshot.objects.create(
        as_at=date(2022, 7, 31), as_at_text="July 2022", full=34, source="Review"
    )

    assert [row["full"] for row in table(client, "/data/published-figures.csv")] == ["34"]


@pytest.mark.parametrize("path", ["/data/members.csv", "/data/figures.json"])
def test_who_asks_again_gets_no_body(client: Client, path: str) -> None:
    first = client.get(path)

    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_pages_explain_downloads_licence_and_every_call(client: Client) -> None:
    data = client.get("/data/").content.decode()
    docs = client.get("/data/api/").content.decode()

    assert "Open Government Licence v3.0" in data
    assert [f"GET /api/v1/{name}" in docs for name in ("members", "figures", "authorities")] == [
        True,
        True,
        True,
    ]
