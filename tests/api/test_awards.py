"""Awards as a package of the 360Giving Data Standard, valid against its own schema."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from ccin.funding.models import Project
from ccin.funding.operations.project_facts import load_projects
from ccin.funding.states import PaymentState
from tests.actors import WORKER
from tests.factories import AuthorityFactory, OrganisationFactory, ThemeFactory
from tests.funding.made import ParticipantFactory, PaymentFactory, ProjectFactory, RoundFactory

pytestmark = pytest.mark.django_db

STANDARD = Path(__file__).with_name("360giving")


def an_award(**given: Any) -> Project:
    authority = AuthorityFactory(key="oldham", nation="England", register_code="OLD")
    authority.gss_codes.create(code="E08000004")
    lead = OrganisationFactory(name="Oldham Council", authority=authority)
    found: Project = ProjectFactory(lead=lead, round=RoundFactory(open=True), **given)
    found.themes.add(ThemeFactory(name="Food", slug="food"))
    return found


def complaints(package: dict[str, Any]) -> list[str]:
    whole = json.loads((STANDARD / "360-giving-package-schema.json").read_text(encoding="utf-8"))
    grant = json.loads((STANDARD / "360-giving-schema.json").read_text(encoding="utf-8"))
    whole["properties"]["grants"]["items"] = {"$ref": grant["$id"]}
    registry = jsonschema_rs.Registry([(grant["$id"], grant)])
    found = jsonschema_rs.Draft202012Validator(whole, registry=registry, validate_formats=True)
    return [f"{list(one.instance_path)}: {one.message}" for one in found.iter_errors(package)]


def test_the_package_is_valid_against_the_standard_s_own_schema(client: Client) -> None:
    project = an_award(amount=12_345_67)
    PaymentFactory(project=project, state=PaymentState.PAID, paid_on=date(2027, 1, 5))
    ProjectFactory(about="", lead__name="A co-operative")

    package = client.get("/data/awards.json").json()

    assert complaints(package) == []
    assert len(package["grants"]) == 2


def test_the_schema_finds_what_is_wrong(client: Client) -> None:
    an_award()
    package = client.get("/data/awards.json").json()
    package["grants"][0]["amountAwarded"] = "£12,000"
    package["grants"][0]["awardDate"] = "05/01/2027"
    del package["grants"][0]["fundingOrganization"]

    assert len(complaints(package)) >= 2


def test_a_grant_says_what_is_on_record_with_the_codes_of_official_registers(
    client: Client,
) -> None:
    project = an_award(reference="2027-L01", amount=12_345_67, awarded_on=date(2027, 4, 2))
    Project.objects.update(changed_at=datetime(2027, 5, 1, 12, tzinfo=UTC))

    (grant,) = client.get("/data/awards.json").json()["grants"]

    assert project.round is not None
    assert grant["id"] == "360G-ccin-2027-L01"
    assert (grant["amountAwarded"], grant["currency"]) == (12345.67, "GBP")
    assert grant["awardDate"] == "2027-04-02"
    assert grant["recipientOrganization"][0]["id"] == "GB-LAE-OLD"
    assert grant["beneficiaryLocation"][0]["geoCode"] == "E08000004"
    assert grant["beneficiaryLocation"][0]["geoCodeType"] == "MD"
    assert grant["grantProgramme"][0]["code"] == f"{project.round.slug}-lab"
    assert grant["classifications"][0]["code"] == "food"
    assert grant["dateModified"] == "2027-05-01T12:00:00Z"
    assert "amountDisbursed" not in grant


def test_what_lacks_a_required_field_or_is_invented_is_left_out_and_counted(
    client: Client,
) -> None:
    load_projects(by=WORKER)
    an_award()
    ProjectFactory(fictional=True)
    ProjectFactory(lead__fictional=True)
    ProjectFactory(is_public=False)

    grants = client.get("/data/awards.json").json()["grants"]
    page = client.get("/data/").content.decode()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM funding_project p LEFT JOIN members_organisation o "
            "ON o.id = p.lead_id WHERE p.is_public AND NOT p.fictional "
            "AND (o.id IS NULL OR NOT o.fictional) "
            "AND (p.amount IS NULL OR p.awarded_on IS NULL OR p.lead_id IS NULL)"
        )
        (missing,) = cursor.fetchone()
    assert len(grants) == 1
    assert f"{missing} projects are left out" in page


def test_table_and_workbook_hold_what_the_package_holds(client: Client) -> None:
    an_award(title="=1+1", amount=5_000_00)

    (row,) = csv.DictReader(io.StringIO(client.get("/data/awards.csv").content.decode()))
    book = load_workbook(io.BytesIO(client.get("/data/awards.xlsx").content))
    titles, values = list(book["grants"].iter_rows(values_only=True))
    sheet = dict(zip(titles, values, strict=True))

    assert row["Title"] == sheet["Title"] == "'=1+1"
    assert (row["Amount Awarded"], sheet["Amount Awarded"]) == ("5000", 5000)
    assert row["Recipient Org:Identifier"] == sheet["Recipient Org:Identifier"] == "GB-LAE-OLD"
    assert sheet["Funding Org:Identifier"] == "360G-ccin-org-network"


def test_without_an_award_there_is_no_package_and_the_page_says_so(client: Client) -> None:
    assert client.get("/data/awards.json").status_code == 404
    assert "There is no such award yet" in client.get("/data/").content.decode()


def test_projects_are_listed_for_programs_with_what_is_not_published_left_empty(
    client: Client,
) -> None:
    load_projects(by=WORKER)
    project = an_award(year=2027)
    ParticipantFactory(project=project, organisation=project.lead)
    ParticipantFactory(project=project, organisation__name="Kirklees")

    every = client.get("/api/v1/projects").json()
    one = client.get(f"/api/v1/projects/{project.slug}").json()
    narrowed = client.get("/api/v1/projects?year=2020&kind=prototype").json()
    rows = client.get("/data/projects.json").json()["projects"]
    table = client.get("/data/projects.csv").content.decode("utf-8-sig")

    assert every["count"] == len(rows) == len(list(csv.DictReader(io.StringIO(table)))) == 27
    assert (one["type"], one["status"], one["participants"]) == ("lab", "in_delivery", ["Kirklees"])
    assert narrowed["count"] == 4
    housing = next(row for row in rows if row["slug"] == "community-led-housing-commission")
    assert (housing["awarded_pence"], housing["lead_name"]) == (None, "Croydon")


def test_the_feed_tells_of_open_calls_and_real_projects(client: Client) -> None:
    an_award(title="Bread for all")
    ProjectFactory(fictional=True, title="Invented")
    RoundFactory(title="Not yet", open=True, opens_at=None, closes_at=None, state="draft")

    feed = client.get("/feeds/funding.xml").content.decode()

    assert feed.count("<entry>") == 2
    assert "Funded: Bread for all" in feed
    assert "Invented" not in feed
