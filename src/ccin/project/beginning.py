"""What every network needs before its first day, real or demonstrated; safe to run again."""

from collections.abc import Callable

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.accounts.operations.accounts import create_account
from ccin.accounts.operations.roles import Grant, grant_role
from ccin.desk.operations import bring_the_year
from ccin.discussion.operations.facts import load_groups
from ccin.funding.operations.project_facts import load_projects
from ccin.funding.operations.round_facts import load_rounds
from ccin.governance.operations.bodies import load_bodies
from ccin.joining.operations.application_forms import load_application_forms
from ccin.kernel.clock import today
from ccin.library.operations.reports import load_reports
from ccin.library.operations.themes import load_themes
from ccin.members.operations import load_snapshots, load_terms
from ccin.principles.operations import load_statement
from ccin.register.operations import load_facts
from ccin.website.operations import write_first_pages

FIRST_ROLES = (Role.ADMINISTRATOR, Role.MEMBERSHIP_OFFICER, Role.EDITOR)
Tell = Callable[[str], None]


def lay_foundations(*, by: Actor, tell: Tell) -> None:
    """Facts with their sources; what is not public fact is marked as a proposal."""
    tell("The register of UK public authorities …")
    load_facts(by=by)
    tell("The network's terms, published figures and Statement …")
    load_terms(by=by)
    load_snapshots(by=by)
    load_statement(by=by)
    load_application_forms(by=by)
    tell("The network's bodies and their terms of reference …")
    load_bodies(by=by)
    load_groups(by=by)
    bring_the_year(by=by)
    tell("The library's themes, and the reports of earlier projects …")
    load_themes(by=by)
    load_reports(by=by)
    tell("The rounds of funding of earlier years, and what was funded …")
    load_rounds(by=by)
    load_projects(by=by)
    tell("The first pages of the website …")
    write_first_pages(by=by)


def open_first_account(name: str, email: str, *, by: Actor) -> Account:
    """The first person on staff, who can give others their roles."""
    account = Account.objects.filter(email=email.lower()).first()
    if account is None:
        account = create_account(email, name=name, by=by)
    held = set(account.roles_held.current_on(today()).values_list("role", flat=True))
    for role in FIRST_ROLES:
        if role not in held:
            grant_role(account, Grant(role, starts_on=today()), by=by)
    return account
