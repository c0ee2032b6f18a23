"""The letters of adopting: the giver is told, both are put in touch, the outcome is asked for."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.library.models import Adoption, Resource
from ccin.library.reads.adopting import contact_of, givers_of
from ccin.library.reads.writing import editors
from ccin.members.models import Person
from ccin.outbox.operations.writing import Recipient, write


def adoption_recorded(adoption: Adoption) -> None:
    """The giver learns who took it up and how to reach them; the adopter gets the giver's name and
    address. Each is written to once."""
    adopter, givers = contact_of(adoption), givers_of(adoption.resource)
    givers = [giver for giver in givers if adopter is None or giver.pk != adopter.pk]
    address = _address_of(adoption.resource)
    for giver in _written_to(adoption.resource, givers):
        write(
            "library.adoption_recorded",
            to=giver,
            subject=_("%(name)s takes up “%(title)s”") % _named(adoption),
            adoption=adoption,
            adopter=adopter,
            address=address,
        )
    if adopter is not None:
        write(
            "library.put_in_touch",
            to=_to(adopter),
            subject=_("Whom to ask about “%(title)s”") % _named(adoption),
            adoption=adoption,
            givers=givers,
            contact_line=adoption.resource.contact_line,
            address=address,
            change_at=f"{settings.SITE_ADDRESS}{adoption.get_absolute_url()}",
        )


def outcome_asked(adoption: Adoption, *, again: bool) -> bool:
    """First, or as the one reminder; whether there was anybody to write to."""
    adopter = contact_of(adoption)
    if adopter is None:
        return False
    write(
        "library.outcome_asked",
        to=_to(adopter),
        subject=_("What came of “%(title)s”?") % _named(adoption),
        adoption=adoption,
        again=again,
        address=f"{settings.SITE_ADDRESS}{adoption.get_outcome_url()}",
    )
    return True


def outcome_told(adoption: Adoption) -> None:
    adopter = contact_of(adoption)
    for giver in _written_to(adoption.resource, givers_of(adoption.resource)):
        write(
            "library.outcome_told",
            to=giver,
            subject=_("What came of “%(title)s” at %(name)s") % _named(adoption),
            adoption=adoption,
            adopter=adopter,
            address=_address_of(adoption.resource),
        )


def _written_to(resource: Resource, givers: list[Person]) -> list[Recipient]:
    """The giver's people; the editors for what the network itself owns."""
    if resource.owner_id is None:
        return [Recipient(each.email, each.name, f"account:{each.pk}") for each in editors()]
    return [_to(giver) for giver in givers]


def _to(person: Person) -> Recipient:
    return Recipient(person.email, person.name, f"person:{person.pk}")


def _named(adoption: Adoption) -> dict[str, object]:
    return {"name": adoption.organisation, "title": adoption.resource.title}


def _address_of(resource: Resource) -> str:
    return f"{settings.SITE_ADDRESS}{resource.get_absolute_url()}"
