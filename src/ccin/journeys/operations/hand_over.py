"""After an election an organisation hands over: who stays, who left, who does what from now on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.operations.invitations import Invitee, invite
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Organisation, Representation
from ccin.members.operations import (
    RepresentationDetails,
    appoint_representative,
    end_representation,
    make_primary_contact,
)
from ccin.members.operations.representations import step_down_main_contact

STAYS, LEFT = "stays", "left"


@dataclass(frozen=True, slots=True)
class HandingOver:
    """`fates`, by representation: stays, left, or the role somebody takes from today.

    `main_contact` is one of those representations, or None for the colleague who is invited.
    """

    fates: Mapping[int, str]
    main_contact: int | None
    last_day: date
    reason: str
    invitee: Invitee | None = None


@transaction.atomic
def hand_over(organisation: Organisation, handing: HandingOver, *, by: Actor) -> None:
    """All of it at once; the rights of whoever left, and of the main contact before, end now.

    Whoever saw another list of people than the one of this moment is told so.
    """
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())
    by.must(Permission.REPRESENTATIVE_CHANGE, organisation=organisation.pk)
    standing = {each.pk: each for each in standing_for(organisation)}
    if set(standing) != set(handing.fates):
        raise Stale
    _check(handing)
    _name_main_contact(organisation, standing, handing, by)
    for key, fate in handing.fates.items():
        one = standing[key]
        if fate not in {STAYS, LEFT} and key != handing.main_contact:
            _take_role(one, fate, leads=False, by=by)
    for key, fate in handing.fates.items():
        if fate != STAYS:
            one = standing[key]
            one.refresh_from_db()
            last_day = max(handing.last_day, one.starts_on)
            end_representation(one, ends_on=last_day, reason=handing.reason, by=by)
    if handing.invitee:
        invite(handing.invitee, organisation, by=by)
    fates = list(handing.fates.values())
    record(
        by,
        "journeys.handed_over",
        organisation,
        left=fates.count(LEFT),
        stayed=fates.count(STAYS),
        changed=len(fates) - fates.count(LEFT) - fates.count(STAYS),
        invited=int(handing.invitee is not None),
    )


def standing_for(organisation: Organisation) -> list[Representation]:
    """Who stands for it today without a last day, the main contact first."""
    current = Representation.objects.current_on(today()).filter(
        organisation=organisation, ends_on=None
    )
    return list(current.select_related("person", "organisation").order_by("-is_primary", "pk"))


def _check(handing: HandingOver) -> None:
    if handing.last_day >= today():
        raise Refused("Give a last day before today, so that the rights of those who left end now.")
    if handing.main_contact is None:
        if handing.invitee is None or not handing.invitee.is_primary:
            raise Refused("Choose who is the main contact, or invite somebody who will be.")
    elif handing.fates.get(handing.main_contact, LEFT) == LEFT:
        raise Refused("Choose a main contact who stays.")


def _name_main_contact(
    organisation: Organisation,
    standing: Mapping[int, Representation],
    handing: HandingOver,
    by: Actor,
) -> None:
    """First of all, since nobody may go while they are the main contact."""
    if handing.main_contact is None:
        step_down_main_contact(organisation)
        return
    one, fate = standing[handing.main_contact], handing.fates[handing.main_contact]
    if fate != STAYS:
        _take_role(one, fate, leads=True, by=by)
    elif not one.is_primary:
        make_primary_contact(one, by=by)


def _take_role(one: Representation, role: str, *, leads: bool, by: Actor) -> None:
    details = RepresentationDetails(role=role, starts_on=today(), is_primary=leads)
    appoint_representative(one.person, one.organisation, details, by=by)
