import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ccin.members.models import Snapshot
from ccin.members.reads.figures import figures
from ccin.members.states import EndReason, MembershipClass, OrganisationKind
from ccin.register.states import AuthorityKind
from ccin.website.reads.figures import figure_page, growth, shown_figures
from ccin.website.reads.map import council_map
from tests.factories import AuthorityFactory, MeasureFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


def council(name: str, people: int, **changes: Any) -> Any:
    authority = MeasureFactory(
        value=people, authority__short_name=name, authority__tile_column=len(name), **changes
    ).authority
    authority.tile_row = authority.pk
    authority.save()
    return authority


def member(name: str, people: int = 100_000, **changes: Any) -> Any:
    authority = council(name, people)
    return MembershipFactory(
        organisation__name=f"{name} Council",
        organisation__slug=name.lower(),
        organisation__authority=authority,
        **changes,
    )


def test_a_figure_reads_short_and_exact() -> None:
    member("Torbay", 139_000)
    member("Glasgow", 1_250_000)

    citizens = {one.key: one for one in shown_figures(figures(DAY))}["citizens"]

    assert (citizens.short, citizens.exact) == ("1.4m", "1,389,000")


def test_a_figure_lists_everybody_it_counts_and_no_invented_body() -> None:
    member("Torbay")
    member("Invented", organisation__fictional=True)
    MembershipFactory(
        organisation__name="Helper",
        organisation__kind=OrganisationKind.COMPANY,
        membership_class=MembershipClass.AFFILIATE,
        sub_kind="",
    )

    live = figures(DAY)

    pages = {key: figure_page(live, key) for key in ("full", "affiliate", "citizens")}
    assert {key: [line.name for line in page.lines] for key, page in pages.items() if page} == {
        "full": ["Torbay Council"],
        "affiliate": ["Helper"],
        "citizens": ["Torbay Council"],
    }
    assert figure_page(live, "no-such-figure") is None


def test_what_is_counted_today_stands_apart_from_what_was_published() -> None:
    member("Torbay")
    Snapshot.objects.create(
        as_at=date(2022, 7, 31), as_at_text="July 2022", full=34, members=100, source="Review"
    )

    chart = growth(figures(DAY), Snapshot.objects.all())

    assert [[point.value for point in line.points] for line in chart.series] == [[100], [34]]
    assert [line.apart.value for line in chart.series if line.apart] == [1, 1]
    assert "34 full members in 2022" in chart.sentence
    assert chart.sentence.endswith("The records here count 1 today.")


def test_a_count_brought_forward_from_an_old_list_is_said_to_be_no_fall() -> None:
    MembershipFactory(brought_forward=True, source="The brochure")
    Snapshot.objects.create(
        as_at=date(2022, 7, 31), as_at_text="July 2022", full=34, members=100, source="Review"
    )

    chart = growth(figures(DAY), Snapshot.objects.all())

    assert "stand apart and are no fall: these records begin with The brochure" in chart.sentence


def test_where_a_live_figure_differs_the_page_says_why(client: Client) -> None:
    member("Torbay", 139_000)
    Snapshot.objects.create(
        as_at=date(2022, 7, 31), as_at_text="July 2022", citizens=9_500_000, source="Review 2022"
    )

    page = client.get("/figures/citizens/").content.decode()

    assert "9.5m, July 2022 (Review 2022)" in page
    assert "The published figure is rounded." in page


@pytest.mark.parametrize(
    "key", ["full", "associate", "affiliate", "supporters", "citizens", "budget"]
)
def test_every_figure_has_a_page_and_two_downloads(client: Client, key: str) -> None:
    member("Torbay", 139_000)

    page = client.get(f"/figures/{key}/")
    table = client.get(f"/figures/{key}.csv")
    data = client.get(f"/figures/{key}.json").json()

    assert page.status_code == 200
    assert f"/contact/enquiry/?about=figure:{key}" in page.content.decode()
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == [one["name"] for one in data["counted"]]
    assert {"key", "value", "year", "definition", "source"} < set(data)


def test_figures_of_a_past_day_are_counted_as_they_were(client: Client) -> None:
    member("Torbay", ends_on=date(2022, 12, 31), end_reason=EndReason.RESIGNED)

    then = client.get("/figures/full.json", {"on": "2022-06-30"}).json()
    later = client.get("/figures/full.json", {"on": "2023-06-30"}).json()

    assert (then["value"], later["value"]) == (1, 0)


@pytest.mark.parametrize("path", ["/figures/nonsense/", "/figures/x.csv", "/figures/x.json"])
def test_an_unknown_figure_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/figures/", "/figures/full/", "/map/"])
def test_a_day_that_is_none_is_said_to_be_none(client: Client, path: str) -> None:
    member("Torbay")

    page = client.get(path, {"on": "31/31/2020"})

    assert page.status_code == 200
    assert "Enter a day as in 2026-04-01" in page.content.decode()


def test_the_map_marks_members_by_class_and_leads_on() -> None:
    member("Torbay")
    gloucester = council("Gloucester", 130_000)
    MembershipFactory(
        organisation__kind=OrganisationKind.PARTY_GROUP,
        organisation__name="A group",
        organisation__slug="a-group",
        organisation__principal_council=gloucester,
        membership_class=MembershipClass.ASSOCIATE,
        sub_kind="group",
    )
    council("Stroud", 121_000, authority__key="stroud")

    found = council_map(DAY)

    assert {tile.label: (tile.kind, tile.href) for tile in found.tiles} == {
        "Torbay: full member": ("full", "/members/torbay/"),
        "Gloucester: associate here, A group": ("associate", "/members/a-group/"),
        "Stroud: not yet a member; see whether it can join": (
            "none",
            "/join/check/?authority=stroud",
        ),
    }
    assert found.beside == []


def test_the_map_follows_reorganisation() -> None:
    old, new = council("Old", 1), council("New", 1)
    old.valid_to, new.valid_from = date(2027, 3, 31), date(2027, 4, 1)
    old.save()
    new.save()

    before, after = council_map(date(2027, 3, 31)), council_map(date(2027, 4, 1))

    assert [place.cell.name for place in before.places] == ["Old"]
    assert [place.cell.name for place in after.places] == ["New"]


def test_who_has_no_cell_of_its_own_stands_beside_the_map() -> None:
    combined = AuthorityFactory(kind=AuthorityKind.COMBINED_AUTHORITY)
    MembershipFactory(
        organisation__name="Combined",
        organisation__kind=OrganisationKind.COMBINED_AUTHORITY,
        organisation__authority=combined,
        sub_kind="combined_authority",
    )

    assert [one.name for one in council_map(DAY).beside] == ["Combined"]


def test_the_map_says_the_same_in_a_list(client: Client) -> None:
    member("Torbay")
    council("Stroud", 121_000)

    page = client.get("/map/").content.decode()

    assert "1 of 2 councils" in page
    assert ">Torbay Council</a>, Full member" in page
    assert "1 in South West not yet in membership" in page


@pytest.mark.parametrize("address", ["/figures/", "/map/"])
def test_a_demonstration_says_that_invented_bodies_are_left_out(
    client: Client, settings: Any, address: str
) -> None:
    settings.DEMO = False
    assert "invented for this demonstration" not in client.get(address).content.decode()

    settings.DEMO = True

    assert "invented for this demonstration" in client.get(address).content.decode()
