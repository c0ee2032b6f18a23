"""What of a plan cannot stand together."""

from ccin.journeys.rules.plans import Answer, already_held, nothing_to_join, suggested, twice

EAST, WEST = 1, 2


def test_two_that_pass_on_to_one_council_are_found_and_two_that_pass_on_to_two_are_not() -> None:
    both = [Answer(1, "passes_on", EAST), Answer(2, "passes_on", EAST)]
    apart = [Answer(1, "passes_on", EAST), Answer(2, "passes_on", WEST), Answer(3, "ends")]

    assert twice(both, "passes_on") == [EAST]
    assert twice(apart, "passes_on") == []


def test_a_council_that_holds_a_membership_takes_over_none() -> None:
    answers = [Answer(1, "passes_on", EAST), Answer(2, "passes_on", WEST), Answer(3, "ends")]

    assert already_held(answers, "passes_on", {WEST}) == [WEST]
    assert already_held(answers, "ends", {WEST}) == []


def test_what_joins_needs_something_to_join() -> None:
    joins = [Answer(1, "joins", EAST), Answer(2, "joins", WEST)]
    passes = Answer(3, "passes_on", EAST)

    assert nothing_to_join(joins, joins="joins", passes="passes_on", holders=set()) == [EAST, WEST]
    assert (
        nothing_to_join([*joins, passes], joins="joins", passes="passes_on", holders={WEST}) == []
    )


def test_the_first_passes_on_and_the_others_join_it() -> None:
    items = {10: (EAST, WEST), 11: (EAST,), 12: (WEST,), 13: ()}

    found = suggested(items, {WEST}, passes="passes_on", joins="joins")

    assert found == {
        10: Answer(10, "passes_on", EAST),
        11: Answer(11, "joins", EAST),
        12: Answer(12, "joins", WEST),
    }
