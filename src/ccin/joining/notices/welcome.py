"""The notices of a member's first ninety days."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.joining.models import Welcome
from ccin.joining.reads.contacts import main_contact_of
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient


def welcome_unfinished(welcome: Welcome) -> None:
    """To the main contact, once after thirty days and once after sixty."""
    contact = main_contact_of(welcome.organisation)
    if contact is None:
        return
    person = contact.person
    tell(
        "joining.welcome_unfinished",
        to=[Recipient(person.email, person.name, f"person:{person.pk}")],
        section=sections.membership(),
        title=_("Your first weeks in the network"),
        address=f"{settings.SITE_ADDRESS}{reverse('joining:welcome', args=[welcome.pk])}",
        audience=[f"org:{welcome.organisation_id}"],
        welcome=welcome,
        missing=list(welcome.items.filter(done_on=None)),
    )
