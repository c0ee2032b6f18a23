"""The rules of a round on plain values, and the sums of a budget."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.funding.rules.budget import Budget, Gift, counted_elsewhere, counted_twice
from ccin.funding.rules.eligibility import (
    Answered,
    BidFacts,
    Finding,
    Level,
    StrandRules,
    findings,
    last_day,
    may_be_led_by,
    stops,
)
from ccin.funding.rules.pasted import plain_line, plain_words, words_in

MET, WARNED, BROKEN, MISSING = Level.MET, Level.WARNED, Level.BROKEN, Level.MISSING
OF_2022 = StrandRules(cap=20_000_00, minimum=10_000_00, max_live_leads=1)
OF_2026 = StrandRules(("full",), cap=20_000_00, months=24, max_live_leads=1, recommended_partners=3)
WHOLE = BidFacts(
    budget=Budget(12_000_00, (12_000_00,)),
    lead_is="full",
    summary="Ten cafés",
    starts_on=date(2027, 4, 1),
    ends_on=date(2029, 3, 31),
    partners=3,
    principles=1,
    answers=(Answered("Why?", 10, 300),),
)


def level_of(rule: str, facts: BidFacts, rules: StrandRules = OF_2026) -> Level | None:
    found = {each.rule: each.level for each in findings(facts, rules)}
    return found.get(rule)


def test_a_bid_that_keeps_to_every_rule_has_nothing_to_put_right() -> None:
    found = findings(WHOLE, OF_2026)

    assert stops(found) == ()
    assert {each.level for each in found} == {MET}


def test_a_bid_valid_under_the_rules_of_2022_and_not_those_of_2026_is_judged_by_its_own() -> None:
    led_by_an_associate_for_longer = replace(WHOLE, lead_is="associate", ends_on=date(2030, 1, 1))

    assert stops(findings(led_by_an_associate_for_longer, OF_2022)) == ()
    assert [each.rule for each in stops(findings(led_by_an_associate_for_longer, OF_2026))] == [
        "lead_class",
        "length",
    ]
    small = replace(WHOLE, budget=Budget(9_000_00, (9_000_00,)))
    assert level_of("minimum", small, OF_2022) is BROKEN
    assert level_of("minimum", small) is None


@pytest.mark.parametrize(
    ("rule", "change", "level"),
    [
        ("lead_class", {"lead_is": ""}, BROKEN),
        ("one_lead", {"leads": 1}, BROKEN),
        ("one_lead", {"leads": 1, "leads_ending": 1}, WARNED),
        ("summary", {"summary": ""}, MISSING),
        ("days", {"starts_on": None}, MISSING),
        ("days", {"ends_on": date(2027, 3, 31)}, BROKEN),
        ("length", {"ends_on": date(2029, 4, 1)}, BROKEN),
        ("answer", {"answers": (Answered("Why?", 0),)}, MISSING),
        ("answer", {"answers": (Answered("Why?", 0, is_required=False),)}, None),
        ("answer_length", {"answers": (Answered("Why?", 301, 300),)}, BROKEN),
        ("principles", {"principles": 0}, MISSING),
        ("partners", {"partners": 2}, WARNED),
        ("partners_waiting", {"waiting": ("Moorland",)}, WARNED),
        ("ask", {"budget": Budget(None, (5,))}, MISSING),
        ("cap", {"budget": Budget(20_000_01, (20_000_01,))}, BROKEN),
        ("costs", {"budget": Budget(5_00)}, MISSING),
        ("adds_up", {"budget": Budget(5_00, (6_00,))}, BROKEN),
        ("not_promised", {"budget": Budget(5, (6,), (Gift("match", "A", 1),))}, WARNED),
    ],
)
def test_each_rule_says_how_a_bid_stands_to_it(
    rule: str, change: dict[str, object], level: Level | None
) -> None:
    assert level_of(rule, replace(WHOLE, **change)) == level  # type: ignore[arg-type]


def test_a_theme_counts_only_where_the_round_asks_for_one_of_its_own() -> None:
    rules = StrandRules(theme_is_required=True, themes=frozenset({7}))

    levels = [level_of("theme", replace(WHOLE, theme=theme), rules) for theme in (None, 8, 7)]

    assert levels == [MISSING, BROKEN, MET]
    assert level_of("theme", WHOLE) is None


@pytest.mark.parametrize(
    ("standing", "may"),
    [("full", True), ("full:pcc", True), ("associate", False), ("associate:parish", True)],
)
def test_a_class_stands_for_its_sub_kinds_and_a_sub_kind_for_itself(
    standing: str, may: bool
) -> None:
    assert may_be_led_by(standing, ("full", "associate:parish")) is may
    assert may_be_led_by(standing, ())


def test_months_are_counted_to_the_day_before() -> None:
    assert last_day(date(2027, 4, 1), 24) == date(2029, 3, 31)
    assert last_day(date(2027, 1, 31), 1) == date(2027, 2, 27)


def test_the_same_grant_is_known_again_however_it_is_written() -> None:
    once = Gift("match", "Repair Fund", 1_000_00, "RF/7", True)
    again = Gift("in_kind", "repair  FUND", 1_000_00, "rf-7", True)
    other = Gift("match", "Repair Fund", 1_000_00, "RF/8", True)

    assert counted_twice([once, again, other]) == (once,)
    assert counted_elsewhere([once, other], [again]) == (once,)
    assert counted_elsewhere([replace(once, reference="")], [replace(again, reference="")]) == ()
    facts = replace(WHOLE, budget=Budget(1, (1_000_01,), (once,)), gifts_elsewhere=(again,))
    assert level_of("counted_elsewhere", facts) is WARNED
    twice = replace(WHOLE, budget=Budget(1, (2_000_01,), (once, again)))
    assert level_of("counted_twice", twice) is BROKEN


@given(st.lists(st.integers(0, 10**9)), st.integers(0, 10**9))
def test_a_budget_adds_up_exactly_when_costs_equal_what_is_paid(costs: list[int], ask: int) -> None:
    budget = Budget(ask, costs)

    assert budget.gap == sum(costs) - ask
    whole = replace(budget, costs=[*costs, ask], gifts=[Gift("in_kind", "Us", sum(costs))])
    assert (whole.gap, whole.match, whole.in_kind) == (0, 0, sum(costs))


def test_a_finding_without_values_has_none() -> None:
    assert Finding("summary", MET).values == {}


def test_pasted_words_lose_what_nobody_wrote_and_keep_their_lists() -> None:
    pasted = "<style>p{color:red}</style><p class='MsoNormal'>Un\x0bdau</p>\uf0b7\u00a0Tri\x00"

    assert plain_words(pasted) == "Un\ndau\n- Tri"
    assert plain_line(" A\n<b>b</b> ") == "A b"
    assert words_in("It's 3 – well, four words…") == 5
