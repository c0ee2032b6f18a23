"""The letters about enquiries, one function for each thing that has happened."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.joining.models import Enquiry
from ccin.joining.reads.enquiries import answerers
from ccin.outbox.operations.writing import Recipient, write


def enquiry_received(enquiry: Enquiry) -> None:
    """The receipt repeats nothing the sender wrote: the address may be somebody else's."""
    write(
        "joining.enquiry_received",
        to=Recipient(enquiry.email, key=f"enquiry:{enquiry.pk}"),
        subject=_("We have received your enquiry"),
        enquiry=enquiry,
    )


def enquiry_arrived(enquiry: Enquiry) -> None:
    for account in answerers():
        write(
            "joining.enquiry_arrived",
            to=Recipient(account.email, account.name, f"account:{account.pk}"),
            subject=_("A new enquiry: %(kind)s") % {"kind": enquiry.get_kind_display()},
            enquiry=enquiry,
            address=f"{settings.SITE_ADDRESS}{enquiry.get_absolute_url()}",
        )


def enquiry_answered(enquiry: Enquiry) -> None:
    write(
        "joining.enquiry_answered",
        to=Recipient(enquiry.email, enquiry.name, f"enquiry:{enquiry.pk}"),
        subject=_("Our answer to your enquiry"),
        enquiry=enquiry,
    )
