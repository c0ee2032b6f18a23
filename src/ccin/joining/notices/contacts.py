"""The notice of the yearly check of contacts."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.joining.models import ContactCheck
from ccin.joining.reads.contacts import main_contact_of
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient


def contacts_asked(check: ContactCheck) -> bool:
    """To the main contact, first or as a reminder; whether there was anybody to ask."""
    contact = main_contact_of(check.organisation)
    if contact is None:
        return False
    person = contact.person
    page = reverse("joining:confirm_contacts", args=[check.organisation_id])
    tell(
        "joining.contacts_asked",
        to=[Recipient(person.email, person.name, f"person:{person.pk}")],
        section=sections.membership(),
        title=_("Are your contacts still right?"),
        address=f"{settings.SITE_ADDRESS}{page}",
        personal=True,
        audience=[f"org:{check.organisation_id}"],
        check=check,
    )
    return True
