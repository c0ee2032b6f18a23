"""What is told of adopting: the giver learns of it, both are put in touch, the outcome is asked
for."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.accounts.reads.recipients import recipient_of
from ccin.library.models import Adoption, Resource
from ccin.library.reads.adopting import contact_of, givers_of
from ccin.library.reads.indexing import keepers_of
from ccin.library.reads.writing import editors
from ccin.members.models import Person
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient


def adoption_recorded(adoption: Adoption) -> None:
    """The giver learns who took it up and how to reach them; the adopter gets the giver's name and
    address. Each is told once."""
    adopter, givers = contact_of(adoption), givers_of(adoption.resource)
    givers = [giver for giver in givers if adopter is None or giver.pk != adopter.pk]
    tell(
        "library.adoption_recorded",
        to=_written_to(adoption.resource, givers),
        section=sections.library(),
        title=_("%(name)s takes up “%(title)s”") % _named(adoption),
        address=_address_of(adoption.resource),
        personal=True,
        audience=keepers_of(adoption.resource),
        adoption=adoption,
        adopter=adopter,
    )
    if adopter is not None:
        tell(
            "library.put_in_touch",
            to=[_to(adopter)],
            section=sections.library(),
            title=_("Whom to ask about “%(title)s”") % _named(adoption),
            address=_address_of(adoption.resource),
            personal=True,
            audience=[f"org:{adoption.organisation_id}"],
            adoption=adoption,
            givers=givers,
            contact_line=adoption.resource.contact_line,
            change_at=f"{settings.SITE_ADDRESS}{adoption.get_absolute_url()}",
        )


def outcome_asked(adoption: Adoption, *, again: bool) -> bool:
    """First, or as the one reminder; whether there was anybody to ask."""
    adopter = contact_of(adoption)
    if adopter is None:
        return False
    tell(
        "library.outcome_asked",
        to=[_to(adopter)],
        section=sections.library(),
        title=_("What came of “%(title)s”?") % _named(adoption),
        address=f"{settings.SITE_ADDRESS}{adoption.get_outcome_url()}",
        personal=True,
        audience=[f"org:{adoption.organisation_id}"],
        adoption=adoption,
        again=again,
    )
    return True


def outcome_told(adoption: Adoption) -> None:
    tell(
        "library.outcome_told",
        to=_written_to(adoption.resource, givers_of(adoption.resource)),
        section=sections.library(),
        title=_("What came of “%(title)s” at %(name)s") % _named(adoption),
        address=_address_of(adoption.resource),
        audience=keepers_of(adoption.resource),
        adoption=adoption,
        adopter=contact_of(adoption),
    )


def _written_to(resource: Resource, givers: list[Person]) -> list[Recipient]:
    """The giver's people; the editors for what the network itself owns."""
    if resource.owner_id is None:
        return [recipient_of(each) for each in editors()]
    return [_to(giver) for giver in givers]


def _to(person: Person) -> Recipient:
    return Recipient(person.email, person.name, f"person:{person.pk}")


def _named(adoption: Adoption) -> dict[str, object]:
    return {"name": adoption.organisation, "title": adoption.resource.title}


def _address_of(resource: Resource) -> str:
    return f"{settings.SITE_ADDRESS}{resource.get_absolute_url()}"
