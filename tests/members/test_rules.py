"""Periods, classes and cells."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.members.rules.cells import as_written, harmless
from ccin.members.rules.classes import SUB_KINDS, class_fits
from ccin.members.rules.periods import Period, first_overlap
from ccin.members.states import MembershipClass, OrganisationKind, SubKind

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    starts_on = draw(days)
    length = draw(st.none() | st.integers(0, 4000))
    return Period(starts_on, None if length is None else starts_on + timedelta(days=length))


@given(periods(), periods())
def test_two_periods_overlap_exactly_when_they_share_a_day(one: Period, other: Period) -> None:
    later = max(one.starts_on, other.starts_on)

    assert one.overlaps(other) is (one.holds(later) and other.holds(later))
    assert one.overlaps(other) is other.overlaps(one)


@given(periods(), st.lists(periods()))
def test_the_first_overlap_is_the_earliest_and_is_one(period: Period, others: list[Period]) -> None:
    found = first_overlap(period, others)

    shared = [other for other in others if period.overlaps(other)]
    assert (found is None) is (not shared)
    assert all(found.starts_on <= other.starts_on for other in shared if found)


@given(periods())
def test_a_period_holds_its_first_and_its_last_day(period: Period) -> None:
    assert period.holds(period.starts_on)
    assert not period.holds(period.starts_on - timedelta(days=1))
    if period.ends_on:
        assert period.holds(period.ends_on)
        assert not period.holds(period.ends_on + timedelta(days=1))


def test_the_rules_know_every_class_sub_kind_and_kind() -> None:
    assert set(SUB_KINDS) == set(MembershipClass)
    assert {name for kinds in SUB_KINDS.values() for name in kinds} == set(SubKind)
    assert {kind for kinds in SUB_KINDS.values() for kind in kinds.values()} <= set(
        OrganisationKind
    )


@pytest.mark.parametrize(
    ("membership_class", "sub_kind", "kind", "fits"),
    [
        ("full", "principal_council", "council", True),
        ("full", "principal_council", "company", False),
        ("full", "", "council", False),
        ("associate", "minority_group", "party_group", True),
        ("associate", "parish", "party_group", False),
        ("affiliate", "", "company", True),
        ("affiliate", "parish", "parish", False),
        ("supporter", "", "council", True),
    ],
)
def test_a_class_fits_the_kind_of_body_that_its_sub_kind_is_for(
    membership_class: str, sub_kind: str, kind: str, fits: bool
) -> None:
    assert class_fits(membership_class, sub_kind, kind) is fits


@given(st.text())
def test_a_harmless_cell_never_begins_like_a_formula_and_reads_back(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@"))
    assert as_written(harmless(text)) == as_written(text)
