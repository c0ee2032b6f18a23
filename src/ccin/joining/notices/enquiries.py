"""What is said about enquiries, one function for each thing that has happened."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.accounts.reads.recipients import recipient_of
from ccin.joining.models import Enquiry
from ccin.joining.reads.enquiries import answerers
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write
from ccin.search.rules import STAFF


def enquiry_received(enquiry: Enquiry) -> None:
    """The receipt repeats nothing the sender wrote: the address may be somebody else's."""
    write(
        "joining.enquiry_received",
        to=Recipient(enquiry.email, key=f"enquiry:{enquiry.pk}"),
        subject=_("We have received your enquiry"),
        enquiry=enquiry,
    )


def enquiry_arrived(enquiry: Enquiry) -> None:
    tell(
        "joining.enquiry_arrived",
        to=[recipient_of(account) for account in answerers()],
        section=sections.work(),
        title=_("A new enquiry: %(kind)s") % {"kind": enquiry.get_kind_display()},
        address=f"{settings.SITE_ADDRESS}{enquiry.get_absolute_url()}",
        personal=True,
        audience=[STAFF],
        enquiry=enquiry,
    )


def enquiry_answered(enquiry: Enquiry) -> None:
    write(
        "joining.enquiry_answered",
        to=Recipient(enquiry.email, enquiry.name, f"enquiry:{enquiry.pk}"),
        subject=_("Our answer to your enquiry"),
        enquiry=enquiry,
    )
