"""What is said about the conditions of an approval."""

from django.utils.translation import gettext as _

from ccin.joining.models import Application, Condition
from ccin.joining.notices.considering import tell_applicants, to_applicants, to_body
from ccin.joining.notices.staff import to_staff


def condition_due(condition: Condition) -> None:
    to_applicants(
        "joining.condition_due",
        condition.application,
        _("A condition of your approval is due soon"),
        condition=condition,
    )


def approval_lapsed(application: Application, condition: Condition) -> None:
    to_applicants(
        "joining.approval_lapsed",
        application,
        _("Your application to join has lapsed"),
        condition=condition,
    )


def condition_missed(condition: Condition) -> None:
    """To the member, to staff and to the body that set it; nothing follows by itself. The member
    goes on being one, so that none of it goes at once."""
    application = condition.application
    subject = _("A condition was not met in time: %(name)s") % {"name": application}
    tell_applicants("joining.condition_missed_by_member", application, subject, condition=condition)
    to_staff("joining.condition_missed", application, subject, condition=condition)
    if application.matter:
        to_body(
            "joining.condition_missed",
            application.matter.decided_under.body,
            subject,
            application=application,
            condition=condition,
        )
