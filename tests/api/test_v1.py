import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ccin.api.v1 import api
from ccin.members.models import Snapshot
from ccin.members.states import EndReason, MembershipClass
from tests.factories import AuthorityFactory, MeasureFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DOCUMENT = Path(__file__).with_name("openapi.json")


def get(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_document_of_the_api_is_the_one_that_was_agreed() -> None:
    """After a deliberate change: `python -m tests.api.write_document`."""
    assert json.loads(json.dumps(api.get_openapi_schema())) == json.loads(DOCUMENT.read_text())


def test_a_member_is_handed_out_with_its_public_fields(client: Client) -> None:
    authority = MeasureFactory(authority__key="torbay", value=139_000).authority
    organisation = OrganisationFactory(
        name="Torbay Council", slug="torbay-council", authority=authority, notes="for staff"
    )
    MembershipFactory(organisation=organisation, source="Brochure", starts_on_is_known=False)

    found = get(client, "members")

    assert found["count"] == 1
    assert found["items"] == [
        {
            "slug": "torbay-council",
            "name": "Torbay Council",
            "kind": "council",
            "membership_class": "full",
            "sub_kind": "principal_council",
            "since": None,
            "recorded_in": "Brochure",
            "nation": "England",
            "region": "South West",
            "authority": "torbay",
            "principal_council": None,
            "gss_codes": [],
            "identifiers": [],
            "website": "",
            "summary": "",
            "offers": "",
            "seeks": "",
            "contact": "",
            "measures": [
                {
                    "kind": "population",
                    "value": 139_000,
                    "year": "2024",
                    "definition": "mid-year estimate",
                    "source": "Office for National Statistics",
                }
            ],
        }
    ]


def test_invented_and_merged_bodies_and_supporters_are_left_out(client: Client) -> None:
    kept = MembershipFactory().organisation
    MembershipFactory(organisation__fictional=True)
    MembershipFactory(organisation__merged_into=kept)
    MembershipFactory(membership_class=MembershipClass.SUPPORTER)

    assert [one["slug"] for one in get(client, "members")["items"]] == [kept.slug]
    assert get(client, "members", membership_class="supporter")["count"] == 1


def test_members_of_another_day_and_since_a_day(client: Client) -> None:
    MembershipFactory(
        organisation__slug="left", ends_on=date(2021, 3, 31), end_reason=EndReason.RESIGNED
    )
    MembershipFactory(organisation__slug="joined", starts_on=date(2024, 1, 9))

    assert [one["slug"] for one in get(client, "members")["items"]] == ["joined"]
    assert [one["slug"] for one in get(client, "members", on="2021-01-01")["items"]] == ["left"]
    assert get(client, "members", since="2024-01-10")["items"] == []


def test_a_member_has_a_history(client: Client) -> None:
    body = OrganisationFactory(slug="lambeth")
    MembershipFactory(
        organisation=body, ends_on=date(2021, 3, 31), end_reason=EndReason.CLASS_CHANGED
    )
    MembershipFactory(
        organisation=body,
        membership_class=MembershipClass.ASSOCIATE,
        starts_on=date(2021, 4, 1),
    )

    found = get(client, "members/lambeth")

    assert [one["membership_class"] for one in found["memberships"]] == ["associate", "full"]
    assert found["memberships"][1]["last_day"] == "2021-03-31"


def test_authorities_are_found_by_name_kind_and_day(client: Client) -> None:
    AuthorityFactory(key="torbay", short_name="Torbay")
    AuthorityFactory(key="old", short_name="Old", valid_to=date(2023, 3, 31))

    assert [one["key"] for one in get(client, "authorities")["items"]] == ["torbay"]
    assert [one["key"] for one in get(client, "authorities", name="torb")["items"]] == ["torbay"]
    assert get(client, "authorities", kind="welsh")["items"] == []
    assert get(client, "authorities", on="2023-03-31")["count"] == 2
    assert get(client, "authorities/old")["last_day"] == "2023-03-31"


def test_snapshots_come_the_oldest_first(client: Client) -> None:
    for year in (2022, 2019):
        Snapshot.objects.create(
            as_at=date(year, 7, 31), as_at_text=f"Jul {year}", full=30, source=f"Review {year}"
        )

    assert [one["as_at_text"] for one in get(client, "snapshots")["items"]] == [
        "Jul 2019",
        "Jul 2022",
    ]


@pytest.mark.parametrize("path", ["members/nobody", "authorities/nowhere", "nothing/at/all"])
def test_what_is_not_there_is_said_in_json(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code == 404
    assert list(answer.json()) == ["detail"]


@pytest.mark.parametrize("query", ["on=yesterday", "limit=0", "offset=-1", "membership_class=x"])
def test_what_cannot_be_read_is_refused_with_the_place(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/members?{query}")

    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][-1] == query.split("=", maxsplit=1)[0]


def test_who_asks_again_gets_no_body(client: Client) -> None:
    first = client.get("/api/v1/members")

    again = client.get("/api/v1/members", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    rows: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(rows):
        MembershipFactory(organisation__authority=MeasureFactory().authority)

    with django_assert_num_queries(5):
        found = get(client, "members")

    assert found["count"] == rows


def test_the_service_is_well(client: Client) -> None:
    assert get(client, "health") == {"status": "ok", "demo": True}


def test_of_each_measure_the_latest_year_is_handed_out(client: Client) -> None:
    older = MeasureFactory(year="2023", value=1)
    MeasureFactory(authority=older.authority, year="2024", value=2)

    found = get(client, f"authorities/{older.authority.key}")

    assert [(one["year"], one["value"]) for one in found["measures"]] == [("2024", 2)]
