"""Whom to ring about a resource, as far as whoever asks may know."""

from dataclasses import dataclass
from datetime import date

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.library.models import Resource
from ccin.members.models import Organisation, Person, Representation
from ccin.members.states import in_membership


@dataclass(frozen=True, slots=True)
class Contact:
    """`line` and `public_contact` are the owner's public words. A person's name is public where
    they agreed to it; how to reach them is for members."""

    line: str = ""
    public_contact: str = ""
    name: str = ""
    job_title: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    stands_in: bool = False  # the main contact, because the one who was named has moved on
    hides_more: bool = False  # members see more

    @property
    def is_known(self) -> bool:
        return bool(self.line or self.public_contact or self.name)


def contact_of(resource: Resource, actor: Actor, *, on: date) -> Contact:
    """The person named for it while they stand for its owner; else the owner's main contact."""
    owner = resource.owner
    member = reads_addresses(actor)
    named = _standing(owner, resource.contact, on) if owner and resource.contact else None
    held = named or (_main_contact(owner, on) if owner else None)
    said = Contact(
        line=resource.contact_line,
        public_contact=owner.public_contact if owner else "",
        hides_more=held is not None and not member,
    )
    if held is None:
        return said
    person = held.person
    if not member and (named is None or not person.listing_consent_on):
        return said
    return Contact(
        line=said.line,
        public_contact=said.public_contact,
        name=person.name,
        job_title=held.job_title,
        organisation=str(owner),
        email=person.email if member else "",
        phone=person.phone if member else "",
        stands_in=named is None and resource.contact_id is not None,
        hides_more=said.hides_more,
    )


def reads_addresses(actor: Actor) -> bool:
    """Whether this actor may know how to reach people of members: members themselves and staff."""
    return in_membership(actor.classes) or actor.may(Permission.PERSON_READ_ANY)


def _standing(owner: Organisation, person: Person, day: date) -> Representation | None:
    if person.erased_on is not None:
        return None
    current = Representation.objects.current_on(day).filter(organisation=owner, person=person)
    return current.select_related("person").order_by("-is_primary", "pk").first()


def _main_contact(owner: Organisation, day: date) -> Representation | None:
    current = Representation.objects.current_on(day).filter(organisation=owner, is_primary=True)
    kept = current.filter(person__erased_on__isnull=True)
    return kept.select_related("person").order_by("pk").first()
