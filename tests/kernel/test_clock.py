from datetime import date

from time_machine import travel

from ccin.kernel.clock import today


def test_the_day_is_londons_in_summer_too() -> None:
    with travel("2026-07-01T23:30Z", tick=False):
        assert today() == date(2026, 7, 2)
    with travel("2026-12-01T23:30Z", tick=False):
        assert today() == date(2026, 12, 1)
