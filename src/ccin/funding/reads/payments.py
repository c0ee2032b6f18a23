"""What a payment waits for."""

from django.utils.translation import gettext as _

from ccin.funding.models import Payment, Project
from ccin.funding.states import PaymentDue, ProjectState

REPORT_TAKEN = frozenset({ProjectState.ACCEPTED, ProjectState.PUBLISHED, ProjectState.CLOSED})


def needs_claims(project: Project) -> bool:
    """Whether the round asks for a claim; where there is no round, one is asked for."""
    return project.strand is None or project.strand.uses_claims


def is_due(payment: Payment) -> bool:
    project = payment.project
    if project.state == ProjectState.AGREED:
        return False
    if payment.due == PaymentDue.REPORT:
        return project.state in REPORT_TAKEN
    return payment.milestone is None or payment.milestone.done_on is not None


def waits_for_in_words(payment: Payment) -> str:
    if payment.project.state == ProjectState.AGREED:
        return _("This payment waits until the agreement is accepted.")
    if payment.milestone is not None:
        return _("This payment waits for its milestone: %(title)s") % {"title": payment.milestone}
    return _("This payment waits until the final report is accepted.")
