"""What invitations, enquiries, applications and welcome lists lose when a person is erased."""

from collections.abc import Iterable

from django.db import models

from ccin.accounts.models import Account, Invitation
from ccin.accounts.states import SENT, WITHDRAWN
from ccin.joining.models import Application, Enquiry, NamedRepresentative, Welcome
from ccin.journeys.rules.retention import OF_THE_APPLICANT
from ccin.kernel.errors import Refused
from ccin.members.models import Person


def erase_from_joining(
    people: Iterable[Person], accounts: Iterable[Account], emails: set[str]
) -> list[models.Model]:
    """Returns the records whose history loses its personal values too."""
    people = list(people)
    written = Application.objects.filter(
        applicants__account__in=list(accounts), applicants__began_it=True
    )
    of_a_person = Application.objects.filter(pk__in=written.values("pk"), kind="")
    if of_a_person.open().exists():
        raise Refused(
            "This person’s own application to be a supporter is open. "
            "Withdraw it first, then erase them."
        )
    touched: list[models.Model] = [
        *_erase_enquiries(emails),
        *_erase_invitations(emails),
        *of_a_person,
    ]
    of_a_person.update(**Application.PERSONAL)
    of_a_body = Application.objects.filter(pk__in=written.values("pk")).exclude(kind="")
    of_a_body.update(**{name: Application.PERSONAL[name] for name in OF_THE_APPLICANT})
    _erase_named(emails)
    Application.objects.open().filter(mentor__in=people).update(mentor=None)
    Welcome.objects.filter(mentor__in=people, closed_on=None).update(mentor=None)
    return touched


def _erase_enquiries(emails: set[str]) -> list[Enquiry]:
    """What they asked from outside, by address."""
    asked = [
        enquiry
        for email in sorted(emails)
        for enquiry in Enquiry.objects.filter(email__iexact=email)
    ]
    Enquiry.objects.filter(pk__in=[enquiry.pk for enquiry in asked]).update(**Enquiry.PERSONAL)
    return asked


def _erase_invitations(emails: set[str]) -> list[Invitation]:
    """Those to any of their addresses; an open one lets nobody in any more."""
    found = [
        invitation
        for email in sorted(emails)
        for invitation in Invitation.objects.filter(email__iexact=email)
    ]
    sent = Invitation.objects.filter(pk__in=[invitation.pk for invitation in found])
    sent.filter(state=SENT).update(state=WITHDRAWN)
    sent.update(**Invitation.PERSONAL)
    return found


def _erase_named(emails: set[str]) -> None:
    """Open applications name them no longer, so that nobody is given an account for them."""
    for email in sorted(emails):
        named = NamedRepresentative.objects.filter(email__iexact=email)
        named.filter(application__in=Application.objects.open()).delete()
        named.update(**NamedRepresentative.PERSONAL)
