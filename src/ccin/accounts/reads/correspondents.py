"""Who writes by e-mail: a person or an account, known by the key in the address they reply to."""

from dataclasses import dataclass

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for, standing_of
from ccin.kernel.clock import today
from ccin.members.models import Person
from ccin.outbox.operations.writing import Recipient


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who they are today, where letters to them go, and the addresses they may write from."""

    actor: Actor
    recipient: Recipient
    addresses: frozenset[str]


def correspondent(key: str) -> Correspondent | None:
    """By `person:7` or `account:3`; nobody, where they were erased or stopped.

    An e-mail proves no second step: what staff and office-holders may do ends here, what somebody
    may do for their organisation or in a group does not. A person needs no account to write.
    """
    kind, _colon, number = key.partition(":")
    if not number.isdecimal():
        return None
    if kind == "account":
        account = Account.objects.select_related("person").filter(pk=number).first()
        return _of_account(account, key) if account else None
    if kind != "person":
        return None
    person = _kept(Person.objects.filter(pk=number).first())
    if person is None:
        return None
    account = Account.objects.select_related("person").filter(person=person).first()
    return _of_account(account, key) if account else _of_person(person, key)


def _kept(person: Person | None) -> Person | None:
    """The record that a merged one was merged into, however often."""
    while person and person.merged_into_id:
        person = Person.objects.filter(pk=person.merged_into_id).first()
    return person if person and person.erased_on is None else None


def _of_account(account: Account, key: str) -> Correspondent | None:
    if not account.is_active:
        return None
    person = account.person
    own = person.email if person and person.email else account.email
    return Correspondent(
        actor_for(account, second_factor=False),
        Recipient(own, account.name, key),
        _addresses(account.email, person.email if person else ""),
    )


def _of_person(person: Person, key: str) -> Correspondent:
    standing = standing_of(person.pk, today())
    actor = Actor(
        key=f"person:{person.pk}",
        name=person.name,
        person=person.pk,
        organisation_roles=standing.roles,
        classes=standing.classes,
    )
    return Correspondent(actor, Recipient(person.email, person.name, key), _addresses(person.email))


def _addresses(*emails: str) -> frozenset[str]:
    return frozenset(email.strip().lower() for email in emails if email)
