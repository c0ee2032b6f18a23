from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.audit.models import Entry
from ccin.funding.models import Round, Strand
from ccin.funding.operations.considering_rounds import decide_round, propose_round
from ccin.funding.operations.round_facts import load_rounds
from ccin.funding.operations.round_rules import (
    CriterionDetails,
    QuestionDetails,
    StrandDetails,
    ThemeAsked,
    drop_strand,
    set_criteria,
    set_questions,
    set_strand,
    set_themes,
)
from ccin.funding.operations.rounds import (
    RoundDetails,
    RoundMoments,
    announce_round,
    call_off,
    correct_dates,
    describe_round,
    finish_round,
    prepare_round,
)
from ccin.funding.reads.round_gaps import what_is_missing
from ccin.funding.states import BidState, IdeaState, ProjectKind, RoundState
from ccin.funding.tasks.rounds import act_on_votes, announce_calls, is_any_call_to_announce
from ccin.governance.models import Matter
from ccin.governance.operations.procedures import (
    Proposal,
    cast_vote,
    close_procedures,
    open_procedure,
)
from ccin.governance.states import Choice, MatterKind, MatterState, Outcome, Step
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter, Telling
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    PersonFactory,
    RepresentationFactory,
    ThemeFactory,
)
from tests.funding.made import (
    BidFactory,
    CriterionFactory,
    IdeaFactory,
    RoundFactory,
    RoundQuestionFactory,
    StrandFactory,
)
from tests.governance.chamber import Chamber, chamber, resolved

pytestmark = pytest.mark.django_db


def soon(**after: int) -> datetime:
    return timezone.now() + timedelta(**after)


def moments(**given: datetime | date | None) -> RoundMoments:
    return RoundMoments(**{"opens_at": soon(days=1), "closes_at": soon(days=36), **given})


def complete_draft() -> Round:
    found = RoundFactory(opens_at=soon(days=1), closes_at=soon(days=30))
    strand = StrandFactory(round=found)
    CriterionFactory(strand=strand)
    RoundQuestionFactory(strand=strand)
    return found


def deciding_body() -> Chamber:
    found = chamber("Committee")
    found.empower(MatterKind.ROUND, Step.DECIDE)
    return found


def test_last_year_is_the_template_and_what_it_does_not_say_is_proposed() -> None:
    load_rounds(by=WORKER)
    earlier = Round.objects.get(slug="2025-26")

    made = prepare_round(
        RoundDetails("Policy Labs and Prototypes 2026/27", 2027), template=earlier, by=OFFICER
    )

    lab, prototype = made.strands.all()
    assert (lab.budget, lab.cap, lab.months) == (60_000_00, 20_000_00, 24)
    assert (lab.uses_criteria, prototype.uses_criteria) == (True, False)
    assert lab.proposals == ["payment_plan", "uses_criteria", "uses_milestones"]
    assert (lab.criteria.count(), prototype.criteria.count()) == (5, 1)
    assert all(each.is_proposal for each in lab.questions.all())
    assert made.slug == "policy-labs-and-prototypes-202627"


def test_a_round_made_here_is_copied_as_it_was_with_its_themes_but_not_its_outcome() -> None:
    earlier = complete_draft()
    Strand.objects.filter(round=earlier).update(outcome_note="Three Labs", uses_moderation=False)
    set_themes(earlier, [ThemeAsked(ThemeFactory(), "Why?")], version=1, by=OFFICER)

    made = prepare_round(RoundDetails("Next", 2028), template=earlier, by=OFFICER)

    [lab] = made.strands.all()
    assert (lab.outcome_note, lab.uses_moderation, lab.proposals) == ("", False, [])
    assert [each.words for each in made.themes.all()] == ["Why?"]
    assert made.template == earlier


def test_two_rounds_of_one_title_have_an_address_each() -> None:
    first = prepare_round(RoundDetails("Labs", 2028), by=OFFICER)
    second = prepare_round(RoundDetails("Labs", 2028), by=OFFICER)

    assert (first.slug, second.slug) == ("labs", "labs-2")


def test_days_that_do_not_follow_each_other_are_refused() -> None:
    found = RoundFactory()

    for wrong in (
        moments(closes_at=soon(hours=1)),
        moments(meets_on=date(2020, 1, 1)),
        moments(meets_on=date(2090, 2, 1), decides_by=date(2090, 1, 1)),
    ):
        with pytest.raises(Refused):
            describe_round(found, RoundDetails("x", 2028, moments=wrong), version=1, by=OFFICER)


def test_only_who_looks_after_funding_prepares_and_nobody_overwrites_another() -> None:
    found = RoundFactory()
    details = RoundDetails("Renamed", 2028, moments=moments())

    with pytest.raises(PermissionDenied):
        describe_round(found, details, version=1, by=EDITOR)
    describe_round(found, details, version=1, by=OFFICER)
    with pytest.raises(Stale):
        describe_round(found, details, version=1, by=OFFICER)
    assert Round.objects.get().title == "Renamed"


def test_what_staff_change_in_a_strand_is_a_proposal_no_more() -> None:
    found = RoundFactory()
    strand = StrandFactory(round=found, proposals=["months", "payment_plan"])
    same = {"payment_plan": (("agreement", 50), ("report", 50)), "max_live_leads": 1}

    set_strand(found, "lab", StrandDetails(months=18, **same), version=1, by=OFFICER)
    strand.refresh_from_db()
    assert strand.proposals == ["payment_plan"]

    set_strand(
        found, "lab", StrandDetails(months=18, **same), are_our_own=True, version=2, by=OFFICER
    )
    strand.refresh_from_db()
    assert strand.proposals == []


def test_a_strand_that_does_not_hold_together_is_refused() -> None:
    found = RoundFactory()
    plan = (("agreement", 100),)

    for wrong in (
        StrandDetails(payment_plan=(("agreement", 50),)),
        StrandDetails(payment_plan=plan, may_lead=()),
        StrandDetails(payment_plan=plan, cap=1, minimum=2),
        StrandDetails(payment_plan=plan, cap=2, budget=1),
    ):
        with pytest.raises(Refused):
            set_strand(found, "lab", wrong, version=1, by=OFFICER)
    with pytest.raises(Refused):
        set_strand(found, "loan", StrandDetails(payment_plan=plan), version=1, by=OFFICER)


def test_a_kind_of_project_can_be_left_out() -> None:
    found = complete_draft()

    drop_strand(found, ProjectKind.LAB, version=1, by=OFFICER)

    assert not found.strands.exists()
    with pytest.raises(Refused):
        drop_strand(found, ProjectKind.LAB, version=2, by=OFFICER)


def test_criteria_and_questions_changed_by_staff_are_their_own() -> None:
    strand = complete_draft().strands.get()
    kept = strand.criteria.get()
    same = CriterionDetails(kept.name, kept.words, 1, 4, tuple(kept.descriptors))

    set_criteria(strand, [same, CriterionDetails("Courage")], version=1, by=OFFICER)
    set_questions(strand, [QuestionDetails("What for?", word_limit=50)], version=2, by=OFFICER)

    assert [each.is_proposal for each in strand.criteria.all()] == [True, False]
    assert [each.is_proposal for each in strand.questions.all()] == [False]
    with pytest.raises(Refused):
        set_criteria(strand, [CriterionDetails("x", descriptors=("No",))], version=3, by=OFFICER)


def test_themes_take_work_areas_up_and_give_them_back() -> None:
    found, theme = RoundFactory(), ThemeFactory()
    one, other = IdeaFactory(theme=theme), IdeaFactory(theme=theme)

    set_themes(found, [ThemeAsked(theme, ideas=(one, other))], version=1, by=OFFICER)
    set_themes(found, [ThemeAsked(theme, ideas=(one,))], version=2, by=OFFICER)

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (IdeaState.TAKEN_UP, IdeaState.OPEN)
    with pytest.raises(Refused):
        set_themes(found, [ThemeAsked(theme), ThemeAsked(theme)], version=3, by=OFFICER)

    call_off(found, "No money", by=OFFICER)
    one.refresh_from_db()
    assert one.state == IdeaState.OPEN


def test_a_work_area_of_two_rounds_stays_taken_up_while_one_of_them_holds() -> None:
    theme, idea = ThemeFactory(), IdeaFactory()
    first, second = RoundFactory(), RoundFactory()
    for found in (first, second):
        set_themes(found, [ThemeAsked(theme, ideas=(idea,))], version=1, by=OFFICER)

    call_off(first, "No money", by=OFFICER)

    idea.refresh_from_db()
    assert idea.state == IdeaState.TAKEN_UP


def test_what_a_round_lacks_is_said_before_it_can_be_proposed() -> None:
    deciding_body()
    found = RoundFactory()
    StrandFactory(round=found, budget=None, cap=None, theme_is_required=True)
    light = StrandFactory(round=found, light=True)
    CriterionFactory.create_batch(2, strand=light)

    gaps = what_is_missing(found)

    assert len(gaps) == 8
    with pytest.raises(Refused):
        propose_round(found, version=1, by=OFFICER)
    assert what_is_missing(RoundFactory(opens_at=soon(), closes_at=soon(days=1))) == [
        "Say what is funded: Policy Labs, Policy Prototypes or both."
    ]


def test_a_body_agrees_to_a_round_and_its_rules_stand_still() -> None:
    body = deciding_body()
    seats = [body.seat(), body.seat()]
    found = complete_draft()

    propose_round(found, version=1, by=OFFICER)
    with pytest.raises(MoveNotAllowed):
        set_themes(found, [], version=2, by=OFFICER)
    said = decide_round(found, resolved(*seats), by=body.acting(body.seat(role="clerk")))

    assert found.state == RoundState.AGREED
    assert found.matter is not None
    assert said.matter.get_absolute_url() == found.get_absolute_url()


def test_a_round_sent_back_can_be_brought_again_under_a_new_matter() -> None:
    body = deciding_body()
    seats, clerk = [body.seat(), body.seat()], body.acting(body.seat(role="clerk"))
    found = complete_draft()
    propose_round(found, version=1, by=OFFICER)

    decide_round(found, resolved(*seats, outcome=Outcome.REFUSE), by=clerk)
    assert found.state == RoundState.DRAFT
    propose_round(found, version=3, by=OFFICER)

    assert Matter.objects.filter(url_key=found.slug).count() == 2
    decide_round(found, resolved(*seats), by=clerk)
    assert found.state == RoundState.AGREED


def test_a_round_whose_closing_time_has_passed_is_not_agreed() -> None:
    body = deciding_body()
    seats, clerk = [body.seat(), body.seat()], body.acting(body.seat(role="clerk"))
    found = complete_draft()
    propose_round(found, version=1, by=OFFICER)
    Round.objects.update(opens_at=soon(days=-2), closes_at=soon(days=-1))

    with pytest.raises(Refused):
        decide_round(found, resolved(*seats), by=clerk)

    decide_round(found, resolved(*seats, outcome=Outcome.REFUSE), by=clerk)
    assert found.state == RoundState.DRAFT


def test_the_worker_carries_out_what_a_written_procedure_carried() -> None:
    body = deciding_body()
    seats, clerk = [body.seat(), body.seat()], body.acting(body.seat(role="clerk"))
    found = complete_draft()
    propose_round(found, version=1, by=OFFICER)
    assert found.matter is not None
    running = open_procedure(found.matter, Proposal(Outcome.APPROVE, "It is sound."), by=clerk)
    for seat in seats:
        cast_vote(running, Choice.FOR, by=body.acting(seat))
    close_procedures(by=WORKER)

    assert (
        act_on_votes(WORKER, lambda done, total: None) == "Votes acted on: 1, left to a person: 0"
    )

    found.refresh_from_db()
    assert found.state == RoundState.AGREED
    assert act_on_votes(WORKER, lambda done, total: None) == ""


def test_dates_of_an_agreed_round_change_with_a_reason_and_writers_are_told() -> None:
    found = RoundFactory(open=True)
    person = PersonFactory(email="writer@council.example")
    BidFactory(strand=StrandFactory(round=found), contact=person)
    later = soon(days=50)

    correct_dates(
        found,
        RoundMoments(found.opens_at, later),
        reason="A storm closed the roads",
        version=1,
        by=OFFICER,
    )

    found.refresh_from_db()
    assert found.closes_at == later
    assert [each.to_email for each in Letter.objects.all()] == ["writer@council.example"]
    assert Entry.objects.get(event="funding.round_dates_corrected").values["reason"]


def test_dates_that_cannot_change_are_refused() -> None:
    found = RoundFactory(open=True)
    now = RoundMoments.of(found)
    past = RoundMoments(found.opens_at, soon(hours=-1))
    empty = RoundMoments(found.opens_at)

    for wrong, reason in ((now, "No change"), (past, "Late"), (empty, "None"), (past, " ")):
        with pytest.raises(Refused):
            correct_dates(found, wrong, reason=reason, version=1, by=OFFICER)
    Round.objects.update(locked_at=soon(hours=-1))
    with pytest.raises(Refused):
        correct_dates(
            found, RoundMoments(found.opens_at, soon(days=9)), reason="More", version=1, by=OFFICER
        )
    Round.objects.update(locked_at=None)
    with pytest.raises(Stale):
        correct_dates(found, past, reason="Late", version=9, by=OFFICER)


def test_a_round_that_is_called_off_lets_drafts_lapse_and_tells_their_writers() -> None:
    body = deciding_body()
    found = complete_draft()
    propose_round(found, version=1, by=OFFICER)
    person = PersonFactory(email="writer@council.example")
    bid = BidFactory(strand=found.strands.get(), contact=person)

    with pytest.raises(Refused):
        call_off(found, "", by=OFFICER)
    call_off(found, "No money this year", by=OFFICER)

    bid.refresh_from_db()
    assert (found.state, bid.state) == (RoundState.CALLED_OFF, BidState.LAPSED)
    assert Matter.objects.get(decided_under__clause__terms__body=body.body).state == (
        MatterState.WITHDRAWN
    )
    assert Letter.objects.filter(kind="funding.round_called_off").count() == 1


def test_a_round_with_bids_is_neither_called_off_nor_finished_before_they_are_decided() -> None:
    found = RoundFactory(closed=True)
    bid = BidFactory(strand=StrandFactory(round=found), submitted=True)

    with pytest.raises(Refused):
        call_off(found, "No money", by=OFFICER)
    with pytest.raises(Refused):
        finish_round(found, by=OFFICER)

    bid.state, bid.closed_at = BidState.NOT_FUNDED, timezone.now()
    bid.save()
    finish_round(found, by=OFFICER)
    assert found.state == RoundState.FINISHED


def test_a_call_that_is_open_is_not_finished() -> None:
    with pytest.raises(Refused):
        finish_round(RoundFactory(open=True), by=OFFICER)


def test_members_are_told_once_that_a_call_is_open_and_whose_work_area_it_takes_up() -> None:
    contact = RepresentationFactory(
        organisation=MembershipFactory().organisation,
        person__email="contact@council.example",
        is_primary=True,
    ).person
    backer = RepresentationFactory(
        organisation=MembershipFactory().organisation, person__email="backer@council.example"
    ).person
    for person in (contact, backer):
        AccountFactory(person=person, email=person.email)
    found, theme = RoundFactory(), ThemeFactory()
    idea = IdeaFactory(theme=theme, put_by=backer)
    set_themes(found, [ThemeAsked(theme, ideas=(idea,))], version=1, by=OFFICER)
    Round.objects.update(state=RoundState.AGREED, opens_at=soon(days=-1), closes_at=soon(days=9))

    assert is_any_call_to_announce()
    assert announce_calls(WORKER, lambda done, total: None) == "Calls announced: 1"
    announce_round(found, by=WORKER)

    assert not is_any_call_to_announce()
    said = {telling.to_key: telling.notice.text for telling in Telling.objects.all()}
    assert set(said) == {f"person:{contact.pk}", f"person:{backer.pk}"}
    assert "work area" in said[f"person:{backer.pk}"]
    assert "work area" not in said[f"person:{contact.pk}"]
