"""Who deals with enquiries, and which wait for whom."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import GRANTS, STAFF_ROLES, Permission
from ccin.accounts.models import Account, RoleHeld
from ccin.joining.models import Enquiry
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Organisation
from ccin.members.reasons import FIGURE_NAMES

SHOWN_ON_THE_DESK = 20


def answerers() -> QuerySet[Account]:
    """The accounts whose holders may answer enquiries today."""
    roles = [role for role in STAFF_ROLES if Permission.ENQUIRY_ANSWER in GRANTS[role]]
    held = RoleHeld.objects.current_on(today()).filter(role__in=roles)
    return Account.objects.filter(pk__in=held.values("account"), is_active=True)


def about_in_words(about: str) -> str:
    """What an enquiry was opened from: `figure:citizens` or `member:oldham-council`."""
    kind, _, key = about.partition(":")
    if kind == "figure" and key in FIGURE_NAMES:
        return str(FIGURE_NAMES[key])
    if kind == "member":
        return Organisation.objects.filter(slug=key).values_list("name", flat=True).first() or about
    return about


def account_of(actor: Actor) -> Account | None:
    """The account behind an actor; commands and visitors have none."""
    kind, _, key = actor.key.partition(":")
    if kind != "account" or not key.isdigit():
        return None
    return Account.objects.filter(pk=int(key)).first()


def waiting_for(actor: Actor) -> list[Waiting]:
    """Enquiries that are this person's to answer, and new ones that nobody has taken."""
    if not actor.may(Permission.ENQUIRY_ANSWER):
        return []
    kind, _, key = actor.key.partition(":")
    mine = Q(owner=int(key)) if kind == "account" and key.isdecimal() else Q(owner=None)
    waiting = Enquiry.objects.waiting().filter(Q(owner=None) | mine)
    return [
        Waiting(
            what=_what(enquiry),
            address=enquiry.get_absolute_url(),
            since=timezone.localtime(enquiry.asked_at).date(),
            due_on=enquiry.due_on,
        )
        for enquiry in waiting.select_related("owner")[:SHOWN_ON_THE_DESK]
    ]


def _what(enquiry: Enquiry) -> str:
    verb = "Answer" if enquiry.owner else "Take"
    asker = enquiry.organisation or enquiry.name
    return f"{verb} the enquiry of {asker}: {enquiry.next_step or enquiry.get_kind_display()}"
