"""The yearly check: is the list of people still right?"""

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.joining.models import ContactCheck
from ccin.joining.notices import contacts as notices
from ccin.joining.reads.contacts import is_due
from ccin.joining.rules.considering import may_nudge
from ccin.joining.rules.welcome import CHECK_LASTS
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation


@transaction.atomic
def ask_for_contacts(organisation: Organisation, *, by: Actor) -> bool:
    """Ask its main contact, once in each yearly round; whether it was asked. Safe twice.

    A check of last year that nobody answered is asked anew, not beside it.
    """
    _lock(organisation)
    by.must(Permission.CONTACTS_ASK)
    if not is_due(organisation, today()):
        return False
    open_one = ContactCheck.objects.filter(organisation=organisation, confirmed_on=None).first()
    check = open_one or ContactCheck(organisation=organisation)
    check.asked_on, check.due_on = today(), today() + CHECK_LASTS
    check.save()
    record(by, "joining.contacts_asked", organisation, due_on=check.due_on.isoformat())
    notices.contacts_asked(check)
    return True


@transaction.atomic
def confirm_contacts(organisation: Organisation, *, by: Actor) -> None:
    """“This is right”, said by the main contact or by staff who rang; also without being asked."""
    _lock(organisation)
    by.must(Permission.CONTACTS_CONFIRM, organisation=organisation.pk)
    day = today()
    if ContactCheck.objects.filter(organisation=organisation, confirmed_on=day).exists():
        return
    check = ContactCheck.objects.filter(organisation=organisation, confirmed_on=None).first()
    if check is None:
        check = ContactCheck(organisation=organisation, asked_on=day, due_on=day)
    check.confirmed_on, check.confirmed_by = day, by.key
    check.save()
    record(by, "joining.contacts_confirmed", organisation)


@transaction.atomic
def nudge_contacts(check: ContactCheck, *, by: Actor) -> None:
    _lock(check.organisation)
    by.must(Permission.CONTACTS_ASK)
    check.refresh_from_db()
    if check.confirmed_on:
        raise Refused(_("Its contacts have been confirmed meanwhile. Nobody needs a reminder."))
    if not may_nudge(check.nudged_on or check.asked_on, today()):
        raise Refused(_("A letter went within the last seven days. Give them some time."))
    if not notices.contacts_asked(check):
        raise Refused(
            _(
                "This organisation has no main contact with an e-mail address. "
                "Appoint one on its page first."
            )
        )
    check.nudged_on = today()
    check.save(update_fields=["nudged_on"])
    record(by, "joining.contacts_nudged", check.organisation)


def _lock(organisation: Organisation) -> None:
    Organisation.objects.select_for_update().get(pk=organisation.pk)
