"""The actor: who is acting and which roles they hold, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ccin.access.permissions import GRANTS, STAFF_ROLES, Permission, Role

NO_ROLES: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Built once a request from dated facts; a command names itself instead.

    `key` goes into the audit trail: `account:7`, `command:members-import`, `public`.
    `person` is the key of the Person the account belongs to, where there is one.
    """

    key: str
    name: str
    person: int | None = None
    network_roles: frozenset[Role] = NO_ROLES
    organisation_roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    body_roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()
    lacks_second_factor: bool = False  # holds a role that counts only after it: staff, bodies

    @classmethod
    def public(cls) -> "Actor":
        """Nobody in particular: a visitor who has not signed in."""
        return cls("public", "")

    @classmethod
    def command(cls, name: str) -> "Actor":
        """A command or the worker, acting under its own name."""
        return cls(f"command:{name}", name, network_roles=frozenset({Role.MACHINE}))

    @property
    def is_signed_in(self) -> bool:
        return self.key != "public"

    @property
    def account(self) -> int | None:
        """The key of the account that is signed in; commands and visitors have none."""
        kind, _, key = self.key.partition(":")
        return int(key) if kind == "account" and key.isdecimal() else None

    def holding(self, role: Role) -> "Actor":
        """The same actor with one more role, for a record to which they are more than others."""
        return replace(self, network_roles=self.network_roles | {role})

    @property
    def is_staff(self) -> bool:
        return bool(self.network_roles & STAFF_ROLES)

    def may(
        self, permission: str, *, organisation: int | None = None, body: int | None = None
    ) -> bool:
        """Whether a role held for the network, for this organisation or in this body grants it."""
        held = self.network_roles
        if organisation is not None:
            held |= self.organisation_roles.get(organisation, NO_ROLES)
        if body is not None:
            held |= self.body_roles.get(body, NO_ROLES)
        return any(permission in GRANTS[role] for role in held)

    def may_somewhere(self, permission: str) -> bool:
        """Whether any role held anywhere grants it: for pages about nothing in particular."""
        held = self.network_roles.union(
            *self.body_roles.values(), *self.organisation_roles.values()
        )
        return any(permission in GRANTS[role] for role in held)

    def must(
        self, permission: str, *, organisation: int | None = None, body: int | None = None
    ) -> None:
        if not self.may(permission, organisation=organisation, body=body):
            raise PermissionDenied(permission)

    def organisations_where(self, permission: Permission) -> list[int]:
        return [key for key in self.organisation_roles if self.may(permission, organisation=key)]

    def bodies_where(self, permission: Permission) -> list[int]:
        return [key for key in self.body_roles if self.may(permission, body=key)]


class ActorRequest(HttpRequest):
    actor: Actor
