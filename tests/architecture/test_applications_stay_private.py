"""Nobody reads an application, or a concern, who has no part in it: no door shows it, no letter.

Whoever has no part in it opens every door that there is, the private ones among them, and
searches for it; none of its words may occur, in what they are shown or in what is written to them.
"""

from collections.abc import Callable, Iterator, Mapping

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.governance.operations.interests import declare_interest, declare_standing_interest
from ccin.governance.states import MatterKind
from ccin.members.models import Person
from tests.actors import EDITOR, OFFICER, voting_in
from tests.architecture.door import At
from tests.architecture.doors import DOORS
from tests.architecture.private_words import (
    ASKED_FOR,
    SECRET,
    World,
    a_concern,
    an_application,
    go_on,
    submit,
)
from tests.architecture.watched import WatchingClient, looked_up_for
from tests.browser import OurClient, account_of
from tests.factories import (
    ApplicantFactory,
    AppointmentFactory,
    MembershipFactory,
    PowerFactory,
    RepresentationFactory,
    SeatFactory,
)
from tests.letters import said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
# What somebody has declared, asked, or stands for they read on their own pages, and no more.
OWN = (
    *(
        f"{who} at governance:interests: zyzzyva-application-name"
        for who in ("who_declared_an_interest_in_it", "who_has_a_standing_interest")
    ),
    *(
        f"{who} at journeys:{page}: zyzzyva-{word}"
        for page in ("own_data", "download_own_data")
        for who, word in (
            ("who_declared_an_interest_in_it", "application-name"),
            ("who_has_a_standing_interest", "application-name"),
            ("who_sits_there_for_the_body_itself", "application-name"),
            ("who_sits_on_the_board", "question"),
        )
    ),
)
# The one who reads: an account, or nobody.
Reader = Callable[[World], Account | None]


def the_public(_world: World) -> None:
    return None


def somebody_without_a_role(_world: World) -> Account:
    return account_of(Actor("", "Sam Stranger"))


def the_main_contact_of_another_member(_world: World) -> Account:
    held = {MembershipFactory().organisation_id: frozenset({Role.MAIN_CONTACT})}
    return account_of(Actor("", "Carys Contact", organisation_roles=held))


def a_representative_of_another_member(_world: World) -> Account:
    held = {MembershipFactory().organisation_id: frozenset({Role.REPRESENTATIVE})}
    return account_of(Actor("", "Rhys Member", organisation_roles=held))


def who_writes_another_application(_world: World) -> Account:
    account: Account = ApplicantFactory().account
    return account


def who_chairs_a_body_not_on_its_route(_world: World) -> Account:
    elsewhere = PowerFactory(kind=MatterKind.JOIN_SUPPORTER).body
    held = {elsewhere.pk: frozenset({Role.CHAIR, Role.VOTING})}
    return account_of(Actor("", "Olwen Holder", body_roles=held))


def a_seat_on_the_board(world: World, office: str = "") -> Person:
    seat = SeatFactory(body=world.route.board)
    person: Person = AppointmentFactory(seat=seat, office=office).person
    return person


def who_declared_an_interest_in_it(world: World) -> Account:
    person = a_seat_on_the_board(world)
    member = voting_in(world.route.board, person=person.pk)
    if world.matter is not None:
        declare_interest(world.matter, "A cousin", by=member)
    return account_of(Actor("", person.name, person.pk))


def who_has_a_standing_interest(world: World) -> Account:
    person = a_seat_on_the_board(world, office="chair")
    assert world.about is not None
    declare_standing_interest(
        world.about, "A shareholder", by=voting_in(world.route.board, person=person.pk)
    )
    return account_of(Actor("", person.name, person.pk))


def who_sits_there_for_the_body_itself(world: World) -> Account:
    person = a_seat_on_the_board(world)
    RepresentationFactory(person=person, organisation=world.about)
    return account_of(Actor("", person.name, person.pk))


def who_sits_on_the_board(world: World) -> Account:
    person = world.route.board_members[0].person
    return account_of(Actor("", person.name, person.pk))


def who_sits_on_the_committee(world: World) -> Account:
    person = world.route.committee_members[0].person
    return account_of(Actor("", person.name, person.pk))


def the_main_contact_of_who_it_is_about(world: World) -> Account:
    assert world.about is not None
    held = {world.about.pk: frozenset({Role.MAIN_CONTACT})}
    return account_of(Actor("", "Carys Contact", organisation_roles=held))


def an_editor(_world: World) -> Account:
    return account_of(EDITOR)


WITHOUT_A_PART: list[Reader] = [
    the_public,
    somebody_without_a_role,
    the_main_contact_of_another_member,
    a_representative_of_another_member,
    who_writes_another_application,
    who_chairs_a_body_not_on_its_route,
]
# Of these the three who see most: what they are not shown, the others are not either.
WHO_SEE_MOST: list[Reader] = [
    the_public,
    the_main_contact_of_another_member,
    who_chairs_a_body_not_on_its_route,
]
INTERESTED: list[Reader] = [
    who_declared_an_interest_in_it,
    who_has_a_standing_interest,
    who_sits_there_for_the_body_itself,
]
BEFORE_IT_IS_SENT: list[Reader] = [who_sits_on_the_board, who_sits_on_the_committee]
OF_A_CONCERN: list[Reader] = [the_main_contact_of_who_it_is_about, an_editor, who_sits_on_the_board]


@pytest.fixture(autouse=True)
def _an_officer_is_told() -> None:
    account_of(OFFICER)


def test_an_application_is_read_by_nobody_without_a_part_in_it() -> None:
    world = an_application()
    submit(world)
    readers = [*WITHOUT_A_PART, *INTERESTED]
    accounts = {reader.__name__: reader(world) for reader in readers}
    go_on(world)

    assert [leak for leak in leaks(world, accounts) if not leak.startswith(OWN)] == []


def test_a_draft_is_read_by_those_who_write_it() -> None:
    world = an_application()
    readers = [*WHO_SEE_MOST, *BEFORE_IT_IS_SENT]

    assert leaks(world, {reader.__name__: reader(world) for reader in readers}) == []


def test_a_concern_is_read_by_those_who_look_after_it() -> None:
    world = a_concern()
    readers = [*WHO_SEE_MOST, *INTERESTED, *OF_A_CONCERN]

    found = leaks(world, {reader.__name__: reader(world) for reader in readers})

    assert [leak for leak in found if not leak.startswith(OWN)] == []


def test_what_is_private_is_there_to_be_read() -> None:
    """Else the tests above would find nothing wherever they looked."""
    world = an_application()
    submit(world)
    go_on(world)
    found = " ".join(leaks(world, {"an officer": account_of(OFFICER)}))

    for word in ("sentence", "answer", "question", "advice", "condition", "page", "email"):
        assert f"-{word}" in found, word


def leaks(world: World, accounts: Mapping[str, Account | None]) -> list[str]:
    """Who is shown or told what, and where."""
    browsers = {name: browser_of(account) for name, account in accounts.items()}
    letters = [
        f"{name}: {word}"
        for name, account in accounts.items()
        if account is not None
        for word in told(account)
    ]
    return [*shown(world, browsers), *letters]


def browser_of(account: Account | None) -> OurClient:
    browser = WatchingClient()
    if account is not None:
        browser.sign_in(account)
    return browser


def shown(world: World, browsers: Mapping[str, OurClient]) -> Iterator[str]:
    """Each row makes its records once, for all who look."""
    for name in sorted(DOORS):
        if DOORS[name].get is None:
            continue
        with transaction.atomic():
            make = DOORS[name].at
            at = world.ours.get(make) or make()
            address = at.url or reverse(name, kwargs=dict(at.kwargs))
            for who, browser in browsers.items():
                answer = browser.get(address + at.query)
                found = secrets_in(answer)
                if make is At and looked_up_for(answer):  # else it answers a search alike
                    found |= secrets_in(browser.get(f"{address}?q={ASKED_FOR}"))
                for word in found:
                    yield f"{who} at {name}: {word}"
            transaction.set_rollback(True)


def secrets_in(response: HttpResponse) -> set[str]:
    answer = b"".join(response) if response.streaming else response.content
    everything = [answer.decode(errors="replace"), *map(str, response.headers.values())]
    return {found.lower() for text in everything for found in SECRET.findall(text)}


def told(account: Account) -> Iterator[str]:
    addresses = {account.email, account.person.email if account.person else ""}
    for each in said():
        if each.to_email and each.to_email in addresses:
            for word in set(SECRET.findall(f"{each.subject} {each.text}")):
                yield f"{each.kind}: {word}"
