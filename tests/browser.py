"""The test client: it signs in as anyone, and fails the test when a page writes out of place."""

import re
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from time import time
from typing import Any

from django.contrib.auth import get_user_model
from django.core.signals import setting_changed
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.utils.crypto import get_random_string

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld
from ccin.accounts.sessions import BEGAN, DEVICE, SEEN
from ccin.governance.models import Appointment, Seat
from ccin.governance.reads.bodies import body_roles_of
from ccin.governance.states import FilledBy, Office, SeatKind
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.states import MembershipClass, OrganisationKind

# The class in which an organisation comes into membership when its roles are to count.
CLASSES = defaultdict(
    lambda: MembershipClass.AFFILIATE,
    {
        OrganisationKind.COUNCIL: MembershipClass.FULL,
        OrganisationKind.PARTY_GROUP: MembershipClass.ASSOCIATE,
        OrganisationKind.PARISH: MembershipClass.ASSOCIATE,
    },
)

# What a GET may write: sessions, the cache, renditions of images, what Wagtail's editor keeps,
# that somebody has seen their recovery codes, and that something of the library was used.
WRITTEN_BY_A_GET = frozenset(
    {
        "accounts_session",
        "library_use",
        "mfa_authenticator",
        "project_cache",
        "website_rendition",
        "wagtailcore_editingsession",
        "wagtailusers_userprofile",
    }
)
# Written outside an operation: sessions, and the day of the last sign-in, by Django itself.
WRITTEN_BY_DJANGO = (
    re.compile(r'^UPDATE "accounts_account" SET "last_login" = '),
    re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "accounts_session"'),
)

# Whoever comes back from an identity provider comes with a GET.
RETURN_OF_A_PROVIDER = re.compile(r"^/sign-in/council/[\w-]+/back/$")

WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
HARMLESS = re.compile(
    r"^[\s(]*(?:SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|EXPLAIN|SET|DECLARE|CLOSE)\b",
    re.IGNORECASE,
)
OURS = re.compile(
    r"^(register|files|texts|search|discussion|library|members|principles|governance|accounts|joining|funding|audit|outbox|work|website|desk|newsroom)_"
)
# The editor's own screens are its operations: they check, they log, they keep every revision.
OPERATIONS = re.compile(
    r"^ccin\.(\w+\.operations|journeys)\b|^wagtail\.(admin|images|documents)\.views\b"
)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


def refuse_writes_of_a_get(
    execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    write = WRITE.match(sql)
    allowed = write.group(1) in WRITTEN_BY_A_GET if write else HARMLESS.match(sql)
    assert allowed, f"A GET wrote: {sql}"
    return execute(sql, params, many, context)


def refuse_writes_outside_operations(
    execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    write = WRITE.match(sql)
    if write and OURS.match(write.group(1)):
        known = in_an_operation() or any(pattern.match(sql) for pattern in WRITTEN_BY_DJANGO)
        assert known, f"Written outside an operation: {sql}"
    return execute(sql, params, many, context)


def in_an_operation() -> bool:
    frame = sys._getframe(1)
    while frame:
        if OPERATIONS.match(frame.f_globals.get("__name__", "")):
            return True
        frame = frame.f_back
    return False


# To build the chain of middleware costs as much as a page.
HANDLERS: dict[tuple[type[ClientHandler], bool], ClientHandler] = {}


def build_them_anew(**_changed: object) -> None:
    HANDLERS.clear()


setting_changed.connect(build_them_anew)


class OurClient(Client):
    """A browser. `sign_in(account)` or `act_as(actor)` first; then ask for pages."""

    kind_of_handler = ClientHandler

    def __init__(self, enforce_csrf_checks: bool = False, **kwargs: Any) -> None:
        super().__init__(enforce_csrf_checks, **kwargs)
        kind = (self.kind_of_handler, enforce_csrf_checks)
        if kind not in HANDLERS:
            HANDLERS[kind] = self.kind_of_handler(enforce_csrf_checks)
        self.handler = HANDLERS[kind]

    def request(self, **environ: Any) -> HttpResponse:
        reading = environ.get("REQUEST_METHOD") in {"GET", "HEAD"}
        if RETURN_OF_A_PROVIDER.match(environ.get("PATH_INFO", "")):
            reading = False
        guard = refuse_writes_of_a_get if reading else refuse_writes_outside_operations
        with connection.execute_wrapper(guard):
            return super().request(**environ)

    def sign_in(self, account: Account, *, second_factor: bool = True) -> Account:
        """Sign in as this account; with the second factor unless told otherwise."""
        self.force_login(account)
        session = self.session
        methods: list[dict[str, object]] = [{"method": "code", "at": time()}]
        if second_factor:
            methods.append({"method": "mfa", "type": "totp", "at": time()})
        session["account_authentication_methods"] = methods
        session["account_authentication_methods_user"] = str(account.pk)
        session.update({BEGAN: time(), DEVICE: "", SEEN: today().isoformat()})
        session.save()
        return account

    def act_as(self, actor: Actor, *, second_factor: bool = True) -> Account:
        """Sign in as a new account that holds this actor's roles, kept as real, dated records."""
        account = account_of(actor)
        return self.sign_in(account, second_factor=second_factor)


def account_of(actor: Actor) -> Account:
    """A new account with this actor's roles as records: an organisation whose roles are to count
    comes into membership, and each role in a body gets a seat of its own."""
    since = today() - timedelta(days=30)
    account: Account = get_user_model().objects.create_user(
        f"{get_random_string(8).lower()}@actors.example", name=actor.name or "A person"
    )
    RoleHeld.objects.bulk_create(
        RoleHeld(account=account, role=role, starts_on=since) for role in actor.network_roles
    )
    if actor.organisation_roles or actor.body_roles or actor.person:
        account.person = (
            Person.objects.get(pk=actor.person)
            if actor.person
            else Person.objects.create(name=account.name)
        )
        account.save()
        stand_for(account.person, actor, since)
        take_seats(account.person, actor, since)
    return account


def stand_for(person: Person, actor: Actor, since: date) -> None:
    already = set(person.representations.values_list("organisation_id", flat=True))
    for organisation, roles in actor.organisation_roles.items():
        if organisation not in already:
            Representation.objects.create(
                person=person,
                organisation_id=organisation,
                role="officer",
                is_primary=Role.MAIN_CONTACT in roles,
                starts_on=since,
            )
        if not Membership.objects.held_on(today()).filter(organisation=organisation).exists():
            Membership.objects.create(
                organisation_id=organisation,
                membership_class=CLASSES[Organisation.objects.get(pk=organisation).kind],
                starts_on=since,
            )


def take_seats(person: Person, actor: Actor, since: date) -> None:
    """Where the actor's person is seated in that body already, that is their seat."""
    already = set(body_roles_of(person.pk, today()))
    for body, roles in actor.body_roles.items():
        if body in already:
            continue
        is_chair = Role.CHAIR in roles
        for role in sorted(roles - {Role.CHAIR}) or [Role.VOTING]:
            seat = Seat.objects.create(
                body_id=body,
                name=f"Seat of {person}",
                kind=SeatKind.INDEPENDENT,
                role=role,
                filled_by=FilledBy.APPOINTMENT,
                position=100,
                starts_on=since,
            )
            Appointment.objects.create(
                seat=seat,
                person=person,
                office=Office.CHAIR if is_chair else "",
                starts_on=since,
                authority_on_file="For a test",
            )
