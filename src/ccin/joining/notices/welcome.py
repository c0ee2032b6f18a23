"""The letters of a member's first ninety days."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.joining.models import Welcome
from ccin.joining.reads.contacts import main_contact_of
from ccin.outbox.operations.writing import Recipient, write


def welcome_unfinished(welcome: Welcome) -> None:
    """To the main contact, once after thirty days and once after sixty."""
    contact = main_contact_of(welcome.organisation)
    if contact is None:
        return
    person = contact.person
    write(
        "joining.welcome_unfinished",
        to=Recipient(person.email, person.name, f"person:{person.pk}"),
        subject=_("Your first weeks in the network"),
        welcome=welcome,
        missing=list(welcome.items.filter(done_on=None)),
        address=f"{settings.SITE_ADDRESS}{reverse('joining:welcome', args=[welcome.pk])}",
    )
