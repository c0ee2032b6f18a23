"""What has to hold before a body's word about a matter is recorded: who had the power, who took
part, who left because of an interest, and whether what they say was carried."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import Matter, Participation, Power, Procedure
from ccin.governance.reads.interests import interest_of
from ccin.governance.reads.procedures import poll_of, rules_of
from ccin.governance.reads.sittings import Sitting, sitting_for
from ccin.governance.reasons import (
    cannot_be_quorate,
    held,
    not_quorate,
    own_interest,
    present_with_interest,
)
from ccin.governance.rules.voting import Casting, Poll, Tally, is_carried
from ccin.governance.states import (
    CARRIED,
    MATTER,
    RUNNING,
    Form,
    LeftBecause,
    Office,
    Outcome,
    Presence,
    SeatRole,
    Step,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Saying:
    """What a body said. `present` are the keys of the appointments that took part; the votes are
    those on what it resolved. After a written procedure `procedure` says all that itself."""

    outcome: str
    reasons: str
    form: str
    made_on: date
    reference: str = ""
    conditions: str = ""
    present: tuple[int, ...] = ()
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    casting_vote: str = ""
    procedure: Procedure | None = None

    @classmethod
    def of(cls, procedure: Procedure) -> "Saying":
        """What a written procedure carried, for the owner of the matter to act on."""
        closed_at = procedure.closed_at or procedure.closes_at
        return cls(
            outcome=procedure.outcome,
            reasons=procedure.reasons,
            form=Form.PROCEDURE,
            made_on=timezone.localtime(closed_at).date(),
            conditions=procedure.conditions,
            procedure=procedure,
        )


@dataclass(frozen=True, slots=True)
class Hearing:
    """A word that may be recorded, with the move it makes and what everybody had to do with it."""

    saying: Saying
    power: Power
    target: str
    participations: list[Participation]
    quorum_needed: int | None = None
    seats_counted: int | None = None


def hear(matter: Matter, move: str, saying: Saying, *, by: Actor) -> Hearing:
    """Lock the matter, permit, and refuse whatever the terms of reference do not carry."""
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    allowed = MATTER.move(move, state=matter.state)
    if matter.held_since is not None:
        raise Refused(held())
    power = matter.power
    _permit(saying, power, allowed.needs, by=by)
    reason = interest_of(by.person, matter, today())
    if reason:
        raise Refused(own_interest(reason))
    check_words(saying.outcome, saying.reasons, saying.conditions, matter=matter)
    if saying.form == Form.PROCEDURE:
        return _after_procedure(saying, power, allowed.target, matter=matter)
    _check_day(saying, matter)
    if matter.procedures.filter(state=RUNNING).exists():
        raise Refused(
            _("A written procedure is running on this. Wait until it closes, or stop it first.")
        )
    _overtake(matter, power)
    if saying.form == Form.DELEGATED:
        return Hearing(saying, power, allowed.target, [])
    sitting = sitting_for(matter, power, saying.made_on)
    _check_meeting(saying, sitting)
    return Hearing(
        saying,
        power,
        allowed.target,
        _at_meeting(saying, sitting),
        quorum_needed=sitting.quorum,
        seats_counted=sitting.seats_counted,
    )


def _overtake(matter: Matter, power: Power) -> None:
    """What a written procedure carried and nobody acted on gives way to a later word."""
    carried = matter.procedures.filter(state=CARRIED, step=power.step, acted_at__isnull=True)
    carried.update(acted_at=timezone.now())


def _permit(saying: Saying, power: Power, permission: str, *, by: Actor) -> None:
    if saying.form != Form.DELEGATED:
        by.must(permission, body=power.body.pk)
        return
    by.must(Permission.MATTER_DECIDE_DELEGATED)
    if not power.is_delegated or power.step != Step.DECIDE:
        raise Refused(
            _("No clause delegates this to an officer. It takes a meeting or a vote of %(body)s.")
            % {"body": power.body}
        )


def check_words(outcome: str, reasons: str, conditions: str, *, matter: Matter) -> None:
    """What may be said at the matter's present step, at a meeting or in writing."""
    decides = matter.power.step == Step.DECIDE
    if outcome not in Outcome.values:
        raise Refused(_("Choose what is resolved."))
    if not reasons.strip():
        raise Refused(_("Give the reasons; they stay on the record."))
    if outcome == Outcome.RETURN and not (decides and matter.recommended_under):
        raise Refused(_("Nobody recommends on this, so there is nobody to return it to."))
    if decides and outcome == Outcome.APPROVE_WITH_CONDITIONS and not conditions.strip():
        raise Refused(_("Write down the conditions of the approval."))


def _check_day(saying: Saying, matter: Matter) -> None:
    if saying.made_on > today():
        raise Refused(_("The day lies in the future. Enter the day on which this was resolved."))
    advised = matter.recommendations.order_by("-made_on").first()
    decides = matter.power.step == Step.DECIDE
    if decides and advised and saying.made_on < advised.made_on:
        raise Refused(_("A decision cannot be older than the recommendation that it rests on."))


def _check_meeting(saying: Saying, sitting: Sitting) -> None:
    strangers = set(saying.present) - set(sitting.appointments)
    if strangers:
        raise Refused(
            _("Somebody listed as present did not sit in %(body)s on that day. Check the day.")
            % {"body": sitting.body}
        )
    interested = [sitting.appointments[key] for key in saying.present if key in sitting.interests]
    if interested:
        raise Refused(present_with_interest(each.person.name for each in interested))
    refuse_if_never_quorate(sitting)
    present = {each.pk for each in sitting.voters} & set(saying.present)
    if len(present) < sitting.quorum:
        raise Refused(not_quorate(present=len(present), needed=sitting.quorum))
    _check_votes(saying, sitting, present)


def refuse_if_never_quorate(sitting: Sitting) -> None:
    """So few may take part that neither a meeting nor a written procedure could have a quorum."""
    if len(sitting.voters) < sitting.quorum:
        raise Refused(
            cannot_be_quorate(
                body=str(sitting.body),
                left=len(sitting.voters),
                needed=sitting.quorum,
                interested=[each.person.name for each in sitting.kept_out],
            )
        )


def _check_votes(saying: Saying, sitting: Sitting, present: set[int]) -> None:
    """Where votes were counted they must carry what was resolved; the casting vote is the chair's,
    after a tie, if the terms give one."""
    if saying.votes_for is None and saying.votes_against is None:
        if saying.casting_vote:
            raise Refused(_("A casting vote follows a tie. Enter the votes for and against."))
        return
    tally = Tally(saying.votes_for or 0, saying.votes_against or 0)
    if tally.cast + (saying.abstained or 0) > len(present):
        raise Refused(
            _("There are more votes than people present who may vote. Check the numbers.")
        )
    if saying.casting_vote:
        _check_casting_vote(tally, sitting, present)
    casting = Casting(saying.casting_vote)
    if not is_carried(tally, majority=sitting.terms.majority, casting=casting):
        raise Refused(
            _(
                "With %(for)d for and %(against)d against this was not carried: more than "
                "%(majority)s of the votes cast are needed. Record what was carried."
            )
            % {
                "for": tally.votes_for,
                "against": tally.votes_against,
                "majority": sitting.terms.majority,
            }
        )


def _check_casting_vote(tally: Tally, sitting: Sitting, present: set[int]) -> None:
    if not sitting.terms.has_casting_vote:
        raise Refused(_("The terms of reference give nobody a casting vote: a tie is lost."))
    if not tally.is_tied:
        raise Refused(_("A casting vote follows a tie, and these votes are not tied."))
    if sitting.chair is None or sitting.chair.pk not in present:
        raise Refused(_("The casting vote is the chair’s, who was not present or cannot vote."))


def _at_meeting(saying: Saying, sitting: Sitting) -> list[Participation]:
    def presence(key: int) -> Presence:
        if key in sitting.interests:
            return Presence.INTERESTED
        return Presence.TOOK_PART if key in saying.present else Presence.ABSENT

    return participations(sitting, {key: presence(key) for key in sitting.appointments})


def participations(sitting: Sitting, presences: dict[int, Presence]) -> list[Participation]:
    return [
        Participation(
            person=each.person,
            organisation=each.organisation,
            role=each.seat.role,
            was_chair=each.office == Office.CHAIR,
            presence=presences[key],
        )
        for key, each in sitting.appointments.items()
    ]


def _after_procedure(saying: Saying, power: Power, target: str, *, matter: Matter) -> Hearing:
    procedure = saying.procedure
    if procedure is None:
        raise Refused(_("Say which written procedure this comes from."))
    procedure.refresh_from_db(from_queryset=Procedure.objects.select_for_update())
    belongs = procedure.matter_id == matter.pk and procedure.step == power.step
    if not belongs or procedure.state != CARRIED or procedure.acted_at is not None:
        raise Refused(_("This written procedure carried nothing that still waits to be recorded."))
    if saying.outcome != procedure.outcome:
        raise Refused(_("Record what the written procedure carried, or open another one."))
    procedure.acted_at = timezone.now()
    procedure.save(update_fields=["acted_at"])
    poll = poll_of(procedure, list(procedure.votes.all()))
    return Hearing(
        _as_voted(saying, procedure, poll),
        power,
        target,
        _on_the_roll(procedure, matter, power),
        quorum_needed=rules_of(procedure).quorum.of(poll.seats),
        seats_counted=poll.seats,
    )


def _as_voted(saying: Saying, procedure: Procedure, poll: Poll) -> Saying:
    return replace(
        Saying.of(procedure),
        reference=saying.reference,
        votes_for=poll.votes_for,
        votes_against=poll.votes_against,
        abstained=poll.entitled - poll.took_part,
    )


def _on_the_roll(procedure: Procedure, matter: Matter, power: Power) -> list[Participation]:
    """Everybody who sat when it opened; who held a voting seat and is not on the roll had an
    interest then."""
    roll = {vote.appointment_id: vote for vote in procedure.votes.all()}
    sitting = sitting_for(matter, power, timezone.localtime(procedure.opened_at).date())

    def presence(key: int) -> Presence:
        vote = roll.get(key)
        if vote is None:
            voting = sitting.appointments[key].seat.role == SeatRole.VOTING
            return Presence.INTERESTED if voting else Presence.ABSENT
        if vote.left_because == LeftBecause.INTEREST:
            return Presence.INTERESTED
        return Presence.TOOK_PART if vote.choice and not vote.left_at else Presence.ABSENT

    return participations(sitting, {key: presence(key) for key in sitting.appointments})
