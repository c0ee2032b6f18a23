"""Named people for tests of operations. For pages, `client.act_as(OFFICER)` signs one in."""

from ccin.access.actor import Actor
from ccin.access.permissions import Role
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
