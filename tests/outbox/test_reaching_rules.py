from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.outbox.reasons import WHY
from ccin.outbox.rules.reaching import (
    FOR_GOOD,
    Before,
    Why,
    counted,
    digest_of,
    terms_on,
    why_of,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TERMS = terms_on(date(2026, 11, 23))
NEVER = Before(0, None, None, arrived_since=False)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("550 5.1.1 <ada@council.example>: Recipient address rejected", Why.NO_SUCH_ADDRESS),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", Why.NO_SUCH_DOMAIN),
        ("5.4.4 Host or domain name not found. Name service error", Why.NO_SUCH_DOMAIN),
        ("550 5.2.1 The email account that you tried to reach is disabled", Why.CLOSED),
        ("552 5.2.2 Mailbox full", Why.FULL),
        ("452 4.2.2 Over quota", Why.FULL),
        ("552 5.3.4 Message size exceeds fixed limit", Why.TOO_LARGE),
        ("550 5.7.1 Unauthenticated email is not accepted (DMARC)", Why.NOT_WANTED),
        ("421 4.7.0 Try again later", Why.NOT_WANTED),
        ("550 No such user", Why.NO_SUCH_ADDRESS),
        ("550 Blocked: see our spam policy about unknown users", Why.NOT_WANTED),
        ("550 Requested action not taken", Why.NO_SUCH_ADDRESS),
        ("550 5.0.0 Account suspended", Why.CLOSED),
        ("451 4.3.0 Temporary lookup failure", Why.SERVER_AWAY),
        ("450 4.1.1 user unknown, greylisted", Why.SERVER_AWAY),
        ("450 Mailbox busy", Why.SERVER_AWAY),
        ("450 user unknown here for now", Why.SERVER_AWAY),
        ("554 Transaction failed", Why.UNKNOWN),
        ("Sorry, it did not work", Why.UNKNOWN),
        ("The user you wrote to is unknown to us", Why.NO_SUCH_ADDRESS),
        ("", Why.UNKNOWN),
    ],
)
def test_a_server_s_answer_says_why(answer: str, why: Why) -> None:
    assert why_of(answer) is why


@given(st.text(max_size=400))
def test_any_answer_has_a_reason_with_a_sentence(answer: str) -> None:
    assert str(WHY[why_of(answer)])


def test_an_address_that_is_gone_is_given_up_at_once() -> None:
    assert all(counted(NEVER, why, NOW, TERMS).is_given_up for why in FOR_GOOD)


def test_what_may_pass_is_given_up_when_it_happens_often_in_a_row() -> None:
    first = counted(NEVER, Why.FULL, NOW, TERMS)
    fourth = counted(Before(3, NOW, NOW, arrived_since=False), Why.FULL, NOW, TERMS)
    fifth = counted(Before(4, NOW, NOW, arrived_since=False), Why.FULL, NOW, TERMS)

    assert (first.number, first.since, first.is_given_up) == (1, NOW, False)
    assert (fourth.number, fourth.is_given_up) == (4, False)
    assert (fifth.number, fifth.is_given_up) == (5, True)


@pytest.mark.parametrize(
    "before",
    [
        Before(4, NOW - timedelta(days=40), NOW - timedelta(days=15), arrived_since=False),
        Before(4, NOW - timedelta(days=3), NOW - timedelta(days=3), arrived_since=True),
    ],
    ids=["after a long peace", "after one that arrived"],
)
def test_the_count_begins_anew(before: Before) -> None:
    found = counted(before, Why.FULL, NOW, TERMS)

    assert (found.number, found.since, found.is_given_up) == (1, NOW, False)


def test_the_terms_are_a_proposal_and_hold_from_their_day_on() -> None:
    later = (TERMS, type(TERMS)(date(2027, 1, 1), 2, timedelta(1), timedelta(1), is_proposal=False))

    assert TERMS.is_proposal
    assert terms_on(date(2026, 12, 31), later) is TERMS
    assert terms_on(date(2027, 1, 1), later) is later[1]
    assert terms_on(date(2000, 1, 1), later) is TERMS


def test_an_address_is_known_again_however_it_is_written_and_by_nobody_else() -> None:
    assert digest_of(" Ada@Council.example", "a") == digest_of("ada@council.example", "a")
    assert digest_of("ada@council.example", "a") != digest_of("ada@council.example", "b")
