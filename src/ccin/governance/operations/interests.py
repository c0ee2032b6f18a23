"""Declaring an interest, taking it back, and recording a dispensation."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Interest, Matter
from ccin.governance.reads.interests import interest_of, route_of
from ccin.governance.reasons import own_interest
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation, Person


def body_where(matter: Matter, permission: Permission, *, by: Actor) -> int:
    """The body on the matter's route in which this actor holds the permission; the one whose step
    it is first. PermissionDenied if there is none."""
    on_route = [matter.body.pk, *(power.body.pk for power in route_of(matter))]
    for body in on_route:
        if by.may(permission, body=body):
            return body
    raise PermissionDenied(permission)


def refuse_interested(matter: Matter, *, by: Actor) -> None:
    reason = interest_of(by.person, matter, today())
    if reason:
        raise Refused(own_interest(reason))


@transaction.atomic
def declare_interest(
    matter: Matter, words: str, *, person: Person | None = None, by: Actor
) -> Interest:
    """One's own in a matter; the clerk may write down what somebody else declared at a meeting.

    From here on they take no part, and a vote that is running goes on without them.
    """
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    whose = person.pk if person else by.person
    own = whose == by.person
    body_where(matter, Permission.INTEREST_DECLARE if own else Permission.INTEREST_RECORD, by=by)
    if whose is None:
        raise Refused(_("An interest is somebody’s: choose whose."))
    if matter.interests.standing().filter(person=whose).exists():
        raise Refused(_("An interest in this is on record already."))
    interest = _keep(words, person_id=whose, matter=matter)
    record(by, "governance.interest_declared", interest, concerning=[matter, interest.person])
    return interest


@transaction.atomic
def declare_standing_interest(organisation: Organisation, words: str, *, by: Actor) -> Interest:
    """One's own in whatever concerns an organisation, from here on and in every body."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not by.bodies_where(Permission.INTEREST_DECLARE):
        raise PermissionDenied(Permission.INTEREST_DECLARE)
    if by.person is None:
        raise Refused(_("An interest is somebody’s: choose whose."))
    standing = Interest.objects.standing().filter(person=by.person, organisation=organisation)
    if standing.exists():
        raise Refused(_("You have declared this already."))
    interest = _keep(words, person_id=by.person, organisation=organisation)
    record(by, "governance.interest_declared", interest, concerning=[interest.person])
    return interest


def _keep(words: str, **fields: object) -> Interest:
    if not words.strip():
        raise Refused(_("Say in a few words what the interest is."))
    return Interest.objects.create(words=words.strip(), declared_at=timezone.now(), **fields)


@transaction.atomic
def withdraw_interest(interest: Interest, *, by: Actor) -> None:
    """Only who declared it; it stays on record as it was. Whoever has left a vote stays out of
    it."""
    interest.refresh_from_db(from_queryset=Interest.objects.select_for_update())
    if by.person is None or interest.person_id != by.person:
        raise PermissionDenied(Permission.INTEREST_DECLARE)
    if interest.withdrawn_at is not None:
        raise Refused(_("This has been taken back already."))
    interest.withdrawn_at = timezone.now()
    interest.save(update_fields=["withdrawn_at"])
    record(by, "governance.interest_withdrawn", interest, concerning=[interest.person])


@transaction.atomic
def record_dispensation(matter: Matter, person: Person, reference: str, *, by: Actor) -> Interest:
    """The clerk writes down who let somebody take part in spite of an interest, and where that is
    recorded; never for themselves. A vote that runs already goes on without them."""
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    body_where(matter, Permission.INTEREST_RECORD, by=by)
    if person.pk == by.person:
        raise Refused(_("You cannot record a dispensation of your own. Ask somebody else to."))
    if not reference.strip():
        raise Refused(_("Say who gave the dispensation, when, and where it is recorded."))
    reason = interest_of(person.pk, matter, today())
    if not reason:
        raise Refused(_("No interest keeps this person out, so there is nothing to lift."))
    interest = matter.interests.standing().filter(person=person).first()
    if interest is None:
        interest = _keep(reason, person_id=person.pk, matter=matter)
    interest.dispensation = reference.strip()
    interest.save(update_fields=["dispensation"])
    record(by, "governance.dispensation_recorded", interest, concerning=[matter, person])
    return interest
