"""Named people for tests of operations. For pages, `client.act_as(OFFICER)` signs one in."""

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.governance.models import Body
from ccin.members.models import Organisation


def on_staff(name: str, *roles: Role) -> Actor:
    return Actor(f"account:test-{name}", name, network_roles=frozenset(roles))


PUBLIC = Actor.public()
STRANGER = Actor("account:test-stranger", "Sam Stranger")  # signed in, holding no role
OFFICER = on_staff("Morwenna Pascoe", Role.MEMBERSHIP_OFFICER)
EDITOR = on_staff("Idris Vaughan", Role.EDITOR)
ADMINISTRATOR = on_staff("Adaeze Okafor", Role.ADMINISTRATOR)
STAND_IN = on_staff("Hamish Baird", Role.STAND_IN)
WORKER = Actor.command("worker")


def main_contact_of(organisation: Organisation, *, person: int | None = None) -> Actor:
    roles = {organisation.pk: frozenset({Role.MAIN_CONTACT})}
    return Actor("account:test-contact", "Carys Contact", person, organisation_roles=roles)


def representative_of(organisation: Organisation, *, person: int | None = None) -> Actor:
    roles = {organisation.pk: frozenset({Role.REPRESENTATIVE})}
    return Actor("account:test-representative", "Rhys Member", person, organisation_roles=roles)


def in_body(body: Body, *roles: Role, person: int | None = None) -> Actor:
    """Somebody who sits in a body; pass the person where interests or votes matter."""
    held = {body.pk: frozenset(roles)}
    return Actor("account:test-office-holder", "Olwen Holder", person, body_roles=held)


def chair_of(body: Body, *, person: int | None = None) -> Actor:
    return in_body(body, Role.CHAIR, Role.VOTING, person=person)


def voting_in(body: Body, *, person: int | None = None) -> Actor:
    return in_body(body, Role.VOTING, person=person)


def non_voting_in(body: Body, *, person: int | None = None) -> Actor:
    return in_body(body, Role.NON_VOTING, person=person)


def clerk_of(body: Body, *, person: int | None = None) -> Actor:
    return in_body(body, Role.CLERK, person=person)


def adviser_in(body: Body, *, person: int | None = None) -> Actor:
    return in_body(body, Role.ADVISER, person=person)
