"""Who is new, what each still lacks, and what the record shows by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.joining.models import Welcome, WelcomeItem
from ccin.joining.rules.welcome import contacts_are_complete
from ccin.joining.states import WelcomeKind
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Organisation, Representation

AT_MOST = 100
STUCK_BELOW = 45  # days left


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new member as the list shows it."""

    welcome: Welcome
    items: list[WelcomeItem]
    days_left: int

    @property
    def missing(self) -> list[WelcomeItem]:
        return [item for item in self.items if item.done_on is None]


def newcomers(on: date) -> list[Newcomer]:
    """Those whose list is open, the least time left first; a hundred are more than ever join."""
    found = Welcome.objects.filter(closed_on=None).select_related("organisation", "mentor")
    return [newcomer_of(welcome, on) for welcome in found.prefetch_related("items")[:AT_MOST]]


def newcomer_of(welcome: Welcome, on: date) -> Newcomer:
    return Newcomer(welcome, list(welcome.items.all()), (welcome.due_on - on).days)


def facts_of(welcome: Welcome) -> set[str]:
    """What is done because the record shows it: the logo is there, the contacts are complete."""
    shown = set()
    if welcome.organisation.logo_id is not None:
        shown.add(WelcomeKind.LOGO.value)
    if has_complete_contacts(welcome.organisation):
        shown.add(WelcomeKind.CONTACTS.value)
    return shown


def has_complete_contacts(organisation: Organisation) -> bool:
    standing = Representation.objects.current_on(today()).filter(organisation=organisation)
    people = {
        person: bool(email) for person, email in standing.values_list("person", "person__email")
    }
    return contacts_are_complete(
        has_main=standing.filter(is_primary=True).exists(),
        people=len(people),
        without_address=sum(not has_address for has_address in people.values()),
    )


def led_by(actor: Actor) -> list[int]:
    """The organisations whose main contact this is."""
    return [key for key, roles in actor.organisation_roles.items() if Role.MAIN_CONTACT in roles]


def waiting_for(actor: Actor) -> list[Waiting]:
    """A main contact's own list; for staff, how many are stuck."""
    if actor.may(Permission.WELCOME_CHANGE):
        return _stuck()
    keys = led_by(actor)
    if not keys:
        return []
    mine = Welcome.objects.filter(organisation__in=keys, closed_on=None)
    found = mine.select_related("organisation", "mentor").prefetch_related("items")
    return _own(newcomer_of(each, today()) for each in found)


def _stuck() -> list[Waiting]:
    """All that are half over and lack something, as one thing to do."""
    half_over = Welcome.objects.filter(
        closed_on=None, due_on__lte=today() + timedelta(days=STUCK_BELOW), items__done_on=None
    )
    found = half_over.aggregate(
        count=Count("pk", distinct=True), since=Min("starts_on"), due_on=Min("due_on")
    )
    if not found["count"]:
        return []
    one, many = (
        "Help %(count)d new member whose welcome list is half over",
        "Help %(count)d new members whose welcome lists are half over",
    )
    what = ngettext(one, many, found["count"]) % found
    return [Waiting(what, reverse("joining:welcomes"), found["since"], found["due_on"])]


def _own(lists: Iterable[Newcomer]) -> list[Waiting]:
    return [
        _waits(each, reverse("joining:welcome", args=[each.welcome.pk]))
        for each in lists
        if each.missing
    ]


def _waits(newcomer: Newcomer, address: str) -> Waiting:
    welcome = newcomer.welcome
    lacks = ", ".join(str(item) for item in newcomer.missing)
    return Waiting(
        what=_("Make %(name)s at home: %(lacks)s") % {"name": welcome.organisation, "lacks": lacks},
        address=address,
        since=welcome.starts_on,
        due_on=welcome.due_on,
    )
