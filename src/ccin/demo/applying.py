"""Takes each fictional application as far as its story goes, by the operations that people call."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.operations.accounts import account_for
from ccin.accounts.reads.actors import actor_for
from ccin.demo.applications import APPLICATIONS, EVIDENCE, Applying, Stage
from ccin.governance.models import Matter, Procedure
from ccin.governance.operations.interests import declare_interest
from ccin.governance.operations.matters import Saying
from ccin.governance.operations.procedures import Proposal, cast_vote, open_procedure
from ccin.governance.operations.questions import ask_question
from ccin.governance.reads.sittings import sitting_for
from ccin.governance.states import Choice, Form, Outcome
from ccin.joining.models import Application
from ccin.joining.operations.applications import (
    Beginning,
    start_application,
    withdraw_application,
)
from ccin.joining.operations.considering import (
    ConditionSet,
    decide_application,
    recommend_on_application,
)
from ccin.joining.operations.steps import Assessed, Kept, Person, save_step
from ccin.joining.operations.submitting import submit_application
from ccin.joining.reads.applications import figures_on_record, steps_of
from ccin.joining.reads.starting import AUTHORITY, GROUP, Sought
from ccin.joining.rules.applications import roles_to_name
from ccin.joining.states import ConditionTime, StepKey
from ccin.kernel.clock import today
from ccin.members.models import Person as KnownPerson
from ccin.principles.models import Principle, Statement
from ccin.register.models import Authority

INTERESTED = "peverell@individuals.example"
CLERK = "marguerite@staff.example"
MENTOR = "leader@kestrelbridge.example"


def apply_to_join(*, by: Actor) -> None:
    for applying in APPLICATIONS:
        application, writer = _begin(applying, by=by)
        if applying.stage is Stage.DRAFT:
            save_step(application, _kept(applying, application, StepKey.BODY), by=writer)
            save_step(application, _kept(applying, application, StepKey.YOU), by=writer)
            continue
        for step in steps_of(application):
            save_step(application, _kept(applying, application, step), by=writer)
        if applying.stage is not Stage.WITHDRAWN:
            submit_application(application, version=application.version, by=writer)
        TELLS[applying.stage](applying, application, writer)


def _begin(applying: Applying, *, by: Actor) -> tuple[Application, Actor]:
    officer = f"officer@{applying.mailbox}"
    if applying.stage is Stage.DRAFT:
        officer = "bastian.loweswater@portmerrin.example"
    account = account_for(officer, name=applying.officer, fictional=True, by=by)
    writer = actor_for(account, second_factor=True)
    begun = Beginning(_sought(applying), applying.officer, fictional=True)
    return start_application(begun, by=writer).application, writer


def _sought(applying: Applying) -> Sought:
    if applying.authority:
        return Sought(AUTHORITY, authority=Authority.objects.get(key=applying.authority))
    if applying.sits_on:
        council = Authority.objects.get(key=applying.sits_on)
        return Sought(GROUP, applying.name, authority=council, standing=applying.standing)
    supports = applying.stage is Stage.FOR_STAFF
    return Sought(str(applying.kind), applying.name, as_supporter=supports)


def _kept(applying: Applying, application: Application, step: str) -> Kept:
    kept = Kept(step=StepKey(step), version=0, values=_values(applying, application, step))
    if step == StepKey.PRINCIPLES:
        return replace(kept, answers=_answers())
    if step == StepKey.PEOPLE:
        return replace(kept, people=_people(applying, application))
    return kept


def _values(applying: Applying, application: Application, step: str) -> dict[str, object]:
    author = {"applicant_name": applying.officer, "applicant_job_title": "Policy Officer"}
    stated: dict[str, dict[str, object]] = {
        StepKey.BODY: {"name": applying.name},
        StepKey.YOU: dict(author),
        StepKey.DECISION: {
            "decision_on": today() - timedelta(days=20),
            "decision_by": "Full council",
            "decision_reference": "Minute 47",
        },
        StepKey.FIGURES: _figures(application),
        StepKey.WORK: {"work": applying.work, "why": applying.why},
        StepKey.SUPPORT: {**author, "why": applying.why},
        StepKey.GROUP: {
            "standing": applying.standing,
            "intention": "To bring the council in as a full member when we can.",
        },
    }
    return stated.get(StepKey(step), {})


def _figures(application: Application) -> dict[str, object]:
    """Population as the register has it; the budget as the council itself has set it since."""
    known = figures_on_record(application)
    if not known:
        return {}
    return {
        "population": known["population"].value,
        "population_source": f"The register, {known['population'].year}",
        "budget": known["budget"].value * 102 // 100,
        "budget_source": "Budget report to full council",
    }


def _answers() -> dict[Principle, Assessed]:
    statement = Statement.objects.in_force_on(today())[0]
    principles = statement.principles.order_by("position")
    return {
        principle: Assessed(score, sentence)
        for principle, (score, sentence) in zip(principles, EVIDENCE, strict=True)
    }


def _people(applying: Applying, application: Application) -> tuple[Person, ...]:
    roles = roles_to_name(application.membership_class, application.sub_kind)
    return tuple(
        Person(
            role=role,
            name=applying.officer if number == 0 else f"{name} {applying.officer.split()[-1]}",
            email=f"{'officer' if number == 0 else role}@{applying.mailbox}",
            is_primary=number == 0,
        )
        for number, (role, name) in enumerate(
            zip((*roles[1:], roles[0]), ("", "Cllr Juniper", "Ambrose"), strict=False)
        )
    )


def _asked(applying: Applying, application: Application, writer: Actor) -> None:
    ask_question(_matter(application), applying.said, by=_somebody(MENTOR))


def _interested(applying: Applying, application: Application, writer: Actor) -> None:
    declare_interest(_matter(application), applying.said, by=_somebody(INTERESTED))


def _voting(applying: Applying, application: Application, writer: Actor) -> None:
    _recommend(application, Outcome.APPROVE, applying.said)
    proposal = Proposal(Outcome.APPROVE, applying.said)
    procedure = open_procedure(_matter(application), proposal, by=_somebody(CLERK))
    for vote, choice in zip(_roll(procedure), (Choice.FOR, Choice.FOR, Choice.FOR), strict=False):
        cast_vote(procedure, choice, by=_somebody(vote))


def _returned(applying: Applying, application: Application, writer: Actor) -> None:
    _recommend(application, Outcome.APPROVE, "The council meets what we look for.")
    _decide(application, Outcome.RETURN, applying.said)


def _with_condition(applying: Applying, application: Application, writer: Actor) -> None:
    _recommend(
        application, Outcome.APPROVE_WITH_CONDITIONS, "Cabinet has decided; council has not."
    )
    due = today() + timedelta(days=60)
    conditions = [ConditionSet(applying.said, ConditionTime.BEFORE, due)]
    _decide(application, Outcome.APPROVE_WITH_CONDITIONS, "As recommended.", conditions)


def _joined(applying: Applying, application: Application, writer: Actor) -> None:
    _recommend(application, Outcome.APPROVE, applying.said)
    _decide(application, Outcome.APPROVE, applying.said)


def _refused(applying: Applying, application: Application, writer: Actor) -> None:
    _recommend(application, Outcome.REFUSE, "We found no commitment to the principles in it.")
    _decide(application, Outcome.REFUSE, applying.said)


def _withdrawn(applying: Applying, application: Application, writer: Actor) -> None:
    withdraw_application(application, reason=applying.said, by=writer)


def _waiting(applying: Applying, application: Application, writer: Actor) -> None:
    """An officer accepts it from the desk."""


TELLS: dict[Stage, Callable[[Applying, Application, Actor], None]] = {
    Stage.ASKED: _asked,
    Stage.INTEREST: _interested,
    Stage.VOTING: _voting,
    Stage.RETURNED: _returned,
    Stage.CONDITION: _with_condition,
    Stage.JOINED: _joined,
    Stage.REFUSED: _refused,
    Stage.WITHDRAWN: _withdrawn,
    Stage.FOR_STAFF: _waiting,
}


def _recommend(application: Application, outcome: Outcome, reasons: str) -> None:
    mentor = KnownPerson.objects.get(email=MENTOR)
    said = _resolved(application, outcome, reasons, days_ago=9)
    recommend_on_application(application, said, mentor=mentor, by=_somebody(CLERK))


def _decide(
    application: Application,
    outcome: Outcome,
    reasons: str,
    conditions: Sequence[ConditionSet] = (),
) -> None:
    said = _resolved(application, outcome, reasons, days_ago=2)
    decide_application(application, said, conditions=conditions, by=_somebody(CLERK))


def _resolved(application: Application, outcome: Outcome, reasons: str, *, days_ago: int) -> Saying:
    """At a meeting so many days ago, with everybody present who may take part."""
    matter = _matter(application)
    day = today() - timedelta(days=days_ago)
    voters = sitting_for(matter, matter.power, day).voters
    return Saying(
        outcome=outcome,
        reasons=reasons,
        form=Form.MEETING,
        made_on=day,
        reference="Minute 6",
        present=tuple(each.pk for each in voters),
    )


def _matter(application: Application) -> Matter:
    application.refresh_from_db()
    return Matter.objects.get(pk=application.matter_id or 0)


def _somebody(email: str) -> Actor:
    return actor_for(Account.objects.get(email=email), second_factor=True)


def _roll(procedure: Procedure) -> list[str]:
    votes = procedure.votes.order_by("pk").select_related("appointment__person")
    return [vote.appointment.person.email for vote in votes]
