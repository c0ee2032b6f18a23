"""How votes are counted, whatever the terms say."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.governance.rules.voting import (
    Casting,
    Poll,
    Quorum,
    Result,
    Rules,
    Seats,
    Tally,
    is_carried,
    is_settled,
    result_of,
)

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
counts = st.integers(0, 40)
shares = st.fractions(0, 1, max_denominator=12)
majorities = st.fractions(0, 1, max_denominator=12).filter(lambda share: share < 1)
quorums = st.builds(Quorum, shares, st.integers(0, 10))
rules = st.builds(Rules, quorums, majorities, st.integers(0, 4))


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    entitled = draw(st.integers(0, 30))
    took_part = draw(st.integers(0, entitled))
    votes_for = draw(st.integers(0, took_part))
    votes_against = draw(st.integers(0, took_part - votes_for))
    seats = draw(st.integers(entitled, 40))
    return Poll(seats, entitled, votes_for, votes_against, took_part - votes_for - votes_against)


@pytest.mark.parametrize(
    ("share", "people", "seats", "needed"),
    [
        (THIRD, 2, 11, 4),
        (THIRD, 2, 12, 4),
        (THIRD, 2, 3, 2),
        (HALF, 0, 5, 3),
        (HALF, 0, 0, 1),
        (Fraction(0), 0, 11, 1),
        (Fraction(1), 0, 11, 11),
    ],
)
def test_a_quorum_is_the_larger_of_a_share_and_a_number(
    share: Fraction, people: int, seats: int, needed: int
) -> None:
    assert Quorum(share, people).of(seats) == needed


@given(quorums, counts)
def test_a_quorum_is_never_less_than_the_share_nor_a_person_more_than_needed(
    quorum: Quorum, seats: int
) -> None:
    needed = quorum.of(seats)

    assert needed >= quorum.share * seats
    assert needed >= max(quorum.people, 1)
    assert needed - 1 < max(quorum.share * seats, quorum.people, 1)


@given(quorums, counts)
def test_another_seat_never_makes_a_quorum_smaller(quorum: Quorum, seats: int) -> None:
    assert quorum.of(seats + 1) >= quorum.of(seats)


def test_who_has_an_interest_leaves_the_quorum_unless_it_is_of_all_seats() -> None:
    seats = Seats(all=11, filled=9, interested=2)

    assert seats.counted(of_all=False) == 7
    assert seats.counted(of_all=True) == 11


@given(counts, majorities)
def test_a_tie_at_one_half_is_lost(votes: int, majority: Fraction) -> None:
    assert not is_carried(Tally(votes, votes), majority=max(majority, HALF))


@given(counts, counts, majorities)
def test_one_more_vote_in_favour_never_defeats_a_motion(
    votes_for: int, votes_against: int, majority: Fraction
) -> None:
    if is_carried(Tally(votes_for, votes_against), majority=majority):
        assert is_carried(Tally(votes_for + 1, votes_against), majority=majority)


@given(counts, counts)
def test_at_one_half_more_for_than_against_carries(votes_for: int, votes_against: int) -> None:
    carried = is_carried(Tally(votes_for, votes_against), majority=HALF)

    assert carried == (votes_for > votes_against)


@given(majorities)
def test_nothing_is_carried_without_a_vote(majority: Fraction) -> None:
    assert not is_carried(Tally(0, 0), majority=majority)


@given(st.integers(1, 40))
def test_a_casting_vote_decides_a_tie_at_one_half(votes: int) -> None:
    tie = Tally(votes, votes)

    assert is_carried(tie, majority=HALF, casting=Casting.FOR)
    assert not is_carried(tie, majority=HALF, casting=Casting.AGAINST)


def test_a_casting_vote_is_one_vote_more_and_does_not_replace_two_thirds() -> None:
    assert not is_carried(Tally(3, 3), majority=Fraction(2, 3), casting=Casting.FOR)


@given(counts, counts, st.sampled_from([Casting.FOR, Casting.AGAINST]))
def test_without_a_tie_there_is_no_casting_vote(
    votes_for: int, votes_against: int, casting: Casting
) -> None:
    if votes_for != votes_against or votes_for == 0:
        with pytest.raises(ValueError, match="only for a tie"):
            is_carried(Tally(votes_for, votes_against), majority=HALF, casting=casting)


TERMS = Rules(Quorum(THIRD, 2), HALF, requests_for_meeting=1)


@pytest.mark.parametrize(
    ("poll", "result"),
    [
        (Poll(9, 9, votes_for=3, votes_against=0, for_meeting=0), Result.CARRIED),
        (Poll(9, 9, votes_for=2, votes_against=0, for_meeting=0), Result.NO_QUORUM),
        (Poll(9, 9, votes_for=3, votes_against=3, for_meeting=0), Result.LOST),
        (Poll(9, 9, votes_for=8, votes_against=0, for_meeting=1), Result.TO_MEETING),
        (Poll(9, 9, votes_for=0, votes_against=0, for_meeting=1), Result.TO_MEETING),
        (Poll(0, 0, votes_for=0, votes_against=0, for_meeting=0), Result.NO_QUORUM),
    ],
)
def test_what_a_written_procedure_comes_to(poll: Poll, result: Result) -> None:
    assert result_of(poll, TERMS) is result


@given(polls(), rules)
def test_what_is_carried_has_its_quorum_its_majority_and_no_call_for_a_meeting(
    poll: Poll, rules: Rules
) -> None:
    carried = result_of(poll, rules) is Result.CARRIED

    assert carried == (
        poll.took_part >= rules.quorum.of(poll.seats)
        and poll.votes_for > rules.majority * (poll.votes_for + poll.votes_against)
        and poll.for_meeting < rules.requests_needed
    )


@given(polls(), rules)
def test_another_vote_in_favour_never_undoes_what_is_carried(poll: Poll, rules: Rules) -> None:
    more = replace(poll, votes_for=poll.votes_for + 1, entitled=poll.entitled + 1)

    if result_of(poll, rules) is Result.CARRIED:
        assert result_of(more, rules) is Result.CARRIED


@given(polls(), rules)
def test_it_stays_open_while_somebody_entitled_has_not_voted(poll: Poll, rules: Rules) -> None:
    waits = poll.took_part < poll.entitled and poll.for_meeting < rules.requests_needed

    assert is_settled(poll, rules) is not waits


def test_a_call_for_a_meeting_needs_as_many_as_the_terms_ask_for_and_always_somebody() -> None:
    two = replace(TERMS, requests_for_meeting=2)
    none = replace(TERMS, requests_for_meeting=0)
    one_asks = Poll(9, 9, votes_for=3, votes_against=0, for_meeting=1)

    assert result_of(one_asks, two) is Result.CARRIED
    assert result_of(replace(one_asks, for_meeting=2), two) is Result.TO_MEETING
    assert result_of(replace(one_asks, for_meeting=0), none) is Result.CARRIED
