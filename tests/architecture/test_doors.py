"""Every page, asked for by everyone: by the public, by each role, and by staff half signed in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from ccin.access.actor import Actor
from ccin.access.permissions import BODY_ROLES, GRANTS, STAFF_ROLES, Permission, Role
from ccin.accounts.models import Account
from tests.architecture.door import ALL_THE_WAY_IN, OPEN, SIGNED_IN, At, Door, Needs
from tests.architecture.doors import DOORS, EDITOR, MET_ELSEWHERE
from tests.browser import OurClient, account_of, refuse_writes_of_a_get
from tests.factories import ApplicantFactory, BodyFactory, OrganisationFactory

ORGANISATION_ROLES = frozenset({Role.MAIN_CONTACT, Role.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the door. `counts` is false for a role that must open nothing here: held for
    another organisation or in another body, or on staff or in a body without the second factor."""

    name: str
    role: Role | None = None
    is_signed_in: bool = True
    second_factor: bool = True
    elsewhere: bool = False

    @property
    def counts(self) -> bool:
        return self.second_factor and not self.elsewhere


VISITORS = [
    Visitor("the public", is_signed_in=False),
    Visitor("somebody without a role"),
    *(Visitor(role.value, role) for role in sorted(STAFF_ROLES | ORGANISATION_ROLES | BODY_ROLES)),
    Visitor("a stand-in without a second factor", Role.STAND_IN, second_factor=False),
    Visitor("an administrator without one", Role.ADMINISTRATOR, second_factor=False),
    Visitor("a clerk without one", Role.CLERK, second_factor=False),
]
STRANGERS = [
    Visitor(f"{role.value} of another organisation", role, elsewhere=True)
    for role in sorted(ORGANISATION_ROLES)
]
WRITERS = [
    Visitor("who writes the application", Role.APPLICANT),
    Visitor("who writes another application", Role.APPLICANT, elsewhere=True),
]
STRANGERS_TO_THE_BODY = [
    Visitor(f"{role.value} in another body", role, elsewhere=True) for role in sorted(BODY_ROLES)
]


def visitors(at: At) -> list[Visitor]:
    return (
        VISITORS
        + (STRANGERS if at.organisation else [])
        + (STRANGERS_TO_THE_BODY if at.body else [])
        + (WRITERS if at.application else [])
    )


def may_open(needs: Needs, visitor: Visitor) -> bool:
    if needs == OPEN:
        return True
    if needs == SIGNED_IN:
        return visitor.is_signed_in
    if needs == ALL_THE_WAY_IN:
        return visitor.is_signed_in and visitor.second_factor
    wanted = {needs} if isinstance(needs, str) else set(needs or ())
    return bool(visitor.role and visitor.counts and wanted & GRANTS[visitor.role])


def browser_of(visitor: Visitor, at: At, known: Mapping[Visitor, str]) -> OurClient:
    browser = OurClient()
    if visitor.is_signed_in:
        is_here = not visitor.elsewhere and visitor.role in roles_here(at)
        if visitor in known and not is_here:
            browser.cookies[settings.SESSION_COOKIE_NAME] = known[visitor]
        else:
            browser.sign_in(account_at(visitor, at), second_factor=visitor.second_factor)
    return browser


def roles_here(at: At) -> frozenset[Role]:
    """Those that somebody holds for what is behind this very door."""
    return frozenset(
        (ORGANISATION_ROLES if at.organisation else frozenset())
        | (BODY_ROLES if at.body else frozenset())
        | ({Role.APPLICANT} if at.application else frozenset())
    )


def account_at(visitor: Visitor, at: At) -> Account:
    """With the role that the visitor comes with, held for what is behind this door or elsewhere."""
    actor = Actor("", visitor.name)
    if visitor.role in STAFF_ROLES:
        actor = Actor("", visitor.name, network_roles=frozenset({visitor.role}))
    elif visitor.role in BODY_ROLES:
        body = at.body or BodyFactory().pk
        actor = Actor("", visitor.name, body_roles={body: frozenset({visitor.role})})
    elif visitor.role == Role.APPLICANT:
        written = {"application_id": at.application} if at.application else {}
        applicant: Account = ApplicantFactory(**written).account
        return applicant
    elif visitor.role:
        organisation = at.organisation or OrganisationFactory().pk
        held = {organisation: frozenset({visitor.role})}
        actor = Actor("", visitor.name, organisation_roles=held)
    return account_of(actor)


@pytest.fixture(scope="module")
def known(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Mapping[Visitor, str]]:
    """The session of each who comes to every door alike: they sign in once, and what they do at a
    door is undone."""
    everybody = [*VISITORS, *STRANGERS, *STRANGERS_TO_THE_BODY, *WRITERS]
    with django_db_blocker.unblock(), transaction.atomic():
        yield {each: session_of(each) for each in everybody if each.is_signed_in}
        transaction.set_rollback(True)


def session_of(visitor: Visitor) -> str:
    browser = OurClient()
    browser.sign_in(account_at(visitor, At()), second_factor=visitor.second_factor)
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


def is_shut(response: HttpResponse) -> bool:
    """Refused, hidden, or sent to sign in (again, or with a second factor)."""
    if response.status_code in {302, 303}:
        on_the_way_in = (settings.LOGIN_URL, "mfa_", "accounts:second_factor")
        return any(response.url.startswith(address) for address in addresses(on_the_way_in))
    return response.status_code in {401, 403, 404}


def addresses(names: tuple[str, ...]) -> Iterator[str]:
    known = {name for _, name in routes()}
    for name in names:
        for route in known:
            if route == name or (name.endswith("_") and route.startswith(name)):
                yield resolve_url(route)


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str]]:
    """Each address of the site with its full name; an address without one gets none."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, path, inner)
        else:
            yield path, f"{namespace}{pattern.name}" if pattern.name else ""


def ours() -> dict[str, str]:
    return {name: path for path, name in routes() if not path.startswith(EDITOR)}


def test_every_address_has_a_name_and_a_row() -> None:
    assert [path for path, name in routes() if not name and not path.startswith(EDITOR)] == []
    assert set(ours()) - set(DOORS) - MET_ELSEWHERE == set()


def test_no_row_is_left_over() -> None:
    assert (set(DOORS) | MET_ELSEWHERE) - set(ours()) == set()


def test_every_role_comes_to_the_door() -> None:
    """Commands come through no door, and nobody comes with what they hold in one group alone: an
    operation adds it to whoever belongs."""
    in_a_group = {Role.GROUP_MEMBER, Role.GROUP_MODERATOR, Role.NETWORK_OFFICER}
    met = STAFF_ROLES | ORGANISATION_ROLES | BODY_ROLES | {visitor.role for visitor in WRITERS}
    assert set(Role) - met == {Role.MACHINE} | in_a_group


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_opens_to_those_who_may_and_to_nobody_else(
    name: str, known: Mapping[Visitor, str]
) -> None:
    door = DOORS[name]
    at = door.at()
    url = at.url or reverse(name, kwargs=dict(at.kwargs))
    wrong = [
        f"{method} by {visitor.name}: {status}"
        for visitor in visitors(at)
        for method, status in knock(door, url + at.query, visitor, browser_of(visitor, at, known))
    ]

    assert wrong == []


def knock(door: Door, url: str, visitor: Visitor, browser: OurClient) -> Iterator[tuple[str, str]]:
    """What went wrong when this visitor asked; whatever was written is undone."""
    for method, needs in (("GET", door.get), ("POST", door.post)):
        with transaction.atomic():
            response = ask(door, method, needs, url, browser)
            transaction.set_rollback(True)
        if needs is None:
            right = response.status_code == 405 or is_shut(response) or method == "POST"
        else:
            right = is_shut(response) != may_open(needs, visitor) and response.status_code < 500
        if not right:
            yield method, f"{response.status_code} {getattr(response, 'url', '')}"


def ask(door: Door, method: str, needs: Needs, url: str, browser: OurClient) -> HttpResponse:
    if method == "GET":
        answer = browser.get(url)
        if answer.streaming:
            b"".join(answer)  # read to its end, a file is closed
        return answer
    if needs is None:
        with connection.execute_wrapper(refuse_writes_of_a_get):
            return browser.post(url)
    return browser.post(url, data=dict(door.data()))


@pytest.mark.django_db
def test_the_editor_opens_to_editors_alone(known: Mapping[Visitor, str]) -> None:
    """Wagtail's screens, the lists and tools that need no argument, each asked for by everyone."""
    paths = [
        path for path, _ in routes() if path.startswith(EDITOR) and not set(path) & set("<(?^")
    ]
    barred = [
        Visitor("the public", is_signed_in=False),
        Visitor(Role.MEMBERSHIP_OFFICER.value, Role.MEMBERSHIP_OFFICER),
        Visitor(Role.EDITOR.value, Role.EDITOR, second_factor=False),
    ]
    assert not any(may_open(Permission.PAGE_EDIT, visitor) for visitor in barred)
    found = [
        f"/{path} by {visitor.name}: {response.status_code}"
        for visitor in barred
        for browser in [browser_of(visitor, At(), known)]
        for path in paths
        if not is_shut(response := browser.get(f"/{path}"))
    ]

    assert found == []
    assert len(paths) > 20
