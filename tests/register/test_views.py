"""Staff's pages of the register."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ccin.register.models import Authority, AuthorityName, ChangeEvent, ExtraHoliday, Parish
from tests.actors import EDITOR, OFFICER
from tests.browser import OurClient
from tests.factories import (
    AuthorityFactory,
    AuthorityNameFactory,
    ExtraHolidayFactory,
    MeasureFactory,
    ParishFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db
A_LIST = 6
AN_AUTHORITY = 14


@pytest.fixture
def officer(client: OurClient) -> OurClient:
    client.act_as(OFFICER)
    return client


def names_on(page: object) -> list[str]:
    return [authority.short_name for authority in page.context["page"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    officer: OurClient, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    AuthorityFactory.create_batch(rows)

    with django_assert_max_num_queries(A_LIST):
        page = officer.get(reverse("register:authorities"))

    assert page.status_code == 200
    assert len(page.context["page"]) == rows


def test_the_list_is_narrowed_by_name_kind_and_status(officer: OurClient) -> None:
    oldham = AuthorityFactory(short_name="Oldham")
    AuthorityNameFactory(authority=AuthorityFactory(short_name="Cardiff"), text="Caerdydd")
    AuthorityFactory(short_name="Kent", kind="county")
    AuthorityFactory(short_name="Gone", abolished=True)
    AuthorityFactory(short_name="Newshire", valid_from=date(2099, 4, 1))
    address = reverse("register:authorities")

    answers = {
        query: names_on(officer.get(f"{address}?{query}"))
        for query in [
            "q=oldh",
            "q=caerd",
            "kind=county",
            "status=abolished",
            "status=planned",
            "kind=nonsense&q=oldham",
        ]
    }

    assert oldham.name == "Oldham Council"
    assert answers == {
        "q=oldh": ["Oldham"],
        "q=caerd": ["Cardiff"],
        "kind=county": ["Kent"],
        "status=abolished": ["Gone"],
        "status=planned": ["Newshire"],
        "kind=nonsense&q=oldham": ["Oldham"],
    }


@pytest.mark.parametrize("typed", ["x" * 10_000, "%00", '"OR 1=1--', "%27"])
def test_a_search_of_anything_is_harmless(officer: OurClient, typed: str) -> None:
    page = officer.get(reverse("register:authorities"), {"q": typed})

    assert page.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_authority_costs_the_same_however_much_it_shows(
    officer: OurClient, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    county = AuthorityFactory(kind="county")
    AuthorityFactory.create_batch(rows, parent=county)
    for number in range(rows):
        MeasureFactory(authority=county, year=str(2020 + number))
        AuthorityNameFactory(authority=county)
        SuccessionFactory(predecessor=county)

    with django_assert_max_num_queries(AN_AUTHORITY):
        page = officer.get(county.get_absolute_url())

    assert page.status_code == 200


def test_an_editor_reads_the_register_and_is_offered_no_change(client: OurClient) -> None:
    client.act_as(EDITOR)
    authority = AuthorityFactory()

    page = client.get(authority.get_absolute_url())

    assert page.status_code == 200
    assert reverse("register:correct", args=[authority.key]) not in page.content.decode()


def test_a_correction_is_saved_and_kept(officer: OurClient) -> None:
    authority = AuthorityFactory(short_name="Oldham")

    page = officer.post(
        reverse("register:correct", args=[authority.key]),
        {"name": "Oldham Borough", "short_name": "Oldham", "version": 1},
    )

    authority.refresh_from_db()
    assert page.status_code == 302
    assert (authority.name, authority.kept, authority.version) == ("Oldham Borough", ["name"], 2)


def test_a_correction_of_what_somebody_else_corrected_is_given_back(officer: OurClient) -> None:
    authority = AuthorityFactory(name="As it is", version=2)

    page = officer.post(
        reverse("register:correct", args=[authority.key]),
        {"name": "Mine", "short_name": "Mine", "version": 1},
    )

    authority.refresh_from_db()
    assert page.status_code == 409
    assert authority.name == "As it is"


def test_a_name_is_added_and_removed(officer: OurClient) -> None:
    authority = AuthorityFactory()
    officer.post(
        reverse("register:add_name", args=[authority.key]),
        {"text": "Hen Enw", "kind": "welsh", "source": "its website"},
    )
    name = AuthorityName.objects.get()

    officer.post(reverse("register:remove_name", args=[name.pk]))

    assert (name.text, name.authority) == ("Hen Enw", authority)
    assert not AuthorityName.objects.exists()


def test_political_control_is_recorded_with_its_source(officer: OurClient) -> None:
    authority = AuthorityFactory()

    officer.post(
        reverse("register:control", args=[authority.key]),
        {"control": "No overall control", "starts_on": "2026-05-08", "source": "its website"},
    )

    [control] = authority.controls.all()
    assert (control.control, str(control.starts_on)) == ("No overall control", "2026-05-08")


def test_a_reorganisation_ends_its_predecessors_the_day_before(officer: OurClient) -> None:
    old, new = AuthorityFactory(), AuthorityFactory(valid_from=date(2028, 4, 1))

    officer.post(
        reverse("register:add_change"),
        {
            "title": "One council for Oldshire",
            "kind": "reorganisation",
            "happens_on": "2028-04-01",
            "instrument": "Oldshire (Structural Changes) Order 2027",
            "source": "legislation.gov.uk",
            "predecessors": old.name,
            "successors": new.name,
        },
    )

    old.refresh_from_db()
    assert str(old.valid_to) == "2028-03-31"
    assert list(ChangeEvent.objects.values_list("successions__successor", flat=True)) == [new.pk]
    page = officer.get(reverse("register:changes"))
    assert "One council for Oldshire" in page.content.decode()


def test_a_name_in_doubt_or_unknown_is_asked_about_beside_its_field(officer: OurClient) -> None:
    for name in ["Newcastle City Council", "Newcastle-under-Lyme Borough Council"]:
        AuthorityFactory(name=name, short_name=name.partition(" ")[0])

    page = officer.post(
        reverse("register:add_change"),
        {"predecessors": "Newcastle-under\nNowhere at all", "successors": "newcastle city council"},
    )

    form = page.context["form"]
    assert [str(error) for error in form.errors["predecessors"]] == [
        "“Newcastle-under” may mean: Newcastle-under-Lyme Borough Council; "
        "Newcastle City Council. Enter one of these names.",
        "The register knows no authority called “Nowhere at all”. Check the spelling, "
        "or enter its code.",
    ]
    assert form.cleaned_data["successors"] == [Authority.objects.get(name="Newcastle City Council")]
    assert not ChangeEvent.objects.exists()


def test_an_authority_that_succeeds_itself_is_refused_in_words(officer: OurClient) -> None:
    body = AuthorityFactory()

    page = officer.post(
        reverse("register:add_change"),
        {
            "title": "Nothing",
            "kind": "reorganisation",
            "happens_on": "2028-04-01",
            "source": "x",
            "predecessors": body.name,
            "successors": body.name,
        },
    )

    assert "An authority cannot succeed itself." in page.content.decode()
    assert not ChangeEvent.objects.exists()


def test_an_extra_holiday_is_added_once_and_removed(officer: OurClient) -> None:
    wanted = {
        "day": "2027-06-04",
        "name": "Jubilee",
        "nations": ["England", "Wales"],
        "source": "Royal Proclamation",
    }
    officer.post(reverse("register:add_holiday"), wanted)
    again = officer.post(reverse("register:add_holiday"), wanted)
    holiday = ExtraHoliday.objects.get()

    officer.post(reverse("register:remove_holiday", args=[holiday.pk]))

    assert "is recorded already" in again.content.decode()
    assert holiday.nations == ["England", "Wales"]
    assert not ExtraHoliday.objects.exists()


def test_holidays_are_listed(officer: OurClient) -> None:
    ExtraHolidayFactory.create_batch(2)

    page = officer.get(reverse("register:holidays"))

    assert page.content.decode().count("Jubilee") >= 2


def upload(client: OurClient, content: str) -> object:
    file = SimpleUploadedFile("parishes.csv", content.encode())
    return client.post(reverse("register:import"), {"kind": "parishes", "file": file})


def test_a_file_is_shown_first_and_changes_the_register_when_told(officer: OurClient) -> None:
    parish = ParishFactory(name="Old", folded="old")
    code = parish.authority.gss_codes.create(code="E07000001").code
    page = upload(officer, f"gss_code,name,parent_gss_code\n{parish.gss_code},New,{code}\n")
    shown = page.context["changes"]
    unchanged = Parish.objects.get().name
    form = page.context["form"]

    officer.post(reverse("register:apply_import"), form.initial)

    assert [(change.old, change.new) for change in shown] == [("Old", "New")]
    assert unchanged == "Old"
    assert Parish.objects.get().name == "New"


def test_a_file_with_a_wrong_row_offers_no_way_to_apply_it(officer: OurClient) -> None:
    page = upload(officer, "gss_code,name,parent_gss_code\nE04000001,New,E07000009\n")

    words = page.content.decode()
    assert "Row 2: “E07000009” in parent_gss_code is no council of the register." in words
    assert reverse("register:apply_import") not in words


def test_a_file_that_is_kept_no_more_must_be_uploaded_again(officer: OurClient) -> None:
    page = officer.post(
        reverse("register:apply_import"), {"kept": "long-gone", "digest": "x"}, follow=True
    )

    assert "The file is kept for an hour only. Upload it again." in page.content.decode()
    assert not Authority.objects.exists()
