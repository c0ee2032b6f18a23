from datetime import timedelta

import pytest
from django.utils import timezone

from ccin.funding.models import Round
from ccin.funding.operations.considering_rounds import propose_round
from ccin.funding.reads.rounds import open_rounds, round_page, shown_before
from ccin.funding.reads.rounds_waiting import votes_waiting_for, waiting_for
from ccin.funding.states import RoundState
from ccin.funding.tasks.rounds import act_on_votes
from ccin.governance.models import Procedure
from ccin.governance.operations.procedures import (
    Proposal,
    cast_vote,
    close_procedures,
    open_procedure,
)
from ccin.governance.states import Choice, MatterKind, Outcome, Step
from tests.actors import EDITOR, OFFICER, PUBLIC, STRANGER, WORKER
from tests.factories import ThemeFactory
from tests.funding.made import (
    BidFactory,
    CriterionFactory,
    ProjectFactory,
    RoundFactory,
    RoundQuestionFactory,
    RoundThemeFactory,
    StrandFactory,
)
from tests.governance.chamber import chamber

pytestmark = pytest.mark.django_db


def test_a_call_is_open_from_its_first_moment_until_just_before_its_last() -> None:
    found = RoundFactory(open=True)
    assert found.closes_at

    last = found.closes_at - timedelta(seconds=1)
    assert [list(open_rounds(at)) for at in (found.opens_at, last, found.closes_at)] == [
        [found],
        [found],
        [],
    ]


def test_what_was_funded_before_on_the_same_themes_is_shown_once() -> None:
    one, other = ThemeFactory(), ThemeFactory()
    both, hidden, elsewhere = ProjectFactory(), ProjectFactory(is_public=False), ProjectFactory()
    both.themes.set([one, other])
    hidden.themes.set([one])
    elsewhere.themes.set([ThemeFactory()])

    assert list(shown_before([one, other])) == [both]


def test_who_looks_for_partners_is_read_by_members_alone() -> None:
    found = RoundFactory(open=True)
    RoundThemeFactory(round=found)
    bid = BidFactory(
        strand=StrandFactory(round=found), seeks_partners=True, seeks="A rural council"
    )

    pages = [round_page(found, actor, timezone.now()) for actor in (OFFICER, PUBLIC, STRANGER)]

    assert [page.seeking for page in pages] == [[bid], [], []]
    assert [sorted(page.working) for page in pages] == [
        ["assess", "check", "decide", "prefer", "rank", "tell"],
        [],
        [],
    ]


def test_staff_find_on_their_desk_what_rounds_wait_for() -> None:
    RoundFactory(title="Next year")
    over = RoundFactory(closed=True, title="This year")
    BidFactory(strand=StrandFactory(round=over), funded=True)
    busy = RoundFactory(closed=True)
    BidFactory(strand=StrandFactory(round=busy), submitted=True)
    RoundFactory(closed=True)

    assert [each.what for each in waiting_for(OFFICER)] == [
        "Finish This year: every bid is decided",
        "Go on preparing Next year",
    ]
    assert waiting_for(EDITOR) == []


def test_a_vote_that_came_too_late_for_its_round_is_left_to_a_person() -> None:
    body = chamber("Committee")
    body.empower(MatterKind.ROUND, Step.DECIDE)
    seats, clerk = [body.seat(), body.seat()], body.acting(body.seat(role="clerk"))
    now = timezone.now()
    found = RoundFactory(opens_at=now, closes_at=now + timedelta(days=9))
    strand = StrandFactory(round=found)
    CriterionFactory(strand=strand)
    RoundQuestionFactory(strand=strand)
    propose_round(found, version=1, by=OFFICER)
    assert found.matter is not None
    running = open_procedure(found.matter, Proposal(Outcome.APPROVE, "It is sound."), by=clerk)
    for seat in seats:
        cast_vote(running, Choice.FOR, by=body.acting(seat))
    close_procedures(by=WORKER)
    Round.objects.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))

    said = act_on_votes(WORKER, lambda done, total: None)
    Procedure.objects.update(closed_at=now - timedelta(hours=2))

    assert said == "Votes acted on: 0, left to a person: 1"
    found.refresh_from_db()
    assert found.state == RoundState.PROPOSED
    assert [each.address for each in votes_waiting_for(OFFICER)] == [found.get_absolute_url()]
    assert votes_waiting_for(EDITOR) == []
