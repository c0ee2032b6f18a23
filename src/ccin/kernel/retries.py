"""How long to wait before trying again what failed."""

from datetime import timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))


def wait_after(failures: int) -> timedelta | None:
    """The pause after so many failures in a row; None when it has been tried often enough."""
    return WAITS[failures - 1] if failures <= len(WAITS) else None
