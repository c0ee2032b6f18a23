"""What a body recommends and decides, and everything it is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.governance.models import Decision, Interest, Matter, Participation, Recommendation
from ccin.governance.operations.matters import (
    Opening,
    decide,
    hold_matter,
    open_matter,
    recommend,
    resume_matter,
    withdraw_matter,
)
from ccin.governance.operations.procedures import Proposal, open_procedure
from ccin.governance.reads.waiting import waiting_for
from ccin.governance.states import (
    DECIDED,
    FOR_DECISION,
    FOR_RECOMMENDATION,
    MATTER,
    WITHDRAWN,
    Form,
    MatterKind,
    MatterState,
    Outcome,
    Presence,
    SeatKind,
    SeatRole,
    Step,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Membership
from ccin.members.states import EndReason
from tests.actors import EDITOR, OFFICER, STRANGER
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)
from tests.governance.chamber import LONG_AGO, Route, bring, chamber, resolved, route

pytestmark = pytest.mark.django_db

OWNER = Actor.command("joining")
PROPOSAL = Proposal(Outcome.APPROVE, "It lives by the principles.")


def recommended(at: Route) -> Matter:
    matter = bring()
    recommend(matter, resolved(*at.members), by=at.clerking_board)
    return matter


def presence_in(said: Recommendation | Decision) -> dict[int, str]:
    return dict(said.participations.values_list("person", "presence"))


def test_a_matter_goes_from_the_body_that_recommends_to_the_one_that_decides() -> None:
    at = route()

    matter = bring()
    assert (matter.state, matter.body) == (FOR_RECOMMENDATION, at.board.body)
    advice = recommend(matter, resolved(*at.members), by=at.clerking_board)
    assert (matter.state, matter.body) == (FOR_DECISION, at.committee.body)
    decision = decide(matter, resolved(*at.deciders, reasons=" Agreed. "), by=at.clerking)

    assert (matter.state, matter.closed_at is not None) == (DECIDED, True)
    assert (advice.body, advice.clause) == (at.board.body, at.board.clause)
    assert (decision.body, decision.clause) == (at.committee.body, at.committee.clause)
    assert (decision.number, decision.reasons) == (f"D-{today().year}-001", "Agreed.")
    assert list(Entry.objects.order_by("pk").values_list("event", flat=True)) == [
        "governance.matter_opened",
        "governance.recommendation_made",
        "governance.decision_made",
    ]


def test_a_kind_that_nobody_recommends_on_waits_for_its_decision_at_once() -> None:
    at = chamber("Committee")
    at.empower(MatterKind.CONCERN, Step.DECIDE)

    assert bring(kind=MatterKind.CONCERN).state == FOR_DECISION


def test_without_a_power_in_force_nothing_can_be_opened() -> None:
    at = chamber("Committee")
    power = at.empower(MatterKind.CONCERN, Step.DECIDE, starts_on=LONG_AGO)

    power.ends_on = today() - timedelta(days=1)
    power.save()
    with pytest.raises(Refused, match="No body has the power"):
        bring(kind=MatterKind.CONCERN)
    power.ends_on = None
    power.save()
    at.terms.ends_on = today() - timedelta(days=1)
    at.terms.save()
    with pytest.raises(Refused, match="No body has the power"):
        bring(kind=MatterKind.CONCERN)
    assert not Matter.objects.exists()


def test_a_record_is_brought_once() -> None:
    route()
    about = bring().concerns.get()

    with pytest.raises(Refused, match="already"):
        bring(about)


def test_numbers_run_by_the_year_in_which_it_was_decided() -> None:
    at = route()
    day = date(today().year - 1, 12, 30)
    said = resolved(*at.members, made_on=day), resolved(*at.deciders, made_on=day)
    numbers = []

    for year in (said, said):
        matter = bring()
        recommend(matter, year[0], by=at.clerking_board)
        numbers.append(decide(matter, year[1], by=at.clerking).number)
    numbers.append(decide(recommended(at), resolved(*at.deciders), by=at.clerking).number)

    last_year, this_year = day.year, today().year
    assert numbers == [f"D-{last_year}-001", f"D-{last_year}-002", f"D-{this_year}-001"]


def test_a_return_asks_for_another_recommendation_under_a_number_of_its_own() -> None:
    at = route()
    matter = recommended(at)

    returned = decide(matter, resolved(*at.deciders, outcome=Outcome.RETURN), by=at.clerking)

    assert (matter.state, matter.closed_at) == (FOR_RECOMMENDATION, None)
    recommend(matter, resolved(*at.members), by=at.clerking_board)
    decided = decide(matter, resolved(*at.deciders), by=at.clerking)
    assert (returned.number[-3:], decided.number[-3:]) == ("001", "002")
    assert matter.recommendations.count() == 2


def test_only_who_decides_returns_and_only_to_somebody() -> None:
    at = route()
    alone = chamber("Tribunal")
    alone.empower(MatterKind.CONCERN, Step.DECIDE)
    judges = [alone.seat(), alone.seat()]
    clerk = alone.acting(alone.seat(role=SeatRole.CLERK))
    concern = bring(kind=MatterKind.CONCERN)

    with pytest.raises(Refused, match="nobody to return it to"):
        recommend(bring(), resolved(*at.members, outcome=Outcome.RETURN), by=at.clerking_board)
    with pytest.raises(MoveNotAllowed):
        decide(bring(), resolved(*at.deciders, outcome=Outcome.RETURN), by=at.clerking)
    with pytest.raises(Refused, match="nobody to return it to"):
        decide(concern, resolved(*judges, outcome=Outcome.RETURN), by=clerk)


@pytest.mark.parametrize("state", MatterState)
def test_every_move_from_every_state(state: str) -> None:
    at = route()
    acts = {
        "recommend": lambda matter: recommend(matter, resolved(*at.members), by=at.clerking_board),
        "decide": lambda matter: decide(matter, resolved(*at.deciders), by=at.clerking),
        "return": lambda matter: decide(
            matter, resolved(*at.deciders, outcome=Outcome.RETURN), by=at.clerking
        ),
    }
    assert set(acts) == set(MATTER.moves)

    for name, move in MATTER.moves.items():
        matter = bring()
        closed = matter.opened_at if state in {DECIDED, WITHDRAWN} else None
        Matter.objects.filter(pk=matter.pk).update(state=state, closed_at=closed)
        if state in move.sources:
            acts[name](matter)
            assert matter.state == move.target
        else:
            with pytest.raises(MoveNotAllowed):
                acts[name](matter)


def test_a_refused_word_leaves_no_trace() -> None:
    at = route()
    matter = bring()
    entries = Entry.objects.count()
    strangers = [STRANGER, OFFICER, at.clerking, at.committee.acting(at.deciders[0])]

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            recommend(matter, resolved(*at.members), by=stranger)
    recommend(matter, resolved(*at.members), by=at.board.acting(at.members[1]))
    for stranger in [STRANGER, OFFICER, at.clerking_board, at.committee.acting(at.deciders[1])]:
        with pytest.raises(PermissionDenied):
            decide(matter, resolved(*at.deciders), by=stranger)

    matter.refresh_from_db()
    assert matter.state == FOR_DECISION
    assert not Decision.objects.exists()
    assert Entry.objects.count() == entries + 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reasons": " "}, "Give the reasons"),
        ({"outcome": "perhaps"}, "Choose what is resolved"),
        ({"made_on": date(2999, 1, 1)}, "lies in the future"),
        ({"made_on": LONG_AGO}, "older than the recommendation"),
        ({"outcome": Outcome.APPROVE_WITH_CONDITIONS}, "Write down the conditions"),
        ({"form": Form.DELEGATED}, "No clause delegates"),
        ({"form": Form.PROCEDURE}, "which written procedure"),
        ({"votes_for": 5, "votes_against": 0, "abstained": 1}, "more votes than people"),
        ({"votes_for": 2, "votes_against": 2}, "was not carried"),
        ({"votes_for": 2, "votes_against": 3}, "was not carried"),
        ({"casting_vote": "for"}, "follows a tie"),
        ({"votes_for": 3, "votes_against": 2, "casting_vote": "for"}, "are not tied"),
        ({"votes_for": 2, "votes_against": 2, "casting_vote": "against"}, "was not carried"),
        ({"present": ()}, "quorum is 2"),
        ({"present": (0,)}, "did not sit"),
    ],
)
def test_what_the_terms_do_not_carry_is_refused(changes: dict[str, object], words: str) -> None:
    at = route()
    matter = recommended(at)
    by = OFFICER if changes.get("form") == Form.DELEGATED else at.clerking

    with pytest.raises(Refused, match=words):
        decide(matter, replace(resolved(*at.deciders), **changes), by=by)

    assert not Decision.objects.exists()
    assert Matter.objects.get().state == FOR_DECISION


def test_the_votes_and_the_casting_vote_stay_on_the_record() -> None:
    at = route()
    tie = resolved(*at.deciders, votes_for=2, votes_against=2, abstained=1, casting_vote="for")

    decision = decide(recommended(at), tie, by=at.clerking)

    counted = decision.votes_for, decision.votes_against, decision.abstained
    assert (counted, decision.casting_vote) == ((2, 2, 1), "for")


def test_a_casting_vote_needs_terms_that_give_it_and_a_chair_who_is_there() -> None:
    at = route()
    tie = resolved(*at.deciders[1:], votes_for=2, votes_against=2, casting_vote="for")
    matter = recommended(at)

    with pytest.raises(Refused, match="was not present"):
        decide(matter, tie, by=at.clerking)
    at.committee.terms.has_casting_vote = False
    at.committee.terms.save()
    with pytest.raises(Refused, match="give nobody a casting vote"):
        decide(matter, tie, by=at.clerking)


def test_where_a_clause_delegates_it_an_officer_decides_and_the_body_may_too() -> None:
    at = chamber("Committee")
    at.empower(MatterKind.JOIN_SUPPORTER, Step.DECIDE, is_delegated=True)
    sitting = [at.seat(), at.seat()]
    clerk = at.acting(at.seat(role=SeatRole.CLERK))
    said = resolved(form=Form.DELEGATED)

    with pytest.raises(PermissionDenied):
        decide(bring(kind=MatterKind.JOIN_SUPPORTER), said, by=EDITOR)
    by_officer = decide(bring(kind=MatterKind.JOIN_SUPPORTER), said, by=OFFICER)
    by_body = decide(bring(kind=MatterKind.JOIN_SUPPORTER), resolved(*sitting), by=clerk)

    assert (by_officer.form, by_officer.participations.count()) == (Form.DELEGATED, 0)
    assert (by_body.form, by_body.participations.count()) == (Form.MEETING, 3)


def test_everybody_who_sits_is_on_the_record_with_what_they_had_to_do_with_it() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    RepresentationFactory(person=at.deciders[4].person, organisation=about)
    matter = bring(about)
    recommend(matter, resolved(*at.members), by=at.clerking_board)

    decision = decide(matter, resolved(*at.deciders[:3], at.clerk), by=at.clerking)

    present = [each.person_id for each in at.deciders[:3]]
    assert presence_in(decision) == {
        **dict.fromkeys(present, Presence.TOOK_PART),
        at.clerk.person_id: Presence.TOOK_PART,
        at.deciders[3].person_id: Presence.ABSENT,
        at.deciders[4].person_id: Presence.INTERESTED,
    }
    assert Participation.objects.filter(decision=decision, was_chair=True).count() == 1


def test_somebody_with_an_interest_can_neither_be_present_nor_record() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    RepresentationFactory(person=at.members[0].person, organisation=about)
    matter = bring(about)

    with pytest.raises(Refused, match=f"{at.members[0].person.name} has an interest"):
        recommend(matter, resolved(*at.members), by=at.clerking_board)
    with pytest.raises(Refused, match=f"Represents {about.name}"):
        recommend(matter, resolved(*at.members[1:]), by=at.board.acting(at.members[0]))
    recommend(matter, resolved(*at.members[1:]), by=at.clerking_board)


def test_an_officer_with_an_interest_leaves_a_delegated_decision_to_others() -> None:
    at = chamber("Committee")
    at.empower(MatterKind.JOIN_SUPPORTER, Step.DECIDE, is_delegated=True)
    officer = replace(OFFICER, person=PersonFactory().pk)
    about = OrganisationFactory(company=True)
    RepresentationFactory(person_id=officer.person, organisation=about)
    matter = bring(about, kind=MatterKind.JOIN_SUPPORTER)

    with pytest.raises(Refused, match="You have an interest"):
        decide(matter, resolved(form=Form.DELEGATED), by=officer)
    decide(matter, resolved(form=Form.DELEGATED), by=OFFICER)


def test_a_body_that_interests_leave_without_a_quorum_is_told_what_to_do() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    for member in at.members[:2]:
        RepresentationFactory(person=member.person, organisation=about)
    matter = bring(about)

    with pytest.raises(Refused, match=r"Only 1 person .* Record a dispensation"):
        recommend(matter, resolved(at.members[2]), by=at.clerking_board)
    Interest.objects.create(
        person=at.members[0].person,
        matter=matter,
        words="Represents it",
        dispensation="Monitoring officer, 3 March",
        declared_at=matter.opened_at,
    )
    recommend(matter, resolved(at.members[0], at.members[2]), by=at.clerking_board)


def test_a_body_with_empty_seats_only_is_told_to_fill_them() -> None:
    at = route()
    for member in at.members[:2]:
        member.ends_on = today() - timedelta(days=1)
        member.save()

    with pytest.raises(Refused, match="Fill the empty seats first"):
        recommend(bring(), resolved(at.members[2]), by=at.clerking_board)


def test_a_share_of_all_seats_does_not_shrink_with_those_that_are_empty() -> None:
    at = route(quorum_numerator=1, quorum_denominator=2, quorum_of_all_seats=True)
    at.members[2].delete()

    with pytest.raises(Refused, match="quorum is 2"):
        recommend(bring(), resolved(at.members[0]), by=at.clerking_board)


def test_a_seat_counts_only_while_its_organisation_is_a_member_of_the_class() -> None:
    at = route()
    membership = MembershipFactory()
    organisation = membership.organisation
    person = RepresentationFactory(organisation=organisation).person
    councillor = at.board.seat(person, kind=SeatKind.FULL, organisation=organisation)
    present = resolved(councillor, at.members[0])
    recommend(bring(), present, by=at.clerking_board)

    Membership.objects.update(ends_on=today() - timedelta(days=1), end_reason=EndReason.RESIGNED)

    with pytest.raises(Refused, match="did not sit"):
        recommend(bring(), present, by=at.clerking_board)


def test_whoever_brought_a_matter_takes_it_back_once() -> None:
    route()
    matter = bring()

    withdraw_matter(matter, by=OWNER)

    assert (matter.state, matter.closed_at is not None) == (WITHDRAWN, True)
    with pytest.raises(MoveNotAllowed):
        withdraw_matter(matter, by=OWNER)


def test_nobody_says_anything_of_a_matter_that_is_being_put_right() -> None:
    at = route()
    matter = bring()
    waited = matter.waits_since

    hold_matter(matter, by=OWNER)

    with pytest.raises(Refused, match="with whoever brought it"):
        recommend(matter, resolved(*at.members), by=at.clerking_board)
    with pytest.raises(Refused, match="with whoever brought it"):
        open_procedure(matter, PROPOSAL, by=at.clerking_board)
    assert waiting_for(at.clerking_board) == []
    resume_matter(matter, by=OWNER)
    resume_matter(matter, by=OWNER)
    assert matter.waits_since > waited
    assert len(waiting_for(at.clerking_board)) == 1
    recommend(matter, resolved(*at.members), by=at.clerking_board)


def test_what_is_voted_on_or_closed_is_not_given_back() -> None:
    at = route()
    matter = bring()
    open_procedure(matter, PROPOSAL, by=at.clerking_board)

    with pytest.raises(Refused, match="stop it first"):
        hold_matter(matter, by=OWNER)
    withdraw_matter(matter, by=OWNER)
    with pytest.raises(MoveNotAllowed):
        hold_matter(matter, by=OWNER)


def test_the_record_of_an_organisation_does_not_tell_of_a_restricted_matter() -> None:
    at = chamber("Committee")
    at.empower(MatterKind.CONCERN, Step.DECIDE)
    about = OrganisationFactory(company=True)

    bring(about, kind=MatterKind.CONCERN, restricted=True)

    assert not Entry.objects.about(about).exists()


def test_an_opening_may_carry_a_day_by_which_to_answer() -> None:
    route()
    opening = Opening("join_affiliate", "It asks", "members:organisation", "1", answer_by=today())

    assert open_matter(opening, by=OWNER).answer_by == today()
