"""For whom somebody speaks, and in what role, as it is today."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Representation


def speaks_for(actor: Actor, permission: Permission) -> QuerySet[Organisation]:
    """The organisations in membership for which this person may ask or reply."""
    own = actor.organisations_where(permission)
    if not own:
        return Organisation.objects.none()
    return Organisation.objects.members_on(today()).filter(pk__in=own)


def role_of(person: int | None, organisation: Organisation | None) -> str:
    """What somebody is there today, in the words of their own post where those are known."""
    if person is None or organisation is None:
        return ""
    standing = (
        Representation.objects.current_on(today())
        .filter(person=person, organisation=organisation)
        .order_by("-is_primary", "starts_on", "pk")
        .first()
    )
    return (standing.job_title or standing.get_role_display()) if standing else ""


def speaking_as(actor: Actor, organisation: Organisation | None) -> str:
    """The role that stands beside what somebody writes; without an organisation, and without a
    seat in a body, they write as one of the network's staff."""
    if role := role_of(actor.person, organisation):
        return role
    return str(_("in a body of the network") if actor.body_roles else _("the network’s staff"))
