"""Who is new, what each still lacks, and what the record shows by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.joining.models import Welcome, WelcomeItem
from ccin.joining.rules.welcome import contacts_are_complete
from ccin.joining.states import WelcomeKind
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Organisation, Representation


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
    """Those whose list is open, the least time left first."""
    found = Welcome.objects.filter(closed_on=None).select_related("organisation", "mentor")
    return [newcomer_of(welcome, on) for welcome in found.prefetch_related("items")]


def newcomer_of(welcome: Welcome, on: date) -> Newcomer:
    return Newcomer(welcome, list(welcome.items.all()), (welcome.due_on - on).days)


def facts_of(welcome: Welcome) -> set[str]:
    """What is done because the record shows it: the logo is there, the contacts are complete."""
    shown = set()
    if getattr(welcome.organisation, "logo_id", None):
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
    """A main contact's own list, and for staff those that are half over and lack something."""
    if actor.may(Permission.WELCOME_CHANGE):
        late = [each for each in newcomers(today()) if each.days_left <= STUCK_BELOW]
        return [_waits(each, reverse("joining:welcomes")) for each in late if each.missing]
    keys = led_by(actor)
    if not keys:
        return []
    mine = Welcome.objects.filter(organisation__in=keys, closed_on=None)
    found = mine.select_related("organisation", "mentor").prefetch_related("items")
    return _own(newcomer_of(each, today()) for each in found)


STUCK_BELOW = 45  # days left


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
