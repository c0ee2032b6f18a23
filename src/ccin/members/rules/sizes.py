"""Bands of size, by residents."""

# Lower bound of each band; the last band has no upper bound.
SIZE_BANDS = {"small": 0, "medium": 100_000, "large": 250_000, "largest": 500_000}


def size_band(residents: int | None) -> str:
    """The band a council's area falls in; none where its residents are not known."""
    if not residents or residents < 0:
        return ""
    return [band for band, least in SIZE_BANDS.items() if residents >= least][-1]
