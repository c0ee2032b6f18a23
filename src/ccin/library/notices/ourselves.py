"""The letter that asks for the next self-assessment."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.kernel.clock import today
from ccin.members.models import Representation
from ccin.outbox.operations.writing import Recipient, write
from ccin.principles.models import Assessment


def next_assessment_asked(assessment: Assessment) -> bool:
    """To the main contact; whether there was anybody to write to."""
    standing = Representation.objects.current_on(today()).filter(
        organisation=assessment.organisation_id, is_primary=True
    )
    contact = standing.exclude(person__email="").select_related("person").first()
    if contact is None:
        return False
    page = reverse("library:ourselves", args=[assessment.organisation_id])
    write(
        "library.next_assessment_asked",
        to=Recipient(contact.person.email, contact.person.name, f"person:{contact.person_id}"),
        subject=_("How far have you come in a year?"),
        assessment=assessment,
        address=f"{settings.SITE_ADDRESS}{page}",
    )
    return True
