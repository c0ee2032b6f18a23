"""Written procedures: opened, voted on, stopped, closed. Votes are recorded, never secret; until
the close nobody is shown how anybody voted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Matter, Procedure, Vote
from ccin.governance.notices import procedures as notices
from ccin.governance.operations.hearings import check_words, refuse_if_never_quorate
from ccin.governance.operations.interests import refuse_interested
from ccin.governance.reads.interests import interest_of
from ccin.governance.reads.procedures import (
    default_deadline,
    leavers,
    poll_of,
    rules_of,
    running,
)
from ccin.governance.reads.sittings import sitting_for
from ccin.governance.reasons import held, own_interest
from ccin.governance.rules.voting import Result, is_settled, result_of
from ccin.governance.states import (
    APPROVALS,
    CARRIED,
    GRANTS,
    OPEN,
    PROCEDURE,
    RUNNING,
    Choice,
    Step,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed

SHORTEST = timedelta(hours=1)
LONGEST = timedelta(days=90)
REMINDED_BEFORE = timedelta(days=1)
MOVES = {
    Result.CARRIED: "carry",
    Result.LOST: "lose",
    Result.NO_QUORUM: "fail",
    Result.TO_MEETING: "bring_to_meeting",
}
CLOSER = Actor.command("written-procedures")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the body is asked to say. Without a deadline it runs as long as the terms say."""

    outcome: str
    reasons: str
    closes_at: datetime | None = None
    conditions: str = ""
    amount: int | None = None  # pence, where an approval grants a sum
    override_reason: str = ""


@transaction.atomic
def open_procedure(matter: Matter, proposal: Proposal, *, by: Actor) -> Procedure:
    """Put one question to everybody who may vote on it today: this is the roll, and it only ever
    gets shorter, by those who turn out to have an interest or who lose their seat unvoted."""
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    if matter.state not in OPEN:
        raise MoveNotAllowed(f"matter that is {matter.state} cannot be voted on")
    power = matter.power
    by.must(Permission.PROCEDURE_OPEN, body=power.body.pk)
    if matter.held_since is not None:
        raise Refused(held())
    refuse_interested(matter, by=by)
    check_words(proposal.outcome, proposal.reasons, proposal.conditions, matter=matter)
    _check_amount(proposal, matter)
    _refuse_second(matter)
    now = timezone.now()
    closes_at = proposal.closes_at or default_deadline(power.clause.terms.written_days, now)
    if not SHORTEST <= closes_at - now <= LONGEST:
        raise Refused(_("Choose a deadline between an hour and 90 days from now."))
    sitting = sitting_for(matter, power, today())
    refuse_if_never_quorate(sitting)
    procedure = Procedure.objects.create(
        matter=matter,
        body=power.body,
        clause=power.clause,
        step=power.step,
        outcome=proposal.outcome,
        reasons=proposal.reasons.strip(),
        conditions=proposal.conditions.strip(),
        amount=proposal.amount,
        override_reason=proposal.override_reason.strip(),
        opened_at=now,
        closes_at=closes_at.replace(second=0, microsecond=0),
        voting_seats=sitting.voting_seats,
    )
    Vote.objects.bulk_create(Vote(procedure=procedure, appointment=each) for each in sitting.voters)
    record(by, "governance.procedure_opened", procedure, concerning=[matter])
    notices.procedure_opened(procedure, [each.person for each in sitting.voters])
    return procedure


def _refuse_second(matter: Matter) -> None:
    if matter.procedures.filter(state=RUNNING).exists():
        raise Refused(_("A written procedure is running on this already."))
    step = matter.power.step
    if matter.procedures.filter(state=CARRIED, step=step, acted_at=None).exists():
        raise Refused(_("A written procedure has carried this. Record its result first."))


def _check_amount(proposal: Proposal, matter: Matter) -> None:
    """Voters know how much they grant; whether it may be granted is for the owner to say."""
    decides = matter.power.step == Step.DECIDE
    grants = decides and matter.kind in GRANTS and proposal.outcome in APPROVALS
    if grants and proposal.amount is None:
        raise Refused(_("Say how much is to be granted. The page of the bid asks for it."))
    if not grants and proposal.amount is not None:
        raise Refused(_("Only an approval that grants a sum has an amount. Leave it out."))


@transaction.atomic
def cast_vote(
    procedure: Procedure, choice: str, *, appointment: int | None = None, by: Actor
) -> None:
    """Vote, or vote otherwise: what was cast last before the close counts.

    Who holds two seats on the roll says for which. The last vote that is missing closes it.
    """
    _lock(procedure)
    by.must(Permission.PROCEDURE_VOTE, body=procedure.body_id)
    if procedure.state != RUNNING:
        raise MoveNotAllowed(f"written procedure that is {procedure.state} takes no votes")
    now = timezone.now()
    if now >= procedure.closes_at:
        raise Refused(_("The deadline has passed, so your vote can no longer be counted."))
    if choice not in Choice.values:
        raise Refused(_("Choose for, against, or to bring it to a meeting."))
    reason = interest_of(by.person, procedure.matter, today())
    if reason:
        raise Refused(own_interest(reason))
    votes = _strike(procedure, now)
    vote = _own(votes, appointment, by=by)
    vote.choice = choice
    vote.voted_at = now
    vote.save(update_fields=["choice", "voted_at"])
    record(by, "governance.vote_cast", procedure, concerning=[procedure.matter])
    if is_settled(poll_of(procedure, votes), rules_of(procedure)):
        _close(procedure, votes, at=now, by=CLOSER)


def _lock(procedure: Procedure) -> None:
    procedure.refresh_from_db(from_queryset=Procedure.objects.select_for_update())


def _own(votes: list[Vote], appointment: int | None, *, by: Actor) -> Vote:
    own = [
        vote
        for vote in votes
        if vote.left_at is None
        and by.person is not None
        and vote.appointment.person_id == by.person
        and appointment in {None, vote.appointment_id}
    ]
    if not own:
        raise Refused(
            _(
                "You are not on the roll of this vote. It names who sat in a voting seat when the "
                "vote was opened and still does."
            )
        )
    if len(own) > 1:
        raise Refused(_("You hold two seats on this roll. Vote for each by itself."))
    return own[0]


def _strike(procedure: Procedure, at: datetime) -> list[Vote]:
    """The roll, after those who no longer count have left it."""
    votes = list(procedure.votes.select_related("appointment__person"))
    gone = leavers(procedure, votes, timezone.localtime(at).date())
    for vote in votes:
        if vote.pk in gone:
            vote.left_at = at
            vote.left_because = gone[vote.pk]
            vote.save(update_fields=["left_at", "left_because"])
            record(
                CLOSER,
                "governance.voter_left",
                procedure,
                concerning=[procedure.matter, vote.appointment.person],
                because=vote.left_because,
            )
    return votes


def _close(procedure: Procedure, votes: list[Vote], *, at: datetime, by: Actor) -> None:
    result = result_of(poll_of(procedure, votes), rules_of(procedure))
    move = PROCEDURE.move(MOVES[result], state=procedure.state)
    by.must(move.needs)
    procedure.state = move.target
    procedure.closed_at = at
    procedure.save(update_fields=["state", "closed_at"])
    record(
        by,
        "governance.procedure_closed",
        procedure,
        concerning=[procedure.matter],
        result=procedure.state,
    )
    notices.procedure_closed(procedure, votes)


@transaction.atomic
def stop_procedure(procedure: Procedure, *, reason: str, by: Actor) -> None:
    """Before it closes: something was wrong with the question. No votes are shown; another may be
    opened."""
    _lock(procedure)
    move = PROCEDURE.move("stop", state=procedure.state)
    by.must(move.needs, body=procedure.body_id)
    if not reason.strip():
        raise Refused(_("Say why it is stopped; those who may vote are told."))
    _stop(procedure, reason.strip(), by=by)


def stop_those_on(matter: Matter, *, reason: str, by: Actor) -> None:
    """When its matter goes: the caller has locked that and permitted it."""
    for procedure in matter.procedures.select_for_update().filter(state=RUNNING):
        _stop(procedure, reason, by=by)


def _stop(procedure: Procedure, reason: str, *, by: Actor) -> None:
    procedure.state = PROCEDURE.move("stop", state=procedure.state).target
    procedure.closed_at = timezone.now()
    procedure.save(update_fields=["state", "closed_at"])
    record(
        by,
        "governance.procedure_stopped",
        procedure,
        concerning=[procedure.matter],
        personal={"reason": reason},
    )
    notices.procedure_stopped(procedure, reason)


def close_procedures(*, by: Actor) -> int:
    """Close those whose deadline has passed, and those whose last missing voter has left."""
    by.must(Permission.PROCEDURE_CLOSE)
    return sum(_close_if_due(key, by=by) for key in list(running().values_list("pk", flat=True)))


@transaction.atomic
def _close_if_due(key: int, *, by: Actor) -> int:
    """The legal moment of the close is the deadline, however late the worker comes. One that
    somebody else has closed meanwhile is no longer found."""
    closed = 0
    for procedure in running().select_for_update().filter(pk=key):
        at = min(timezone.now(), procedure.closes_at)
        votes = _strike(procedure, at)
        settled = is_settled(poll_of(procedure, votes), rules_of(procedure))
        if settled or at >= procedure.closes_at:
            _close(procedure, votes, at=at, by=by)
            closed += 1
    return closed


def remind_voters(*, by: Actor) -> int:
    """Once, a day before the deadline, to those who have not voted; how many were written to. A
    procedure that runs for a day only has no reminder."""
    by.must(Permission.PROCEDURE_CLOSE)
    now = timezone.now()
    soon = running().filter(
        reminded_at=None, closes_at__gt=now, closes_at__lte=now + REMINDED_BEFORE
    )
    return sum(_remind(key, at=now, by=by) for key in list(soon.values_list("pk", flat=True)))


@transaction.atomic
def _remind(key: int, *, at: datetime, by: Actor) -> int:
    reminded = 0
    for procedure in running().select_for_update().filter(pk=key, reminded_at=None):
        votes = _strike(procedure, at)
        missing = [vote.appointment.person for vote in votes if not (vote.choice or vote.left_at)]
        if procedure.closes_at - procedure.opened_at <= REMINDED_BEFORE:
            missing = []
        procedure.reminded_at = at
        procedure.save(update_fields=["reminded_at"])
        matter, voters = procedure.matter, len(missing)
        record(by, "governance.voters_reminded", procedure, concerning=[matter], voters=voters)
        notices.vote_missing(procedure, missing)
        reminded += len(missing)
    return reminded
