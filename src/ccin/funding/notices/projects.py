"""What is told of projects: to the lead by its main contact and the bid's, to staff as work."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.permissions import Permission
from ccin.accounts.reads.actors import staff_who_may
from ccin.accounts.reads.recipients import recipient_of
from ccin.funding.models import Agreement, ChangeRequest, Output, Payment, Project
from ccin.governance.models import Decision
from ccin.library.reads.adopting import contacts_in, main_contact_of
from ccin.members.models import Organisation
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write
from ccin.search.rules import STAFF


def agreement_offered(project: Project) -> None:
    for each in people_of(project.lead, project):
        write(
            "funding.agreement_offered",
            to=each,
            subject=_("Please accept the agreement on “%(title)s”") % {"title": project},
            project=project,
            address=_address(reverse("funding:agreement", args=[project.slug])),
        )


def agreement_accepted(project: Project, agreement: Agreement) -> None:
    _tell_staff(
        "funding.agreement_accepted",
        project,
        _("The agreement on “%(title)s” is accepted") % {"title": project},
        agreement=agreement,
    )


def payment_claimed(payment: Payment) -> None:
    _tell_staff(
        "funding.payment_claimed",
        payment.project,
        _("A payment is claimed for “%(title)s”") % {"title": payment.project},
        payment=payment,
    )


def payment_sent_back(payment: Payment) -> None:
    _tell_lead(
        "funding.payment_sent_back",
        payment.project,
        _("Your claim for “%(title)s” needs something more") % {"title": payment.project},
        payment=payment,
    )


def payment_paid(payment: Payment) -> None:
    _tell_lead(
        "funding.payment_paid",
        payment.project,
        _("A payment for “%(title)s” is on its way") % {"title": payment.project},
        payment=payment,
    )


def output_handed_in(output: Output) -> None:
    _tell_staff(
        "funding.output_handed_in",
        output.project,
        _("Something came of “%(title)s”") % {"title": output.project},
        output=output,
    )


def output_accepted(output: Output) -> None:
    _tell_lead(
        "funding.output_accepted",
        output.project,
        _("What you handed in for “%(title)s” is accepted") % {"title": output.project},
        output=output,
    )


def output_returned(output: Output) -> None:
    _tell_lead(
        "funding.output_returned",
        output.project,
        _("What you handed in for “%(title)s” needs more work") % {"title": output.project},
        output=output,
    )


def report_published(project: Project) -> None:
    _tell_lead(
        "funding.report_published",
        project,
        _("The final report of “%(title)s” is in the library") % {"title": project},
    )


def project_closed(project: Project) -> None:
    _tell_lead("funding.project_closed", project, _("“%(title)s” is closed") % {"title": project})


def project_terminated(project: Project) -> None:
    for each in people_of(project.lead, project):
        write(
            "funding.project_terminated",
            to=each,
            subject=_("“%(title)s” ends early") % {"title": project},
            project=project,
            address=_address(keep_address(project)),
        )


def change_asked(change: ChangeRequest) -> None:
    _tell_staff(
        "funding.change_asked",
        change.project,
        _("A change is asked for “%(title)s”") % {"title": change.project},
        at=change.get_absolute_url(),
        change=change,
    )


def change_decided(change: ChangeRequest, said: Decision, lead: Organisation | None) -> None:
    """To whoever asked and, where another leads from now on, to the new lead too."""
    leads = [each for each in (lead, change.project.lead) if each is not None]
    _tell_organisations(
        "funding.change_decided",
        change.project,
        dict.fromkeys(leads),
        _("The decision on the change asked for “%(title)s”") % {"title": change.project},
        change=change,
        said=said,
    )


def project_reminded(project: Project, asked: list[str]) -> None:
    _tell_lead(
        "funding.project_reminded",
        project,
        _("What “%(title)s” waits for") % {"title": project},
        asked=asked,
    )


def people_of(organisation: Organisation | None, project: Project) -> list[Recipient]:
    """The main contact of the lead, and the bid's own contact while they still stand for it."""
    if organisation is None:
        return []
    own = project.bid.contact_id if project.bid else None
    named = contacts_in(organisation).filter(pk=own or 0).first()
    found = [each for each in (named, main_contact_of(organisation)) if each is not None]
    return [
        Recipient(each.email, each.name, f"person:{each.pk}")
        for each in {person.pk: person for person in found}.values()
        if each.email
    ]


def keep_address(project: Project) -> str:
    return reverse("funding:keep", args=[project.slug])


def _tell_lead(kind: str, project: Project, title: str, **context: Any) -> None:
    leads = [project.lead] if project.lead else []
    _tell_organisations(kind, project, leads, title, **context)


def _tell_organisations(
    kind: str, project: Project, leads: Iterable[Organisation], title: str, **context: Any
) -> None:
    for lead in leads:
        tell(
            kind,
            to=people_of(lead, project),
            section=sections.membership(),
            title=title,
            address=_address(keep_address(project)),
            personal=True,
            audience=[f"org:{lead.pk}"],
            project=project,
            **context,
        )


def _tell_staff(kind: str, project: Project, title: str, *, at: str = "", **context: Any) -> None:
    tell(
        kind,
        to=[recipient_of(each) for each in staff_who_may(Permission.PROJECT_KEEP)],
        section=sections.work(),
        title=title,
        address=_address(at or keep_address(project)),
        personal=True,
        audience=[STAFF],
        project=project,
        **context,
    )


def _address(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"
