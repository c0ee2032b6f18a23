"""The welcome list of a new member: opened as it joins, ticked by people and by facts, closed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.joining.models import Welcome, WelcomeItem
from ccin.joining.notices import welcome as notices
from ccin.joining.reads.welcome import facts_of
from ccin.joining.rules.welcome import WELCOME_LASTS, letters_due
from ccin.joining.states import WelcomeKind
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Membership, Person


def open_welcome(membership: Membership, *, mentor: Person | None) -> Welcome:
    """Part of admission, which has permitted."""
    welcome = Welcome.objects.create(
        membership=membership,
        organisation=membership.organisation,
        mentor=mentor,
        starts_on=membership.starts_on,
        due_on=membership.starts_on + WELCOME_LASTS,
    )
    WelcomeItem.objects.bulk_create(
        WelcomeItem(welcome=welcome, kind=kind) for kind in WelcomeKind.values
    )
    return welcome


@transaction.atomic
def tick_item(item: WelcomeItem, *, note: str = "", by: Actor) -> None:
    """Record that something is done. The last one closes the list."""
    _lock(item.welcome)
    by.must(Permission.WELCOME_CHANGE)
    item.refresh_from_db()
    if item.welcome.closed_on:
        raise Refused(_("This welcome list is closed. Nothing needs to be ticked on it any more."))
    if item.done_on:
        return
    _tick(item, note=note, by=by)
    _close_if_done(item.welcome, by=by)


@transaction.atomic
def untick_item(item: WelcomeItem, *, by: Actor) -> None:
    _lock(item.welcome)
    by.must(Permission.WELCOME_CHANGE)
    item.refresh_from_db()
    if item.welcome.closed_on:
        raise Refused(_("This welcome list is closed. What is on it stays as it is."))
    if item.done_on is None:
        return
    item.done_on, item.note = None, ""
    item.save(update_fields=["done_on", "note"])
    record(by, "joining.welcome_unticked", item.welcome.organisation, kind=item.kind)


@transaction.atomic
def look_after_welcome(welcome: Welcome, *, by: Actor) -> None:
    """Tick what the record shows, write at thirty and sixty days, close at ninety; safe twice."""
    _lock(welcome)
    by.must(Permission.WELCOME_CHANGE)
    if welcome.closed_on:
        return
    shown = facts_of(welcome)
    for item in welcome.items.filter(done_on=None, kind__in=shown):
        _tick(item, note="", by=by)
    if _close_if_done(welcome, by=by):
        return
    if welcome.due_on < today():
        _close(welcome, today(), by=by)
        return
    due = letters_due(welcome.starts_on, today())
    if due > welcome.letters:
        welcome.letters = due
        welcome.save(update_fields=["letters"])
        record(by, "joining.welcome_reminded", welcome.organisation, number=due)
        notices.welcome_unfinished(welcome)


def _tick(item: WelcomeItem, *, note: str, by: Actor) -> None:
    item.done_on, item.note = today(), note
    item.save(update_fields=["done_on", "note"])
    record(by, "joining.welcome_ticked", item.welcome.organisation, kind=item.kind)


def _close_if_done(welcome: Welcome, *, by: Actor) -> bool:
    if welcome.items.filter(done_on=None).exists():
        return False
    _close(welcome, today(), by=by)
    return True


def _close(welcome: Welcome, on: date, *, by: Actor) -> None:
    welcome.closed_on = on
    welcome.save(update_fields=["closed_on"])
    missing = list(welcome.items.filter(done_on=None).values_list("kind", flat=True))
    record(by, "joining.welcome_closed", welcome.organisation, missing=missing)


def _lock(welcome: Welcome) -> None:
    welcome.refresh_from_db(from_queryset=Welcome.objects.select_for_update(of=("self",)))
