"""Who recipients are today: by which keys they are known, where they read, what they may read."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld
from ccin.discussion.reads.groups import group_tokens
from ccin.governance.models import Appointment
from ccin.kernel.clock import today
from ccin.members.models import Membership, Person, Representation
from ccin.outbox.rules.digests import Standing
from ccin.search.rules import tokens_of


def standings(keys: Collection[str]) -> dict[str, Standing]:
    """By recipient key (`person:7`, `account:3`), who that is today, with the tokens of the search,
    of their groups, and of what is for them alone. Whoever was erased or stopped is missing.

    Somebody with an account and records that became one is one reader, known by the record that
    was kept. Seven queries, however many keys.
    """
    accounts = list(
        Account.objects.filter(
            Q(pk__in=_numbers(keys, "account")) | Q(person__in=_numbers(keys, "person")),
            is_active=True,
        ).order_by("pk")
    )
    asked = {*_numbers(keys, "person"), *(each.person_id for each in accounts if each.person_id)}
    people = Person.objects.filter(pk__in=asked, erased_on=None, merged_into=None)
    merged = Person.objects.filter(merged_into__in=asked)
    facts = _facts_of(asked, accounts, today())
    earlier: dict[int | None, list[str]] = defaultdict(list)
    for pk, kept in merged.order_by("pk").values_list("pk", "merged_into"):
        earlier[kept].append(f"person:{pk}")
    found: dict[str, Standing] = {}
    owners = {each.person_id: each for each in accounts if each.person_id}
    for person in people.order_by("pk"):
        found |= _reader(person, owners.get(person.pk), facts, earlier[person.pk])
    for account in accounts:
        if account.person_id is None:
            found |= _reader(None, account, facts)
    return {key: found[key] for key in keys if key in found}


@dataclass(frozen=True, slots=True)
class _Facts:
    roles: dict[int, set[Role]]  # by account
    organisations: dict[int, set[int]]  # by person, as all that follow
    classes: dict[int, set[str]]
    bodies: dict[int, set[int]]
    groups: dict[int, frozenset[str]]


def _numbers(keys: Iterable[str], kind: str) -> list[int]:
    parted = (key.partition(":") for key in keys)
    return [int(number) for what, _colon, number in parted if what == kind and number.isdecimal()]


def _facts_of(people: Collection[int], accounts: Iterable[Account], day: date) -> _Facts:
    roles: dict[int, set[Role]] = defaultdict(set)
    held = RoleHeld.objects.current_on(day).filter(account__in=[each.pk for each in accounts])
    for account, role in held.order_by().values_list("account", "role"):
        roles[account].add(Role(role))
    organisations: dict[int, set[int]] = defaultdict(set)
    classes: dict[int, set[str]] = defaultdict(set)
    for person, organisation, class_held in _represented(people, day):
        organisations[person].add(organisation)
        classes[person].add(class_held)
    bodies: dict[int, set[int]] = defaultdict(set)
    sitting = Appointment.objects.counting_on(day).filter(person__in=people).order_by()
    for person, body in sitting.values_list("person", "seat__body"):
        bodies[person].add(body)
    return _Facts(roles, organisations, classes, bodies, group_tokens(list(people)))


def _represented(people: Collection[int], day: date) -> Iterable[tuple[int, int, str]]:
    """Only organisations that hold a class that day: see `actor_for`."""
    held = Membership.objects.held_on(day).filter(organisation=OuterRef("organisation"))
    standing = Representation.objects.current_on(day).filter(person__in=people)
    return (
        standing.annotate(class_held=Subquery(held.values("membership_class")[:1]))
        .filter(class_held__isnull=False)
        .order_by()
        .values_list("person", "organisation", "class_held")
    )


def _reader(
    person: Person | None, account: Account | None, facts: _Facts, also: Iterable[str] = ()
) -> dict[str, Standing]:
    number = person.pk if person else 0
    keys = [f"person:{number}"] if person else []
    keys += [f"account:{account.pk}"] if account else []
    keys += also
    actor = Actor(
        keys[0],
        "",
        person=person.pk if person else None,
        network_roles=frozenset(facts.roles.get(account.pk, ()) if account else ()),
        organisation_roles={key: frozenset() for key in facts.organisations.get(number, ())},
        body_roles={key: frozenset() for key in facts.bodies.get(number, ())},
        classes=frozenset(facts.classes.get(number, ())),
    )
    standing = Standing(
        key=keys[0],
        name=(person.name if person else "") or str(account),
        email=(person.email if person else "") or (account.email if account else ""),
        tokens=tokens_of(actor) | facts.groups.get(number, frozenset()) | frozenset(keys),
        keys=frozenset(keys),
    )
    return dict.fromkeys(keys, standing)
