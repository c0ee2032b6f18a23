"""Who is written to about a bid: those who lead it, and for its partners their main contacts."""

from ccin.funding.models import Bid
from ccin.funding.states import PartnerState
from ccin.library.reads.adopting import contacts_in, main_contact_of
from ccin.members.models import Person
from ccin.outbox.operations.writing import Recipient


def writers_of(bid: Bid) -> list[Recipient]:
    """The contact it names, whoever began it, and its lead's main contact: those of them who stand
    for the lead today."""
    began = bid.started_by.person_id if bid.started_by else None
    named = contacts_in(bid.lead).filter(pk__in=[each for each in (bid.contact_id, began) if each])
    return _each_once([*named, main_contact_of(bid.lead)])


def partners_of(bid: Bid) -> list[Recipient]:
    confirmed = bid.partners.filter(state=PartnerState.CONFIRMED).select_related("organisation")
    return _each_once([main_contact_of(each.organisation) for each in confirmed])


def _each_once(people: list[Person | None]) -> list[Recipient]:
    found = {person.pk: person for person in people if person is not None and person.email}
    return [
        Recipient(person.email, person.name, f"person:{person.pk}") for person in found.values()
    ]
