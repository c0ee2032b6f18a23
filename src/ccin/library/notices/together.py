"""Letters about what is written together: to those who maintain it, and to those who propose."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import main_contacts_of
from ccin.library.models import MaintainerInvitation, Resource
from ccin.library.reads.together import told_of_proposals
from ccin.outbox.operations.writing import Recipient, write
from ccin.texts.models import Comment, Proposal


def proposals_made(resource: Resource, number: int) -> None:
    one, many = "%(number)d proposal for “%(title)s”", "%(number)d proposals for “%(title)s”"
    for account in told_of_proposals(resource):
        write(
            "library.proposals_made",
            to=_to(account),
            subject=ngettext(one, many, number) % {"number": number, "title": resource},
            resource=resource,
            number=number,
            address=_address("library:working", resource.pk),
        )


def proposal_answered(resource: Resource, proposal: Proposal, *, by: Actor) -> None:
    """To its author, unless they answered it themselves."""
    for account in _author(proposal.author, but_for=by):
        write(
            "library.proposal_answered",
            to=_to(account),
            subject=_("Your proposal for “%(title)s”") % {"title": resource},
            resource=resource,
            proposal=proposal,
            address=_address("library:proposal", proposal.pk),
        )


def proposal_discussed(
    resource: Resource, proposal: Proposal, comment: Comment, *, by: Actor
) -> None:
    for account in _author(proposal.author, but_for=by):
        write(
            "library.proposal_discussed",
            to=_to(account),
            subject=_("About your proposal for “%(title)s”") % {"title": resource},
            resource=resource,
            comment=comment,
            address=_address("library:proposal", proposal.pk),
        )


def maintainer_invited(invitation: MaintainerInvitation, *, by: Actor) -> None:
    for account in main_contacts_of(invitation.organisation_id):
        write(
            "library.maintainer_invited",
            to=_to(account),
            subject=_("Would you maintain “%(title)s” with us?") % {"title": invitation.resource},
            invitation=invitation,
            asked_by=by.name,
            address=_address("library:maintainer_invitation", invitation.pk),
        )


def maintainer_answered(invitation: MaintainerInvitation) -> None:
    """To whoever asked."""
    for account in _author(invitation.invited_by):
        write(
            "library.maintainer_answered",
            to=_to(account),
            subject=_("%(name)s has answered") % {"name": invitation.organisation},
            invitation=invitation,
            address=_address("library:maintainers", invitation.resource_id),
        )


def _author(key: str, *, but_for: Actor | None = None) -> list[Account]:
    kind, _separator, number = key.partition(":")
    if kind != "account" or not number.isdecimal() or (but_for and but_for.key == key):
        return []
    return list(Account.objects.filter(pk=int(number), is_active=True))


def _to(account: Account) -> Recipient:
    return Recipient(account.email, account.name, f"account:{account.pk}")


def _address(name: str, key: int) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, args=[key])}"
