"""Bands of size."""

import pytest

from ccin.members.rules.sizes import size_band


@pytest.mark.parametrize(
    ("residents", "band"),
    [
        (None, ""),
        (0, ""),
        (-1, ""),
        (1, "small"),
        (99_999, "small"),
        (100_000, "medium"),
        (249_999, "medium"),
        (250_000, "large"),
        (499_999, "large"),
        (500_000, "largest"),
        (9_000_000, "largest"),
    ],
)
def test_a_band_begins_with_its_lower_bound(residents: int | None, band: str) -> None:
    assert size_band(residents) == band
