"""Asking colleagues to stand for an organisation, and letting them in when they accept."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts import notices
from ccin.accounts.models import Account, Invitation
from ccin.accounts.operations.accounts import account_for
from ccin.accounts.operations.sign_in import digest_of
from ccin.accounts.states import ACCEPTED, INVITATION, SENT, WITHDRAWN
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation, Person, Representation
from ccin.members.operations.people import PersonDetails, add_person
from ccin.members.operations.representations import (
    RepresentationDetails,
    appoint_representative,
)

ROOM = Actor.command("accounts")


@dataclass(frozen=True, slots=True)
class Invitee:
    name: str
    email: str
    role: str
    job_title: str = ""
    is_primary: bool = False


@transaction.atomic
def invite(invitee: Invitee, organisation: Organisation, *, by: Actor) -> Invitation:
    """Write to a colleague; nothing about them changes until they accept."""
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())
    by.must(Permission.COLLEAGUE_INVITE, organisation=organisation.pk)
    email = invitee.email.strip().lower()
    _refuse(email, invitee.role, organisation)
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        name=invitee.name.strip(),
        email=email,
        role=invitee.role,
        job_title=invitee.job_title,
        is_primary=invitee.is_primary,
        invited_by=by.key,
        digest=digest_of(token),
        expires_at=timezone.now() + _lives(),
    )
    record(
        by,
        "accounts.colleague_invited",
        organisation,
        concerning=[invitation],
        personal={"name": invitation.name},
        role=str(invitation.get_role_display()),
    )
    notices.colleague_invited(invitation, token, by.name)
    return invitation


def _refuse(email: str, role: str, organisation: Organisation) -> None:
    if organisation.merged_into_id:
        raise Refused(_("This record was merged. Open the record it was merged into."))
    if Invitation.objects.filter(organisation=organisation, email=email, state=SENT).exists():
        raise Refused(_("This address has an open invitation. Send that one again instead."))
    standing = Representation.objects.current_on(today()).filter(
        organisation=organisation, role=role, person__email__iexact=email
    )
    if standing.exists():
        raise Refused(_("The person with this address stands for the organisation already."))


def _lives() -> timedelta:
    lives: timedelta = settings.INVITATION_LIVES
    return lives


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: Actor) -> None:
    """A new link goes out and counts from today; the one sent before is void."""
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update())
    move = INVITATION.move("resend", state=invitation.state)
    by.must(move.needs, organisation=invitation.organisation_id)
    token = token_urlsafe(32)
    invitation.digest = digest_of(token)
    invitation.expires_at = timezone.now() + _lives()
    invitation.save(update_fields=["digest", "expires_at"])
    record(by, "accounts.invitation_sent_again", invitation.organisation, concerning=[invitation])
    notices.colleague_invited(invitation, token, by.name)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """The link lets nobody in any more."""
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update())
    move = INVITATION.move("withdraw", state=invitation.state)
    by.must(move.needs, organisation=invitation.organisation_id)
    invitation.state = move.target
    invitation.save(update_fields=["state"])
    record(by, "accounts.invitation_withdrawn", invitation.organisation, concerning=[invitation])


@transaction.atomic
def accept_invitation(token: str, *, by: Actor) -> Invitation:
    """Make or find the person at the invited address, with an account, and let them stand.

    Whoever holds the link reads the invited mailbox. Somebody signed in with another address is
    refused, so that no account takes up what was meant for another person.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    invitation = locked.filter(digest=digest_of(token)).first()
    if invitation is None:
        raise Refused(_("We do not know this invitation. Perhaps the letter broke the link."))
    refuse_what_is_over(invitation)
    if by.account and not _is_of(by.account, invitation):
        raise Refused(
            _("This invitation is for another e-mail address. Sign out, then open it again.")
        )
    fictional = invitation.organisation.fictional
    account = account_for(invitation.email, name=invitation.name, fictional=fictional, by=ROOM)
    person = person_of(account, fictional=fictional)
    details = RepresentationDetails(
        invitation.role,
        today(),
        job_title=invitation.job_title,
        is_primary=invitation.is_primary,
    )
    stand(person, invitation.organisation, details)
    invitation.state = INVITATION.move("accept", state=invitation.state).target
    invitation.account = account
    invitation.save(update_fields=["state", "account"])
    accepting = Actor(f"account:{account.pk}", str(account), person.pk)
    record(
        accepting,
        "accounts.invitation_accepted",
        invitation.organisation,
        concerning=[person, invitation],
    )
    notices.invitation_accepted(invitation)
    return invitation


def refuse_what_is_over(invitation: Invitation) -> None:
    if invitation.state == ACCEPTED:
        raise Refused(_("This invitation was accepted already. Sign in with a code instead."))
    if invitation.state == WITHDRAWN:
        raise Refused(_("This invitation was withdrawn. Ask whoever invited you what happened."))
    if invitation.is_over(timezone.now()):
        raise Refused(_("This invitation is too old. Ask whoever invited you to send it again."))


def _is_of(account: int, invitation: Invitation) -> bool:
    return Account.objects.filter(pk=account, email=invitation.email).exists()


def person_of(account: Account, *, fictional: bool) -> Person:
    """The person behind an account, known or new. One address never stands for two people."""
    if account.person:
        return account.person
    if Person.objects.kept().filter(email__iexact=account.email).exists():
        raise Refused(
            _(
                "Somebody known by this address signs in with another one. An address can stand "
                "for one person only: ask the network’s staff which of the two is right."
            )
        )
    details = PersonDetails(name=account.name, email=account.email)
    account.person = add_person(details, fictional=fictional, by=ROOM)
    account.save(update_fields=["person"])
    return account.person


def stand(person: Person, organisation: Organisation, details: RepresentationDetails) -> None:
    """As the room itself, since somebody who may has asked for it; twice does no harm."""
    held = Representation.objects.current_on(today()).filter(
        person=person, organisation=organisation, role=details.role
    )
    if not held.exists():
        appoint_representative(person, organisation, details, by=ROOM)
