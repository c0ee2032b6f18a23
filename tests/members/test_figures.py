"""The figures: pure sums first, then counted from the network's real membership."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ccin.members.operations import (
    TallyDetails,
    end_membership,
    record_supporter_tally,
)
from ccin.members.reads.figures import (
    explain_difference,
    figures,
)
from ccin.members.reasons import why_different
from ccin.members.rules.figures import (
    Map,
    Now,
    Published,
    Why,
    Yearly,
    best_year,
    differences,
    total,
    union_of_areas,
)
from ccin.register.states import AuthorityKind, ChangeKind, MeasureKind
from tests.actors import OFFICER
from tests.factories import (
    AuthorityFactory,
    ChangeEventFactory,
    MeasureFactory,
    MembershipFactory,
    SnapshotFactory,
    SuccessionFactory,
)

DAY = date(2026, 11, 23)
COUNTY, NORTH, SOUTH, CITY = 1, 2, 3, 4
AREAS = Map(
    {
        COUNTY: frozenset({NORTH, SOUTH}),
        NORTH: frozenset({NORTH}),
        SOUTH: frozenset({SOUTH}),
        CITY: frozenset({CITY}),
    }
)
councils = st.frozensets(st.sampled_from([COUNTY, NORTH, SOUTH, CITY]))


@given(councils)
def test_a_resident_is_counted_at_most_once(members: frozenset[int]) -> None:
    people = {NORTH: Yearly(7, "2024"), SOUTH: Yearly(11, "2024"), CITY: Yearly(13, "2024")}

    counted = total(union_of_areas(members, AREAS), people).value

    assert counted <= 7 + 11 + 13
    assert counted == total(union_of_areas([*members, *members], AREAS), people).value


@given(councils, councils)
def test_a_further_member_never_makes_the_union_smaller(
    members: frozenset[int], joining: frozenset[int]
) -> None:
    assert union_of_areas(members, AREAS) <= union_of_areas(members | joining, AREAS)


@given(councils)
def test_a_district_adds_nobody_to_its_county(members: frozenset[int]) -> None:
    with_county = union_of_areas(members | {COUNTY}, AREAS)

    assert with_county == union_of_areas(members | {COUNTY, NORTH, SOUTH}, AREAS)


def test_an_area_that_is_gone_counts_until_its_successor_is_covered() -> None:
    passed_on = Map(AREAS.areas_of, {NORTH: frozenset({CITY})})

    assert union_of_areas([NORTH], passed_on) == {NORTH}
    assert union_of_areas([NORTH, CITY], passed_on) == {CITY}


def test_a_sum_names_its_years_and_what_is_missing() -> None:
    numbers = {1: Yearly(5, "2024-25"), 2: Yearly(6, "2022-23")}

    found = total([1, 2, 3], numbers)

    assert (found.value, found.year, found.missing) == (11, "2022-23 to 2024-25", {3})
    assert total([1], numbers).year == "2024-25"
    assert total([], numbers).year == ""


def test_a_past_day_keeps_its_own_year() -> None:
    numbers = [Yearly(3, "2025"), Yearly(1, "2023"), Yearly(2, "2024")]

    assert best_year(numbers, up_to="2024") == Yearly(2, "2024")
    assert best_year(numbers, up_to="2030") == Yearly(3, "2025")
    assert best_year(numbers, up_to="2020") == Yearly(1, "2023")


def test_only_a_figure_that_differs_is_explained() -> None:
    now = Now(
        values={"full": 32, "citizens": 9_123_456, "budget": 15},
        years={"citizens": "2024", "budget": "2024-25"},
        measures=("England: net", "Wales: gross"),
        brought_forward_from=("A brochure",),
        joined=2,
        left=1,
    )
    then = Published("July 2021", {"full": 32, "citizens": 9_000_000, "budget": 14}, "As printed.")

    citizens, budget = differences(now, then)

    assert [why.code for why in citizens.because] == [
        Why.ANOTHER_DAY,
        Why.BROUGHT_FORWARD,
        Why.JOINED_AND_LEFT,
        Why.OTHER_YEARS,
        Why.ROUNDED,
        Why.NOTE,
    ]
    assert [why.code for why in budget.because] == [
        Why.ANOTHER_DAY,
        Why.BROUGHT_FORWARD,
        Why.JOINED_AND_LEFT,
        Why.OTHER_YEARS,
        Why.FOUR_NATIONS,
        Why.NOTE,
    ]
    assert all(why_different(why.code, why.values) for why in budget.because)
    assert differences(Now({"full": 3}, {}), Published("2020", {"full": 2}))[0].because == (
        differences(Now({"full": 3}, {}), Published("2020", {"full": 2}))[0].because[0],
    )


@pytest.mark.django_db
class TestCounted:
    def test_a_county_and_its_district_count_a_resident_once_and_budgets_add(self) -> None:
        county = AuthorityFactory(kind=AuthorityKind.COUNTY)
        inside = AuthorityFactory.create_batch(
            2, kind=AuthorityKind.NON_METROPOLITAN_DISTRICT, parent=county
        )
        AuthorityFactory(
            kind=AuthorityKind.NON_METROPOLITAN_DISTRICT, parent=county, valid_to=date(2019, 3, 31)
        )
        for district in inside:
            MeasureFactory(authority=district, value=100)
        for council in [county, inside[0]]:
            MeasureFactory(authority=council, kind=MeasureKind.BUDGET, value=7, year="2024-25")
            MembershipFactory(organisation__authority=council)

        found = figures(DAY)

        assert (found.citizens.value, found.citizens.year) == (200, "2024")
        assert (found.budget.value, found.budget.year) == (14, "2024-25")
        assert found.without_a_number == ()

    def test_combined_authorities_and_commissioners_add_neither_people_nor_money(self) -> None:
        for kind in [AuthorityKind.COMBINED_AUTHORITY, AuthorityKind.PCC]:
            authority = AuthorityFactory(kind=kind)
            MeasureFactory(authority=authority)
            MeasureFactory(authority=authority, kind=MeasureKind.BUDGET)
            MembershipFactory(organisation__authority=authority)

        found = figures(DAY)

        assert (found.full.value, found.citizens.value, found.budget.value) == (2, 0, 0)

    def test_fictional_merged_and_ended_bodies_are_left_out(self) -> None:
        kept = MembershipFactory(affiliate=True)
        MembershipFactory(affiliate=True, organisation__fictional=True)
        MembershipFactory(affiliate=True, organisation__merged_into=kept.organisation)
        MembershipFactory(affiliate=True, ended=True)
        MembershipFactory(affiliate=True, starts_on=date(2027, 1, 1))

        found = figures(DAY)

        assert found.affiliate.value == 1
        assert [line.name for line in found.counted] == [kept.organisation.name]
        assert figures(date(2025, 7, 31)).affiliate.value == 2

    def test_a_council_that_is_gone_is_not_counted_beside_its_successor(self) -> None:
        old, new = AuthorityFactory(valid_to=date(2023, 3, 31)), AuthorityFactory()
        event = ChangeEventFactory(happens_on=date(2023, 4, 1), kind=ChangeKind.REORGANISATION)
        SuccessionFactory(event=event, predecessor=old, successor=new)
        MeasureFactory(authority=old, value=5)
        MeasureFactory(authority=new, value=50)
        MembershipFactory(organisation__authority=old)

        before = figures(DAY).citizens.value
        MembershipFactory(organisation__authority=new)

        assert (before, figures(DAY).citizens.value) == (5, 50)

    def test_a_council_without_a_number_is_named(self) -> None:
        council = MembershipFactory().organisation.authority

        assert figures(DAY).without_a_number == (council.name,)

    def test_who_joined_and_left_since_a_snapshot_is_counted(self) -> None:
        snapshot = SnapshotFactory(as_at=date(2024, 1, 1), full=9)
        MembershipFactory(starts_on=date(2024, 5, 1))
        MembershipFactory(ended=True)

        (difference,) = explain_difference(figures(DAY), snapshot)

        assert (difference.live, difference.published) == (1, 9)
        told = {why.code: why.values for why in difference.because}
        assert told[Why.JOINED_AND_LEFT] == {"joined": 1, "left": 1}

    @pytest.mark.parametrize("rows", [1, 3])
    def test_counting_costs_the_same_few_queries(self, rows: int) -> None:
        county = AuthorityFactory(kind=AuthorityKind.COUNTY)
        district = AuthorityFactory(kind=AuthorityKind.NON_METROPOLITAN_DISTRICT, parent=county)
        MembershipFactory(organisation__authority=county)
        MeasureFactory(authority=district)
        MeasureFactory(authority=county, kind=MeasureKind.BUDGET)
        for _ in range(rows):
            MeasureFactory(authority=MembershipFactory().organisation.authority)

        with CaptureQueriesContext(
            connection,
        ) as queries:
            figures(DAY)

        assert len(queries) == 9

    def test_figures_are_kept_until_the_membership_changes(self) -> None:
        membership = MembershipFactory(affiliate=True)
        record_supporter_tally(TallyDetails(3, date(2024, 1, 1), "A count"), by=OFFICER)
        before = figures(DAY)

        with CaptureQueriesContext(connection) as queries:
            kept = figures(DAY)
        end_membership(membership, ends_on=date(2026, 1, 1), reason="lapsed", by=OFFICER)

        assert (kept, len(queries)) == (before, 1)
        assert (before.affiliate.value, figures(DAY).affiliate.value) == (1, 0)
