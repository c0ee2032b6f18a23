"""The letters of the room, one function for each thing that has happened."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.accounts.models import Account, Invitation, RoleHeld, TeamRequest
from ccin.accounts.reads.actors import main_contacts_of
from ccin.accounts.reads.recipients import recipient_of
from ccin.accounts.states import CONFIRMED
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write


def code_sent(email: str, code: str, link: str) -> None:
    to, subject = Recipient(email), _("Your sign-in code")
    lives = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    write("accounts.code_sent", to=to, subject=subject, secret=lives, code=code, link=link)


def address_unknown(email: str, ask: str) -> None:
    """`ask` is where the holder of this address may ask to join a member's team, if anywhere."""
    write(
        "accounts.address_unknown",
        to=Recipient(email),
        subject=_("You tried to sign in"),
        network=settings.NETWORK_NAME,
        address=settings.SITE_ADDRESS,
        ask=ask,
    )


def colleague_invited(invitation: Invitation, token: str, inviter: str) -> None:
    write(
        "accounts.colleague_invited",
        to=Recipient(invitation.email, invitation.name, f"invitation:{invitation.pk}"),
        subject=_("You are invited to the network’s site for %(organisation)s")
        % {"organisation": invitation.organisation},
        secret=settings.INVITATION_LIVES,
        invitation=invitation,
        inviter=inviter,
        network=settings.NETWORK_NAME,
        link=f"{settings.SITE_ADDRESS}{reverse('accounts:invitation', args=[token])}",
    )


def invitation_accepted(invitation: Invitation) -> None:
    contacts = main_contacts_of(invitation.organisation_id)
    team = reverse("accounts:invitations", args=[invitation.organisation_id])
    tell(
        "accounts.invitation_accepted",
        to=[
            recipient_of(account)
            for account in contacts
            if not account.fictional and account.pk != invitation.account_id
        ],
        section=sections.membership(),
        title=_("%(name)s has accepted your invitation") % {"name": invitation.name},
        address=f"{settings.SITE_ADDRESS}{team}",
        audience=[f"org:{invitation.organisation_id}"],
        invitation=invitation,
    )


def team_request_made(request: TeamRequest) -> None:
    for account in main_contacts_of(request.organisation_id):
        if not account.fictional:
            write(
                "accounts.team_request_made",
                to=_of(account),
                subject=_("Does %(name)s work for %(organisation)s?")
                % {"name": request.account, "organisation": request.organisation},
                request=request,
                address=settings.SITE_ADDRESS + reverse("accounts:team_request", args=[request.pk]),
            )


def team_request_answered(request: TeamRequest) -> None:
    if not request.account.fictional:
        write(
            "accounts.team_request_answered",
            to=_of(request.account),
            subject=_("Your request to join the team of %(organisation)s")
            % {"organisation": request.organisation},
            request=request,
            confirmed=request.state == CONFIRMED,
            address=_sign_in(),
        )


def account_made(account: Account) -> None:
    write(
        "accounts.account_made",
        to=_of(account),
        subject=_("You can sign in now"),
        network=settings.NETWORK_NAME,
        address=_sign_in(),
    )


def address_changed(account: Account, old: str) -> None:
    for email in (old, account.email):
        write(
            "accounts.address_changed",
            to=Recipient(email, account.name, f"account:{account.pk}"),
            subject=_("Your sign-in address has changed"),
        )


def address_asked_for(account: Account, email: str, link: str) -> None:
    write(
        "accounts.address_asked_for",
        to=Recipient(email, account.name, f"account:{account.pk}"),
        subject=_("Confirm your new e-mail address"),
        secret=settings.SIGN_IN_LINK_LIVES,
        link=link,
        network=settings.NETWORK_NAME,
    )


def role_granted(held: RoleHeld) -> None:
    write(
        "accounts.role_granted",
        to=_of(held.account),
        subject=_("You have a new role: %(role)s") % {"role": held.get_role_display()},
        held=held,
        address=_sign_in(),
    )


def role_ended(held: RoleHeld, account: Account) -> None:
    write(
        "accounts.role_ended",
        to=_of(account),
        subject=_("Your role ends: %(role)s") % {"role": held.get_role_display()},
        held=held,
    )


def second_factor_changed(account: Account) -> None:
    write(
        "accounts.second_factor_changed",
        to=_of(account),
        subject=_("Your second sign-in step has changed"),
    )


def council_identity_changed(account: Account) -> None:
    if not account.fictional:
        write(
            "accounts.council_identity_changed",
            to=_of(account),
            subject=_("How you sign in has changed"),
        )


def second_factor_reset(account: Account) -> None:
    write(
        "accounts.second_factor_reset",
        to=_of(account),
        subject=_("Set up your second sign-in step again"),
        address=_sign_in(),
    )


def _of(account: Account) -> Recipient:
    return Recipient(account.email, account.name, f"account:{account.pk}")


def _sign_in() -> str:
    return f"{settings.SITE_ADDRESS}{reverse('account_login')}"
