"""Adding and correcting people."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Person
from ccin.members.operations.finding import index_people


@dataclass(frozen=True, slots=True)
class PersonDetails:
    name: str
    email: str = ""
    phone: str = ""
    notes: str = ""
    listing_consent_on: date | None = None
    listing_consent_source: str = ""

    @classmethod
    def of(cls, person: Person) -> "PersonDetails":
        return cls(**{field.name: getattr(person, field.name) for field in fields(cls)})


@transaction.atomic
def add_person(details: PersonDetails, *, fictional: bool = False, by: Actor) -> Person:
    by.must(Permission.PERSON_CHANGE)
    _check(details, other_than=0)
    person = Person(fictional=fictional)
    _write(person, details)
    person.save()
    record(by, "members.person_added", person, personal={"name": person.name})
    return person


@transaction.atomic
def correct_person(person: Person, details: PersonDetails, *, version: int, by: Actor) -> None:
    person.refresh_from_db(from_queryset=Person.objects.select_for_update())
    by.must(Permission.PERSON_CHANGE)
    if person.version != version:
        raise Stale
    if person.erased_on:
        raise Refused("This person was erased and cannot be changed. Add a new record instead.")
    _check(details, other_than=person.pk)
    before = PersonDetails.of(person)
    _write(person, details)
    person.version += 1
    person.save()
    changes = {
        field.name: [str(getattr(before, field.name) or ""), str(getattr(person, field.name) or "")]
        for field in fields(before)
        if getattr(before, field.name) != getattr(person, field.name)
    }
    record(by, "members.person_corrected", person, personal=changes, fields=list(changes))
    index_people(person.pk)


def _check(details: PersonDetails, *, other_than: int) -> None:
    same = Person.objects.filter(merged_into__isnull=True, email__iexact=details.email.strip())
    for known in same.exclude(pk=other_than) if details.email.strip() else ():
        raise Refused(
            f"{known.name} already has this e-mail address. Open that record, "
            "or leave the address empty if it is shared."
        )
    if details.listing_consent_on and not details.listing_consent_source.strip():
        raise Refused("Say how this person agreed to be named in public: a letter, a form, a call.")


def _write(person: Person, details: PersonDetails) -> None:
    for field in fields(details):
        setattr(person, field.name, getattr(details, field.name))
    person.email = details.email.strip()
