"""Whose contacts are to be checked, who has not answered, and what the main contact is shown."""

from datetime import date

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.joining.models import ContactCheck
from ccin.joining.reads.welcome import led_by
from ccin.joining.rules.welcome import (
    ASKED_WITHIN,
    NEW_MEMBERS_ARE_SPARED,
    check_begins,
    is_to_be_asked,
)
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Membership, Organisation, Representation
from ccin.members.states import MEMBER_CLASSES, EndReason


def to_be_asked(on: date) -> QuerySet[Organisation]:
    """Members that the present round has not asked; the operation looks at each again."""
    if on > check_begins(on) + ASKED_WITHIN:
        return Organisation.objects.none()
    asked = ContactCheck.objects.filter(asked_on__gte=check_begins(on)).values("organisation")
    joined = Membership.objects.filter(
        membership_class__in=MEMBER_CLASSES, starts_on__lte=on - NEW_MEMBERS_ARE_SPARED
    )
    members = Organisation.objects.members_on(on).exclude(pk__in=asked)
    return members.filter(pk__in=joined.values("organisation")).order_by("pk")


def is_due(organisation: Organisation, on: date) -> bool:
    held = Membership.objects.filter(
        organisation=organisation, membership_class__in=MEMBER_CLASSES
    ).exclude(end_reason=EndReason.CORRECTED)
    if not held.held_on(on).exists():
        return False
    joined = held.aggregate(day=Min("starts_on"))["day"]
    last = ContactCheck.objects.filter(organisation=organisation).aggregate(day=Max("asked_on"))
    return is_to_be_asked(joined, last["day"], on)


def main_contact_of(organisation: Organisation) -> Representation | None:
    """Whoever can be written to about it: its main contact, with an e-mail address."""
    standing = Representation.objects.current_on(today()).filter(
        organisation=organisation, is_primary=True
    )
    return standing.exclude(person__email="").select_related("person").first()


def people_of(organisation: Organisation) -> QuerySet[Representation]:
    standing = Representation.objects.current_on(today()).filter(organisation=organisation)
    return standing.select_related("person").order_by("-is_primary", "person__name", "pk")


def checks(*, unanswered: bool) -> QuerySet[ContactCheck]:
    """The checks of the present round and any that are still open, with each main contact."""
    contact = Representation.objects.current_on(today()).filter(
        organisation=OuterRef("organisation"), is_primary=True
    )
    found = ContactCheck.objects.select_related("organisation").annotate(
        contact=Subquery(contact.values("person__name")[:1])
    )
    if unanswered:
        return found.filter(confirmed_on=None).order_by("due_on", "organisation__name", "pk")
    return found.filter(Q(confirmed_on=None) | Q(asked_on__gte=check_begins(today())))


def waiting_for(actor: Actor) -> list[Waiting]:
    """The main contact's own check; and for staff how many have not answered in time."""
    keys = led_by(actor)
    if keys:
        mine = ContactCheck.objects.filter(organisation__in=keys, confirmed_on=None)
        return [
            Waiting(
                what=_("Say whether the contacts of %(name)s are right")
                % {"name": check.organisation},
                address=reverse("joining:confirm_contacts", args=[check.organisation_id]),
                since=check.asked_on,
                due_on=check.due_on,
            )
            for check in mine.select_related("organisation")
        ]
    if not actor.may(Permission.CONTACTS_ASK):
        return []
    late = ContactCheck.objects.filter(confirmed_on=None, due_on__lt=today()).aggregate(
        count=Count("pk"), since=Min("asked_on"), due_on=Min("due_on")
    )
    if not late["count"]:
        return []
    what = _("Remind those who have not confirmed their contacts: %(count)d") % late
    return [Waiting(what, reverse("joining:contact_checks"), late["since"], late["due_on"])]
