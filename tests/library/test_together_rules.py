"""When a letter is due, and what changed from one release to the next."""

from datetime import UTC, datetime, timedelta

from ccin.library.rules.together import Fate, Paired, covered, is_time_for_a_letter, paired, weakest

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_first_letter_goes_at_once_and_the_next_a_day_later() -> None:
    assert is_time_for_a_letter(None, NOW)
    assert not is_time_for_a_letter(NOW - timedelta(hours=23), NOW)
    assert is_time_for_a_letter(NOW - timedelta(days=1), NOW)


def test_sections_are_paired_by_name_or_heading() -> None:
    before = [
        ("about", "What is it?", "A."),
        ("", "One", "B."),
        ("", "Old", "D."),
        ("", "Two", "C."),
    ]
    after = [
        ("about", "What is it?", "A."),
        ("", "Uno", "B."),
        ("", "Two", "E."),
        ("", "New", "F."),
    ]

    assert paired(before, after) == [
        Paired(Fate.SAME, "What is it?", "A.", "A."),
        Paired(Fate.RENAMED, "Uno", "B.", "B.", was_called="One"),
        Paired(Fate.CHANGED, "Two", "C.", "E."),
        Paired(Fate.NEW, "New", "", "F."),
        Paired(Fate.GONE, "Old", "D.", ""),
    ]


def test_a_section_of_the_same_words_that_stays_is_not_renamed() -> None:
    assert paired([("", "One", "B.")], [("", "Two", "B."), ("", "One", "B.")]) == [
        Paired(Fate.NEW, "Two", "", "B."),
        Paired(Fate.SAME, "One", "B.", "B."),
    ]


def test_what_no_work_bears_on_is_a_gap() -> None:
    found = covered(["Democracy", "Equality"], [["Democracy"], ["Democracy", "Else"]])

    assert [(each.name, each.works) for each in found] == [("Democracy", 2), ("Equality", 0)]


def test_the_weakest_evidence_among_the_works() -> None:
    order = {"": 0, "1_told": 1, "2_counted": 2}

    assert weakest(["2_counted", "1_told"], order) == "1_told"
    assert weakest(["2_counted", ""], order) == ""
    assert weakest([], order) is None
