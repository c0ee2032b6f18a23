from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.audit.rules import GENESIS, Sealable, canonical, detail_hash, plain, seal_hash
from ccin.kernel.workdays import Nation

ENTRY = Sealable(
    key=7,
    at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    actor_key="account:3",
    event="members.class_changed",
    subject=("members.Organisation", "12"),
    concerning=(("members.Person", "4"),),
    values={"before": "full", "after": "associate"},
    detail_hash="",
)

facts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_facts_are_kept_as_every_database_keeps_them() -> None:
    assert plain(
        {
            "day": date(2026, 4, 1),
            "rate": Decimal("17.50"),
            "share": Fraction(1, 3),
            "factor": 0.1,
            "nation": Nation.WALES,
            "names": ("Ynys Môn", "O’Neill\x00"),
            "fields": {"b", "a"},
            "yes": True,
            "none": None,
            3: "three",
        }
    ) == {
        "day": "2026-04-01",
        "rate": "17.50",
        "share": "1/3",
        "factor": "0.1",
        "nation": "wales",
        "names": ["Ynys Môn", "O’Neill"],
        "fields": ["a", "b"],
        "yes": True,
        "none": None,
        "3": "three",
    }


def test_what_is_no_plain_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="not object"):
        plain({"thing": object()})


@given(facts)
def test_plain_facts_stay_as_they_are_the_second_time(fact: object) -> None:
    assert plain(plain(fact)) == plain(fact)


def test_the_order_of_names_makes_no_difference() -> None:
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1}) == b'{"a":1,"b":2}'


def test_the_salt_keeps_equal_names_from_having_equal_hashes() -> None:
    assert detail_hash("one", {"name": "Ada"}) != detail_hash("two", {"name": "Ada"})


@pytest.mark.parametrize(
    "change",
    [
        {"key": 8},
        {"at": ENTRY.at + timedelta(microseconds=1)},
        {"actor_key": "account:4"},
        {"event": "members.class_kept"},
        {"subject": ("members.Organisation", "13")},
        {"concerning": ()},
        {"values": {"before": "full", "after": "affiliate"}},
        {"detail_hash": "0" * 64},
    ],
)
def test_the_seal_covers_every_part_of_an_entry(change: dict[str, object]) -> None:
    sealed = seal_hash(ENTRY, position=1, previous=GENESIS)

    assert seal_hash(replace(ENTRY, **change), position=1, previous=GENESIS) != sealed


def test_the_seal_covers_its_place_and_the_seal_before_it() -> None:
    sealed = seal_hash(ENTRY, position=1, previous=GENESIS)

    assert seal_hash(ENTRY, position=2, previous=GENESIS) != sealed
    assert seal_hash(ENTRY, position=1, previous="1" * 64) != sealed


def test_the_same_moment_in_another_zone_gives_the_same_seal() -> None:
    summer = replace(ENTRY, at=ENTRY.at.astimezone(timezone(timedelta(hours=1))))

    assert seal_hash(summer, position=1, previous=GENESIS) == seal_hash(
        ENTRY, position=1, previous=GENESIS
    )
