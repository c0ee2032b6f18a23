"""Written procedures: how they stand, whose roll counts, and which wait for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import Procedure, Vote
from ccin.governance.reads.bodies import sitting
from ccin.governance.reads.interests import interests_in
from ccin.governance.rules.voting import Poll, Quorum, Rules
from ccin.governance.states import CARRIED, RUNNING, STOPPED, Choice, LeftBecause, MatterState, Step
from ccin.kernel.clock import LONDON

# A carried procedure waits only while its matter still waits for the same step.
STILL_WAITS = Q(step=Step.RECOMMEND, matter__state=MatterState.FOR_RECOMMENDATION) | Q(
    step=Step.DECIDE, matter__state=MatterState.FOR_DECISION
)


def awaiting_decision(*kinds: str) -> QuerySet[Procedure]:
    """Those that carried something on which the owner of the matter has not acted, oldest first."""
    carried = Procedure.objects.filter(STILL_WAITS, state=CARRIED, acted_at__isnull=True)
    found = carried.filter(matter__kind__in=kinds).select_related("matter", "body", "clause__terms")
    return found.order_by("closed_at", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """A procedure as its page shows it: how many have voted while it runs, who voted how once it
    has closed with a result. `own` are the reader's own ballots."""

    procedure: Procedure
    votes: list[Vote]
    own: list[Vote]
    poll: Poll
    quorum_needed: int
    is_open_for_votes: bool

    @property
    def is_public(self) -> bool:
        """Recorded votes are shown after the close; of one that was stopped never."""
        return self.procedure.state not in {RUNNING, STOPPED}

    @property
    def gone(self) -> list[Vote]:
        return [vote for vote in self.votes if vote.left_at is not None]

    @property
    def counted(self) -> list[Vote]:
        return [vote for vote in self.votes if vote.left_at is None]


def standing_of(procedure: Procedure, votes: list[Vote], actor: Actor) -> Standing:
    poll = poll_of(procedure, votes)
    open_now = procedure.state == RUNNING and timezone.now() < procedure.closes_at
    may_vote = open_now and actor.may(Permission.PROCEDURE_VOTE, body=procedure.body_id)
    own = [
        vote
        for vote in votes
        if may_vote and vote.left_at is None and vote.appointment.person_id == actor.person
    ]
    return Standing(
        procedure=procedure,
        votes=votes,
        own=own,
        poll=poll,
        quorum_needed=rules_of(procedure).quorum.of(poll.seats),
        is_open_for_votes=open_now,
    )


def running() -> QuerySet[Procedure]:
    return Procedure.objects.filter(state=RUNNING).order_by("closes_at", "pk")


def rules_of(procedure: Procedure) -> Rules:
    terms = procedure.clause.terms
    return Rules(
        quorum=Quorum(terms.quorum, terms.quorum_people),
        majority=terms.majority,
        requests_for_meeting=terms.requests_for_meeting,
    )


def poll_of(procedure: Procedure, votes: list[Vote]) -> Poll:
    """As it stands, without those who have left the roll."""
    counted = [vote.choice for vote in votes if vote.left_at is None]
    of_all = procedure.clause.terms.quorum_of_all_seats
    return Poll(
        seats=procedure.voting_seats if of_all else len(counted),
        entitled=len(counted),
        votes_for=counted.count(Choice.FOR),
        votes_against=counted.count(Choice.AGAINST),
        for_meeting=counted.count(Choice.MEETING),
    )


def leavers(procedure: Procedure, votes: list[Vote], on: date) -> Mapping[int, LeftBecause]:
    """By vote, who has to leave the roll: for an interest, whether they have voted or not; for a
    seat they no longer hold, only if they have not voted, since they held it when they did."""
    interests = interests_in(procedure.matter, on)
    seated = set(sitting(procedure.body, on).values_list("pk", flat=True))
    found: dict[int, LeftBecause] = {}
    for vote in votes:
        if vote.left_at is not None:
            continue
        if vote.appointment_id in interests:
            found[vote.pk] = LeftBecause.INTEREST
        elif vote.appointment_id not in seated and not vote.choice:
            found[vote.pk] = LeftBecause.NO_SEAT
    return found


def default_deadline(days: int, now: datetime) -> datetime:
    """So many London days from now, at the same time of day, to the minute."""
    local = now.astimezone(LONDON).replace(second=0, microsecond=0)
    return (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=LONDON)
