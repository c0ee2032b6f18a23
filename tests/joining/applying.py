"""What tests of applying need: a register entry, the terms, the forms, the powers, and people."""

from datetime import date

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.governance.states import MatterKind, Step
from ccin.joining.models import Application
from ccin.joining.operations.application_forms import load_application_forms
from ccin.joining.operations.applications import Beginning, Started, start_application
from ccin.joining.operations.steps import Assessed, Kept, Person, save_step
from ccin.joining.reads.applications import steps_of
from ccin.joining.reads.starting import Sought
from ccin.joining.states import StepKey
from ccin.members.operations import load_terms
from ccin.principles.models import Statement
from ccin.principles.operations import load_statement
from ccin.register.models import Authority, Parish
from ccin.register.states import MeasureKind
from tests.actors import WORKER
from tests.factories import AccountFactory, AuthorityFactory, MeasureFactory, PowerFactory

SENTENCE = "Residents decide with us on the budget of their neighbourhood."
NAMED = {
    "full": ("leader", "lead_officer", "finance_contact"),
    "group": ("group_leader",),
}


def lay_out(*, powers: bool = True) -> None:
    """Terms, Statement, forms, and a body with the power to decide each kind of application."""
    load_terms(by=WORKER)
    load_statement(by=WORKER)
    load_application_forms(by=WORKER)
    if powers:
        for kind in MatterKind:
            PowerFactory(kind=kind, step=Step.DECIDE)


def a_council(name: str = "Dunmoor District Council", **more: object) -> Authority:
    authority: Authority = AuthorityFactory(name=name, kind="non_metropolitan_district", **more)
    MeasureFactory(authority=authority, kind=MeasureKind.POPULATION, value=104_000, year="2024")
    MeasureFactory(
        authority=authority,
        kind=MeasureKind.BUDGET,
        value=21_000_000,
        year="2024-25",
        definition="net revenue and capital",
    )
    return authority


def acting(account: Account) -> Actor:
    return Actor(f"account:{account.pk}", account.name)


def somebody(name: str = "Eluned Bowen") -> Account:
    account: Account = AccountFactory(name=name)
    return account


def for_council(authority: Authority) -> Sought:
    return Sought("authority", authority=authority)


def for_group(council: Authority, name: str = "Dunmoor Independents") -> Sought:
    return Sought("group", name, authority=council, standing="opposition")


def for_parish(parish: Parish, name: str = "Saltmarsh Town Council") -> Sought:
    return Sought("parish", name, parish=parish, has_council=True)


def begun(sought: Sought, account: Account) -> Application:
    started: Started = start_application(Beginning(sought, account.name), by=acting(account))
    return started.application


VALUES: dict[StepKey, dict[str, object]] = {
    StepKey.BODY: {},
    StepKey.YOU: {"applicant_name": "Eluned Bowen", "applicant_job_title": "Head of policy"},
    StepKey.GROUP: {"standing": "opposition", "intention": "That the council joins."},
    StepKey.DECISION: {
        "decision_on": date(2026, 9, 14),
        "decision_by": "Full council",
        "decision_reference": "Minute 47",
    },
    StepKey.FIGURES: {"population": 104_500, "budget": 21_500_000},
    StepKey.WORK: {"work": "We lend tools.", "why": "To learn from councils."},
    StepKey.SUPPORT: {"applicant_name": "Eluned Bowen", "why": "It works."},
    StepKey.PRINCIPLES: {},
    StepKey.PEOPLE: {},
}


def fill_in(application: Application, account: Account) -> Application:
    """Save every step of its form, complete."""
    for step in steps_of(application):
        save_step(application, kept(application, step), by=acting(account))
    return application


def kept(application: Application, step: StepKey) -> Kept:
    version = application.saves.get(str(step), 0)
    plain = Kept(step, version, VALUES[step])
    if step == StepKey.PRINCIPLES:
        [statement] = Statement.objects.all()
        answers = {each: Assessed(2, SENTENCE) for each in statement.principles.all()}
        return Kept(step, version, answers=answers)
    if step == StepKey.PEOPLE:
        kind = "group" if "group" in application.sub_kind else application.membership_class
        roles = NAMED.get(kind, ("representative",))
        people = tuple(
            Person(
                role,
                f"Somebody {number}",
                f"somebody-{number}@dunmoor.example",
                is_primary=number == 0,
            )
            for number, role in enumerate(roles)
        )
        return Kept(step, version, people=people)
    return plain
