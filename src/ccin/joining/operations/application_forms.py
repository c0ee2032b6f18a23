"""Which questions each class is asked, loaded as dated configuration."""

from datetime import date

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.joining.models import ApplicationForm
from ccin.joining.states import StepKey
from ccin.members.states import MembershipClass, SubKind

BODY, YOU, GROUP, DECISION, FIGURES, WORK, SUPPORT, PRINCIPLES, PEOPLE = StepKey
OPEN_SINCE = date(2026, 11, 1)
PUBLISHED = (
    "Each class has its own form, full members state population and controllable budget "
    "(https://www.councils.coop/membership/associate-membership/); approval rests on a "
    "self-assessment (https://www.councils.coop/about-us/our-values-and-principles/)."
)
NOT_PUBLISHED = "No form of this class is published: its questions are a proposal."

COUNCIL = (BODY, YOU, DECISION, FIGURES, PRINCIPLES, PEOPLE)
SMALLER = (BODY, YOU, DECISION, WORK, PRINCIPLES, PEOPLE)
GROUPS = (BODY, YOU, GROUP, PEOPLE)
# The order, and whatever a source does not name, are a proposal.
FORMS: tuple[tuple[MembershipClass, str, tuple[StepKey, ...], str], ...] = (
    (MembershipClass.FULL, "", COUNCIL, PUBLISHED),
    (MembershipClass.ASSOCIATE, SubKind.PARISH, SMALLER, NOT_PUBLISHED),
    (MembershipClass.ASSOCIATE, SubKind.ELECTED_AUTHORITY, SMALLER, NOT_PUBLISHED),
    (MembershipClass.ASSOCIATE, SubKind.MINORITY_GROUP, GROUPS, NOT_PUBLISHED),
    (MembershipClass.ASSOCIATE, SubKind.OPPOSITION_GROUP, GROUPS, NOT_PUBLISHED),
    (MembershipClass.AFFILIATE, "", (BODY, YOU, WORK, PEOPLE), NOT_PUBLISHED),
    (MembershipClass.SUPPORTER, "", (SUPPORT,), NOT_PUBLISHED),
)


@transaction.atomic
def load_application_forms(*, by: Actor) -> int:
    """Set the forms that are not recorded yet; how many were new."""
    by.must(Permission.STATEMENT_CHANGE)
    known = set(ApplicationForm.objects.values_list("membership_class", "sub_kind"))
    new = [form for form in FORMS if (form[0], form[1]) not in known]
    for membership_class, sub_kind, steps, source in new:
        form = ApplicationForm.objects.create(
            membership_class=membership_class,
            sub_kind=sub_kind,
            steps=[str(step) for step in steps],
            starts_on=OPEN_SINCE,
            source=source,
            is_proposal=True,
        )
        record(by, "joining.form_loaded", form, steps=form.steps)
    return len(new)
