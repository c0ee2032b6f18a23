from datetime import date

from ccin.joining.rules.considering import (
    Difference,
    has_lapsed,
    is_to_be_reminded,
    may_nudge,
    miles_between,
)

DUE = date(2027, 3, 31)


def test_a_degree_of_latitude_is_sixty_nine_miles() -> None:
    assert round(miles_between((50.0, -4.0), (51.0, -4.0))) == 69
    assert miles_between((50.0, -4.0), (50.0, -4.0)) == 0


def test_a_figure_a_tenth_off_is_worth_asking_about() -> None:
    assert Difference(109_999, 100_000).is_worth_asking is False
    assert Difference(110_000, 100_000).is_worth_asking is True
    assert Difference(90_000, 100_000).is_worth_asking is True
    assert (Difference(1_000_000, 100_000).per_cent, Difference(5, 0).per_cent) == (900, 0)
    assert Difference(5, 0).is_worth_asking is False


def test_nobody_is_nudged_twice_within_a_week() -> None:
    assert may_nudge(None, DUE)
    assert not may_nudge(date(2027, 3, 25), DUE)
    assert may_nudge(date(2027, 3, 24), DUE)


def test_one_reminder_goes_a_fortnight_before_and_none_after_it() -> None:
    assert not is_to_be_reminded(DUE, None, date(2027, 3, 16))
    assert is_to_be_reminded(DUE, None, date(2027, 3, 17))
    assert not is_to_be_reminded(DUE, date(2027, 3, 17), date(2027, 3, 20))


def test_nothing_lapses_on_the_day_itself_or_within_a_week_of_the_reminder() -> None:
    reminded = date(2027, 3, 17)
    assert not has_lapsed(DUE, reminded, DUE)
    assert has_lapsed(DUE, reminded, date(2027, 4, 1))
    assert not has_lapsed(DUE, None, date(2027, 4, 30))
    assert not has_lapsed(DUE, date(2027, 3, 30), date(2027, 4, 5))
    assert has_lapsed(DUE, date(2027, 3, 30), date(2027, 4, 6))
