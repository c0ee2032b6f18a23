"""The notice that asks for the next self-assessment."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.kernel.clock import today
from ccin.members.models import Representation
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient
from ccin.principles.models import Assessment


def next_assessment_asked(assessment: Assessment) -> bool:
    """To the main contact; whether there was anybody to ask."""
    standing = Representation.objects.current_on(today()).filter(
        organisation=assessment.organisation_id, is_primary=True
    )
    contact = standing.exclude(person__email="").select_related("person").first()
    if contact is None:
        return False
    page = reverse("library:ourselves", args=[assessment.organisation_id])
    tell(
        "library.next_assessment_asked",
        to=[Recipient(contact.person.email, contact.person.name, f"person:{contact.person_id}")],
        section=sections.membership(),
        title=_("How far have you come in a year?"),
        address=f"{settings.SITE_ADDRESS}{page}",
        audience=[f"org:{assessment.organisation_id}"],
        assessment=assessment,
    )
    return True
