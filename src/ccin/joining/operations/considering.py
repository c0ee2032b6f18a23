"""What bodies and staff do with an application: recommend, decide, send back, correct, nudge."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Decision, Procedure, Recommendation
from ccin.governance.operations.matters import Saying, decide, hold_matter, recommend
from ccin.governance.states import RUNNING, Outcome, Step
from ccin.joining.models import Application, Condition
from ccin.joining.notices import considering as notices
from ccin.joining.operations.admitting import admit, refuse_unless_it_can_join
from ccin.joining.rules.considering import VOTED_CONDITIONS_RUN, may_nudge
from ccin.joining.states import APPLICATION, UNDER_CONSIDERATION, ConditionTime
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation, Person, Representation
from ccin.members.operations.memberships import lock as lock_membership

APPROVALS = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})


@dataclass(frozen=True, slots=True)
class ConditionSet:
    """One condition of an approval, as the body that decides sets it."""

    words: str
    time: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Correction:
    """The small things that staff put right without sending an application back."""

    name: str
    decision_on: date | None = None
    decision_by: str = ""
    decision_reference: str = ""
    population: int | None = None
    population_source: str = ""
    budget: int | None = None
    budget_source: str = ""
    website: str = ""
    registration_number: str = ""

    @classmethod
    def of(cls, application: Application) -> "Correction":
        return cls(**{field.name: getattr(application, field.name) for field in fields(cls)})


@transaction.atomic
def recommend_on_application(
    application: Application, saying: Saying, *, mentor: Person | None = None, by: Actor
) -> Recommendation:
    """A body advises the body that decides, and may propose somebody to guide the new member."""
    lock(application)
    _refuse_unless_considered(application, "recommend")
    assert application.matter is not None
    if mentor is not None:
        _check_mentor(mentor)
    said = recommend(application.matter, saying, by=by)
    application.mentor = mentor or application.mentor
    application.version += 1
    application.save(update_fields=["mentor", "version"])
    record(
        by,
        "joining.application_recommended",
        application,
        concerning=[*_organisations(application), said],
        outcome=said.outcome,
        body=said.body.name,
    )
    notices.application_recommended(application, said)
    return said


@transaction.atomic
def decide_application(
    application: Application,
    saying: Saying,
    *,
    conditions: Sequence[ConditionSet] = (),
    by: Actor,
) -> Decision:
    """The one operation by which a body joins, is refused, or goes back to be looked at again.

    It owns every matter about joining. Without a condition that comes before joining the body is
    admitted in this same transaction.
    """
    if saying.outcome in APPROVALS:
        lock_membership(*_organisations(application))
    lock(application)
    _refuse_unless_considered(application, "decide")
    assert application.matter is not None
    if saying.outcome in APPROVALS:
        refuse_unless_it_can_join(application)
    _check_conditions(saying, conditions)
    listed = "\n".join(f"{each.words} ({each.due_on:%d/%m/%Y})" for each in conditions)
    said = decide(application.matter, replace(saying, conditions=listed), by=by)
    record(
        by,
        "joining.application_decided",
        application,
        concerning=[*_organisations(application), said],
        outcome=said.outcome,
        number=said.number,
        body=said.body.name,
    )
    _carry_out(application, said, conditions, by=by)
    return said


@transaction.atomic
def act_on_procedure(procedure: Procedure, *, by: Actor) -> None:
    """Carry out what a written procedure carried. Each line of its conditions is one before
    joining, to be met within ninety days: the body can do without it, and nothing follows unmet."""
    application = Application.objects.select_related("organisation").get(matter=procedure.matter)
    saying = Saying.of(procedure)
    if procedure.step == Step.RECOMMEND:
        recommend_on_application(application, saying, by=by)
        return
    conditions = [
        ConditionSet(line.strip()[:400], ConditionTime.BEFORE, today() + VOTED_CONDITIONS_RUN)
        for line in procedure.conditions.splitlines()
        if line.strip()
    ]
    decide_application(application, saying, conditions=conditions, by=by)


@transaction.atomic
def return_to_applicant(application: Application, *, words: str, by: Actor) -> None:
    """Ask whoever wrote it to put something right; nobody decides until it is sent again."""
    lock(application)
    move = APPLICATION.move("return_to_applicant", state=application.state)
    by.must(move.needs)
    if application.matter and application.matter.procedures.filter(state=RUNNING).exists():
        raise Refused(
            _("A written procedure is running on this. Wait until it closes, or stop it first.")
        )
    if application.matter:
        hold_matter(application.matter, by=by)
    _move(application, move.target, note=words)
    record(by, "joining.application_returned", application, concerning=_organisations(application))
    notices.application_returned(application)


@transaction.atomic
def correct_application(
    application: Application, details: Correction, *, version: int, by: Actor
) -> None:
    lock(application)
    by.must(Permission.APPLICATION_CORRECT)
    if application.version != version:
        raise Stale
    if not application.is_open:
        raise Refused(_("This application is closed. What it led to is corrected there."))
    before = Correction.of(application)
    changed = [
        field.name
        for field in fields(details)
        if getattr(before, field.name) != getattr(details, field.name)
    ]
    for name in changed:
        setattr(application, name, getattr(details, name))
    application.version += 1
    application.save(update_fields=[*changed, "version"])
    was = {name: str(getattr(before, name) or "") for name in changed}
    now = {name: str(getattr(details, name) or "") for name in changed}
    record(
        by,
        "joining.application_corrected",
        application,
        concerning=_organisations(application),
        personal={"was": was, "now": now},
        fields=changed,
    )


@transaction.atomic
def nudge_application(application: Application, *, by: Actor) -> int:
    """Remind whoever it waits for, at most once a week; how many letters went."""
    lock(application)
    by.must(Permission.APPLICATION_CORRECT)
    if not application.is_open:
        raise MoveNotAllowed(f"application that is {application.state} waits for nobody")
    last = application.nudged_at
    if not may_nudge(timezone.localtime(last).date() if last else None, today()):
        raise Refused(_("Somebody was reminded within the last seven days. Give them some time."))
    letters = notices.application_nudged(application)
    if not letters:
        raise Refused(_("Nobody with an e-mail address is known whom this waits for."))
    application.nudged_at = timezone.now()
    application.save(update_fields=["nudged_at"])
    record(
        by,
        "joining.application_nudged",
        application,
        concerning=_organisations(application),
        letters=letters,
    )
    return letters


def lock(application: Application) -> None:
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(of=("self",)))


def _organisations(application: Application) -> list[Organisation]:
    return [application.organisation] if application.organisation else []


def _refuse_unless_considered(application: Application, what: str) -> None:
    if application.state != UNDER_CONSIDERATION or application.matter is None:
        raise MoveNotAllowed(f"application that is {application.state} cannot {what}")


def _check_mentor(mentor: Person) -> None:
    """A proposal of ours: whoever represents a member today can be one."""
    day = today()
    members = Organisation.objects.members_on(day)
    standing = Representation.objects.current_on(day).filter(
        person=mentor, organisation__in=members
    )
    if not standing.exists():
        raise Refused(
            _("%(name)s represents no member today. Choose somebody who does.") % {"name": mentor}
        )


def _check_conditions(saying: Saying, conditions: Sequence[ConditionSet]) -> None:
    conditional = saying.outcome == Outcome.APPROVE_WITH_CONDITIONS
    if conditional and not conditions:
        raise Refused(_("Write down at least one condition, when it applies and by which day."))
    if conditions and not conditional:
        raise Refused(_("Only an approval with conditions has conditions. Choose that, or none."))
    for each in conditions:
        if each.due_on <= saying.made_on or each.due_on < today():
            raise Refused(
                _("Choose a day for “%(words)s” that is still to come.") % {"words": each.words}
            )


def _carry_out(
    application: Application, said: Decision, conditions: Sequence[ConditionSet], *, by: Actor
) -> None:
    if said.outcome == Outcome.RETURN:
        notices.application_sent_back(application, said)
        return
    if said.outcome == Outcome.REFUSE:
        _move(application, APPLICATION.move("refuse", state=application.state).target, closes=True)
        notices.application_refused(application, said)
        return
    kept = Condition.objects.bulk_create(
        Condition(application=application, words=each.words, time=each.time, due_on=each.due_on)
        for each in conditions
    )
    if any(each.time == ConditionTime.BEFORE for each in kept):
        _move(application, APPLICATION.move("approve", state=application.state).target)
        notices.application_approved(application, said)
    else:
        admit(application, said, by=by)


def _move(application: Application, target: str, *, note: str = "", closes: bool = False) -> None:
    application.state = target
    application.changed_at = timezone.now()
    application.outcome_note = note
    application.closed_at = application.changed_at if closes else None
    application.version += 1
    application.save(update_fields=["state", "changed_at", "outcome_note", "closed_at", "version"])
