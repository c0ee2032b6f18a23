from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ccin.website.rules import Traits, band_limits, likeness, most_alike

OXFORD = Traits(1, "Oxford", "district", "England", "South East", 160_000)


def like(key: int, **changes: object) -> Traits:
    return replace(OXFORD, key=key, name=f"Other {key}", **changes)


def test_the_same_kind_region_and_size_is_the_most_alike() -> None:
    found = likeness(OXFORD, like(2))

    assert (found.same_kind, found.same_region, found.similar_size) == (True, True, True)
    assert found.points == 15


def test_kind_weighs_more_than_region_and_region_more_than_size() -> None:
    kind = like(2, region="North West", nation="Wales", population=9_000_000)
    region = like(3, kind="county", population=9_000_000)
    size = like(4, kind="county", region="North West", nation="Wales")

    found = most_alike(OXFORD, [size, region, kind], limit=3)

    assert [one.traits.key for one in found] == [2, 3, 4]


def test_the_nearest_in_size_comes_first_among_equals() -> None:
    far, near = like(2, population=190_000), like(3, population=165_000)

    found = most_alike(OXFORD, [far, near], limit=2)

    assert [one.traits.key for one in found] == [3, 2]


def test_an_unknown_population_counts_as_no_likeness_in_size() -> None:
    found = likeness(OXFORD, like(2, population=None))

    assert found.similar_size is False
    assert found.points == 12


def test_a_body_never_resembles_itself_nor_one_it_shares_nothing_with() -> None:
    stranger = like(2, kind="company", nation="Wales", region="Wales", population=None)

    assert most_alike(OXFORD, [OXFORD, stranger], limit=5) == []


@given(st.integers(1, 10_000_000), st.integers(1, 10_000_000))
def test_likeness_is_mutual(one: int, other: int) -> None:
    first, second = like(2, population=one), like(3, population=other)

    assert likeness(first, second).points == likeness(second, first).points


def test_size_bands_follow_each_other_without_a_gap() -> None:
    bands = [band_limits(name) for name in ("small", "medium", "large", "largest")]

    assert bands == [(0, 100_000), (100_000, 250_000), (250_000, 500_000), (500_000, None)]
