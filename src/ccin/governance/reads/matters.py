"""The record of a matter: who had the power, what was said, asked and voted, and who left it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import (
    Decision,
    Interest,
    Matter,
    Participation,
    Power,
    Procedure,
    Question,
    Recommendation,
    Vote,
)
from ccin.governance.reads.interests import route_of
from ccin.governance.reads.procedures import Standing, standing_of
from ccin.governance.reads.sittings import Sitting, sitting_for
from ccin.governance.states import GRANTS, OPEN, RUNNING, Presence, SeatRole, Step
from ccin.kernel.clock import today

POWERS = tuple(f"{power}__clause__terms__body" for power in ("recommended_under", "decided_under"))


@dataclass(frozen=True, slots=True)
class Said:
    """One recommendation or decision with everybody who sat and the numbers it rests on."""

    words: Recommendation | Decision
    number: str
    took_part: list[Participation]
    absent: list[Participation]
    interested: list[Participation]

    @property
    def entitled(self) -> int:
        """Those in voting seats whom no interest kept out."""
        return sum(each.role == SeatRole.VOTING for each in [*self.took_part, *self.absent])

    @property
    def present(self) -> int:
        """Those of them who took part."""
        return sum(each.role == SeatRole.VOTING for each in self.took_part)

    @property
    def cast(self) -> int:
        return (self.words.votes_for or 0) + (self.words.votes_against or 0)

    @property
    def is_counted(self) -> bool:
        return self.words.votes_for is not None


@dataclass(frozen=True, slots=True)
class MatterRecord:
    """`kept_out` are those of the body whose step it is whom an interest keeps out today, each
    with the reason; `moves` what the reader may do."""

    matter: Matter
    powers: list[Power]
    said: list[Said]
    questions: list[Question]
    declared: list[Interest]
    procedures: list[Standing]
    sitting: Sitting | None
    moves: frozenset[str]

    @property
    def kept_out(self) -> list[tuple[str, str]]:
        if self.sitting is None:
            return []
        return [
            (self.sitting.appointments[key].person.name, reason)
            for key, reason in self.sitting.interests.items()
        ]

    @property
    def running(self) -> Standing | None:
        found = (each for each in self.procedures if each.procedure.state == RUNNING)
        return next(found, None)


def record_of(matter: Matter, actor: Actor) -> MatterRecord:
    """In a constant number of queries; the matter's page has checked that it may be seen, and
    found the matter with its powers."""
    procedures = list(
        matter.procedures.select_related("body", "clause__terms__body").prefetch_related(
            Prefetch(
                "votes",
                Vote.objects.select_related("appointment__person", "appointment__organisation"),
            )
        )
    )
    is_open = matter.state in OPEN
    return MatterRecord(
        matter=matter,
        powers=route_of(matter),
        said=_said(matter),
        questions=list(matter.questions.select_related("asked_by", "body")),
        declared=list(matter.interests.select_related("person")),
        procedures=[standing_of(each, list(each.votes.all()), actor) for each in procedures],
        sitting=sitting_for(matter, matter.power, today()) if is_open else None,
        moves=moves_on(matter, actor, procedures) if is_open else frozenset(),
    )


def moves_on(matter: Matter, actor: Actor, procedures: Iterable[Procedure]) -> frozenset[str]:
    """What the reader may do with an open matter, besides recommending and deciding, whose pages
    belong to the matter's owner."""
    bodies = {power.body.pk for power in route_of(matter)}
    held = {
        name
        for name, permission in (
            ("ask", Permission.MATTER_ASK),
            ("declare", Permission.INTEREST_DECLARE),
            ("dispense", Permission.INTEREST_RECORD),
        )
        if any(actor.may(permission, body=body) for body in bodies)
    }
    running = any(each.state == RUNNING for each in procedures)
    held_up = running or asks_for_a_sum(matter) or matter.held_since is not None
    if not held_up and actor.may(Permission.PROCEDURE_OPEN, body=matter.body.pk):
        held.add("open_procedure")
    return frozenset(held)


def asks_for_a_sum(matter: Matter) -> bool:
    """Its owner opens the written procedures at this step, and asks how much is to be granted."""
    return matter.power.step == Step.DECIDE and matter.kind in GRANTS


def _said(matter: Matter) -> list[Said]:
    """Oldest first, as the matter went its way."""
    advised = list(matter.recommendations.select_related("body", "clause__terms"))
    decided = list(matter.decisions.select_related("body", "clause__terms"))
    everybody = Participation.objects.filter(
        Q(recommendation__matter=matter) | Q(decision__matter=matter)
    ).select_related("person", "organisation")
    by_words: Mapping[object, list[Participation]] = defaultdict(list)
    for each in everybody:
        by_words["advice", each.recommendation_id or 0].append(each)
        by_words["decision", each.decision_id or 0].append(each)
    said = [_one(each, "", by_words["advice", each.pk]) for each in advised]
    said += [_one(each, each.number, by_words["decision", each.pk]) for each in decided]
    return sorted(said, key=lambda each: each.words.recorded_at)


def said_with(words: Recommendation | Decision, number: str = "") -> Said:
    """One of them alone, for a page of its own."""
    everybody = words.participations.select_related("person", "organisation")
    return _one(words, number, list(everybody))


def _one(words: Recommendation | Decision, number: str, everybody: list[Participation]) -> Said:
    def those(presence: str) -> list[Participation]:
        return [each for each in everybody if each.presence == presence]

    return Said(
        words=words,
        number=number,
        took_part=those(Presence.TOOK_PART),
        absent=those(Presence.ABSENT),
        interested=those(Presence.INTERESTED),
    )


def matching(matters: QuerySet[Matter], wanted: Mapping[str, object]) -> QuerySet[Matter]:
    """Narrowed by what the list's filters say; those that wait longest come first."""
    found = matters.select_related(*POWERS).order_by("waits_since", "pk")
    if words := str(wanted.get("q") or "").strip():
        found = found.filter(title__icontains=words)
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if body := wanted.get("body"):
        found = found.filter(waits_for([getattr(body, "pk", 0)]))
    state = wanted.get("state")
    if state == "open":
        return found.filter(state__in=OPEN)
    return found.filter(state=state) if state else found


def waits_for(bodies: list[int]) -> Q:
    """Matters whose next step belongs to one of these bodies."""
    return Q(state="for_recommendation", recommended_under__clause__terms__body__in=bodies) | Q(
        state="for_decision", decided_under__clause__terms__body__in=bodies
    )
