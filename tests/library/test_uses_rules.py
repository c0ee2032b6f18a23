"""What is kept of the words of a search, and for how long."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.library.rules.uses import kept_since, words_kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Housing  REPAIRS ", "housing repairs"),
        ("ask jo.bloggs@council.example about bins", "ask [e-mail] about bins"),
        ("ring 01632 960 001 now", "ring [number] now"),
        ("+44 (0)1632 960001", "[number]"),
        ("claim 1234567", "claim [number]"),
        ("１２３４５６７", "[number]"),
        ("budget 2024 2025", "budget 2024 2025"),
        ("plans 2024/25", "plans 2024/25"),
        ("10,000 homes", "10,000 homes"),
        ("tai cyhoeddus ŵyl", "tai cyhoeddus ŵyl"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("nul\x00byte\nline", "nul byte line"),
        ("\x00\u200b", ""),
    ],
)
def test_words_are_kept_without_what_reaches_somebody(typed: str, kept: str) -> None:
    assert words_kept(typed) == kept


@given(st.text(max_size=600))
def test_what_is_kept_is_short_and_holds_no_address(typed: str) -> None:
    kept = words_kept(typed)

    assert len(kept) <= 100
    assert "@" not in kept
    assert kept == kept.strip()


def test_ten_thousand_characters_are_cut() -> None:
    assert words_kept("repair " * 1_500) == ("repair " * 1_500)[:100].strip()


def test_uses_are_kept_for_24_months() -> None:
    assert kept_since(date(2026, 11, 23)) == date(2024, 11, 1)
    assert kept_since(date(2026, 12, 1)) == date(2024, 12, 1)
    assert kept_since(date(2027, 1, 31)) == date(2025, 1, 1)
