"""What the operations of the register do and refuse."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.register.models import Authority, ChangeEvent, Edition, GssCode, Measure, Parish
from ccin.register.operations import Loaded, load_facts

pytestmark = pytest.mark.django_db
MACHINE = Actor.command("tests")


def test_the_public_may_not_load_facts() -> None:
    with pytest.raises(PermissionDenied):
        load_facts(by=Actor.public())

    assert not Authority.objects.exists()


def test_loading_the_facts_fills_the_register_and_says_so_once() -> None:
    load_facts(by=MACHINE)
    second = load_facts(by=MACHINE)

    assert second == Loaded(0, 0)
    assert Authority.objects.count() == 494
    assert Parish.objects.count() == 11_358
    assert Entry.objects.filter(event="register.facts_loaded").count() == 1


def test_loading_again_changes_nothing_but_the_edition(facts: None) -> None:
    before = Edition.objects.get().stamp

    loaded = load_facts(again=True, by=MACHINE)

    assert loaded == Loaded(0, 0)
    assert Edition.objects.get().stamp != before


def test_a_fact_that_differs_is_brought_up_to_date_unless_a_person_set_it(facts: None) -> None:
    Authority.objects.filter(key="leeds").update(website="wrong.example", notes="kept by staff")
    Authority.objects.filter(key="leeds").update(kept=["notes"])

    loaded = load_facts(again=True, by=MACHINE)

    leeds = Authority.objects.get(key="leeds")
    assert loaded == Loaded(created=0, changed=1)
    assert (leeds.website, leeds.notes) == ("leeds.gov.uk", "kept by staff")


def test_a_district_knows_its_county_its_combined_authority_and_its_police_area(
    facts: None,
) -> None:
    chorley = Authority.objects.get(key="chorley")

    assert chorley.parent == Authority.objects.get(key="lancashire")
    assert chorley.combined_authority == Authority.objects.get(
        key="lancashire-combined-county-authority"
    )
    assert chorley.police_area == Authority.objects.get(key="pcc-lancashire")


def test_barnsley_keeps_its_former_code_with_the_day_it_ended(facts: None) -> None:
    codes = GssCode.objects.filter(authority__key="barnsley").order_by("code")

    assert [(code.code, str(code.valid_from), str(code.valid_to)) for code in codes] == [
        ("E08000016", "None", "2025-03-31"),
        ("E08000038", "2025-04-01", "None"),
    ]


def test_budgets_are_whole_pounds_with_year_definition_and_source(facts: None) -> None:
    budget = Measure.objects.get(authority__key="hartlepool", kind="budget")

    assert budget.value == 205_787_000
    assert budget.year == "2024-25"
    assert budget.definition == "total service expenditure (net of service income)"
    assert budget.source == "MHCLG Revenue Outturn"


def test_surrey_gives_way_to_two_councils_by_a_named_order(facts: None) -> None:
    event = ChangeEvent.objects.get(title="Two councils for Surrey")

    assert str(event.happens_on) == "2027-04-01"
    assert event.instrument == "Surrey (Structural Changes) Order 2026, SI 2026/264"
    assert set(event.successions.values_list("successor__key", flat=True)) == {
        "east-surrey",
        "west-surrey",
    }
    assert event.successions.count() == 13
