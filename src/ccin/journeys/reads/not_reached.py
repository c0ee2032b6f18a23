"""Whom letters do not reach, and what came in that nobody but staff can make anything of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import CharField, Count, Min, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Organisation, Person, Representation
from ccin.outbox.models import Arrival, Letter, Reach
from ccin.outbox.reasons import ARRIVED, WHY
from ccin.outbox.rules.reaching import why_of
from ccin.outbox.states import FAILED, ArrivalKind, ArrivalState


@dataclass(slots=True)
class Reader:
    """Somebody to whom letters went at an address: where the record says they read today."""

    name: str
    email: str = ""
    url: str = ""
    organisations: list[Organisation] = field(default_factory=list)
    failed: int = 0
    moved: bool = False  # to another address, to which what failed is sent


@dataclass(frozen=True, slots=True)
class NotReached:
    reach: Reach
    why: Promise
    readers: list[Reader]
    failed: int


def not_reached(actor: Actor, reaches: Sequence[Reach]) -> list[NotReached]:
    """With who reads there, by record, by account, or at least by the name on the letters."""
    letters = _letters_to(actor, [each.email for each in reaches if each.email])
    readers = _Readers(
        {key for held in letters.values() for key in held}, [each.email for each in reaches]
    )
    found = []
    for reach in reaches:
        held = letters.get(reach.email.lower(), {})
        shown = [readers.of(key, reach.email, *said) for key, said in held.items()]
        shown = shown or readers.at(reach.email)
        number = sum(failed for _name, failed in held.values())
        found.append(NotReached(reach, WHY[why_of(reach.last_error)], shown, number))
    return found


def open_reaches(actor: Actor) -> QuerySet[Reach]:
    """Those at which something came back that nobody has looked at yet, given up or not."""
    return Reach.objects.visible_to(actor).filter(bounces__gt=0, looked_at=None)


def _letters_to(actor: Actor, emails: Sequence[str]) -> dict[str, dict[str, tuple[str, int]]]:
    """By address and key, the name on the letters and how many of them could not be sent."""
    grouped = (
        Letter.objects.visible_to(actor)
        .to_address(*emails)
        .annotate(at=Lower("to_email"))
        .order_by()
        .values_list("at", "to_key")
        .annotate(failed=Count("pk", filter=Q(state=FAILED, secret=False)), name=Min("to_name"))
    )
    found: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for address, key, failed, name in grouped:
        found[address][key] = (name, failed)
    return found


class _Readers:
    """People and accounts by key and by address: three queries, however many."""

    def __init__(self, keys: Iterable[str], emails: Iterable[str]) -> None:
        parted = [key.partition(":") for key in keys]
        numbers = {
            what: [number for kind, _colon, number in parted if kind == what and number.isdecimal()]
            for what in ("person", "account")
        }
        addresses = [email.lower() for email in emails if email]
        accounts = Account.objects.filter(
            Q(pk__in=numbers["account"]) | Q(email__in=addresses) | Q(person__in=numbers["person"])
        )
        self.accounts = {account.pk: account for account in accounts}
        theirs = [each.person_id for each in self.accounts.values() if each.person_id]
        standing = Representation.objects.current_on(today()).select_related("organisation")
        people = (
            Person.objects.kept()
            .alias(address=Lower("email"))
            .filter(Q(pk__in=[*numbers["person"], *theirs]) | Q(address__in=addresses))
            .prefetch_related(Prefetch("representations", queryset=standing))
        )
        self.people = {person.pk: person for person in people}

    def of(self, key: str, at: str, name: str, failed: int) -> Reader:
        kind, _colon, number = key.partition(":")
        pk = int(number) if number.isdecimal() else 0
        reader = Reader(name or at)
        if kind == "account" and pk in self.accounts:
            reader = self._of_account(self.accounts[pk])
        elif kind == "person" and pk in self.people:
            reader = self._of_person(self.people[pk])
        reader.failed = failed
        reader.moved = bool(reader.email) and reader.email.lower() != at.lower()
        return reader

    def at(self, email: str) -> list[Reader]:
        found = [p for p in self.people.values() if p.email.lower() == email.lower()]
        return [self._of_person(person) for person in found] if email else []

    def _of_account(self, account: Account) -> Reader:
        person = self.people.get(account.person_id or 0)
        if person and person.email:
            return self._of_person(person)
        return Reader(account.name, account.email, account.get_absolute_url())

    def _of_person(self, person: Person) -> Reader:
        standing = [each.organisation for each in person.representations.all()]
        return Reader(person.name, person.email, person.get_record_url(), standing)


@dataclass(frozen=True, slots=True)
class ToRead:
    arrival: Arrival
    why: Promise


def to_read(actor: Actor) -> QuerySet[Arrival]:
    waiting = Arrival.objects.visible_to(actor).filter(state=ArrivalState.WAITING)
    return waiting.select_related("letter").order_by("arrived_at", "pk")


def explained(arrivals: Iterable[Arrival]) -> list[ToRead]:
    found = []
    for each in arrivals:
        usual = ARRIVED["refused" if each.kind == ArrivalKind.REPLY else "other"]
        found.append(ToRead(each, ARRIVED.get(each.because, usual)))
    return found


def waiting_for(actor: Actor) -> list[Waiting]:
    """For those who may do something about it, in one query."""
    if not actor.may(Permission.LETTER_RESEND):
        return []
    lost = open_reaches(actor).filter(given_up_at__isnull=False)
    came = Arrival.objects.visible_to(actor).filter(state=ArrivalState.WAITING)
    counted = _counted(lost, "lost", "given_up_at").union(
        _counted(came, "came", "arrived_at"), all=True
    )
    numbers = {what: (number, since) for what, number, since in counted}
    return [
        Waiting(words(number) % number, reverse(page), timezone.localtime(since).date())
        for what, words, page in TO_DO
        for number, since in [numbers.get(what, (0, None))]
        if since
    ]


def _counted(rows: QuerySet[Any], what: str, since: str) -> QuerySet[Any, Any]:
    marked = rows.order_by().annotate(what=Value(what, output_field=CharField()))
    grouped = marked.values_list("what").annotate(number=Count("pk"), since=Min(since))
    return cast("QuerySet[Any, Any]", grouped)


def _lost(number: int) -> str:
    return ngettext(
        "See to %d address that letters do not reach",
        "See to %d addresses that letters do not reach",
        number,
    )


def _came(number: int) -> str:
    return ngettext("Read %d e-mail that came in", "Read %d e-mails that came in", number)


TO_DO = (("lost", _lost, "journeys:not_reached"), ("came", _came, "journeys:arrived"))
