"""What is told of writing together: to those who maintain it, and to those who propose."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import main_contacts_of
from ccin.accounts.reads.recipients import recipient_of
from ccin.library.models import MaintainerInvitation, Resource
from ccin.library.reads.indexing import audience_of, keepers_of
from ccin.library.reads.together import told_of_proposals
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write
from ccin.texts.models import Comment, Proposal


def proposals_made(resource: Resource, number: int) -> None:
    one, many = "%(number)d proposal for “%(title)s”", "%(number)d proposals for “%(title)s”"
    tell(
        "library.proposals_made",
        to=[recipient_of(account) for account in told_of_proposals(resource)],
        section=sections.library(),
        title=ngettext(one, many, number) % {"number": number, "title": resource},
        address=_address("library:working", resource.pk),
        personal=True,
        audience=keepers_of(resource),
        resource=resource,
        number=number,
    )


def proposal_answered(resource: Resource, proposal: Proposal, *, by: Actor) -> None:
    """To its author, unless they answered it themselves."""
    tell(
        "library.proposal_answered",
        to=_author(proposal.author, but_for=by),
        section=sections.library(),
        title=_("Your proposal for “%(title)s”") % {"title": resource},
        address=_address("library:proposal", proposal.pk),
        personal=True,
        audience=audience_of(resource),
        about=key_of(proposal),
        resource=resource,
        proposal=proposal,
    )


def proposal_discussed(
    resource: Resource, proposal: Proposal, comment: Comment, *, by: Actor
) -> None:
    tell(
        "library.proposal_discussed",
        to=_author(proposal.author, but_for=by),
        section=sections.library(),
        title=_("About your proposal for “%(title)s”") % {"title": resource},
        address=_address("library:proposal", proposal.pk),
        personal=True,
        audience=audience_of(resource),
        about=key_of(proposal),
        resource=resource,
        comment=comment,
    )


def maintainer_invited(invitation: MaintainerInvitation, *, by: Actor) -> None:
    """A question put to those who may answer it for their organisation: it goes at once."""
    for account in main_contacts_of(invitation.organisation_id):
        write(
            "library.maintainer_invited",
            to=recipient_of(account),
            subject=_("Would you maintain “%(title)s” with us?") % {"title": invitation.resource},
            invitation=invitation,
            asked_by=by.name,
            address=_address("library:maintainer_invitation", invitation.pk),
        )


def maintainer_answered(invitation: MaintainerInvitation) -> None:
    """To whoever asked."""
    tell(
        "library.maintainer_answered",
        to=_author(invitation.invited_by),
        section=sections.library(),
        title=_("%(name)s has answered") % {"name": invitation.organisation},
        address=_address("library:maintainers", invitation.resource_id),
        personal=True,
        audience=keepers_of(invitation.resource),
        invitation=invitation,
    )


def key_of(proposal: Proposal) -> str:
    return f"proposal:{proposal.pk}"


def _author(key: str, *, but_for: Actor | None = None) -> list[Recipient]:
    kind, _separator, number = key.partition(":")
    if kind != "account" or not number.isdecimal() or (but_for and but_for.key == key):
        return []
    return [recipient_of(each) for each in Account.objects.filter(pk=number, is_active=True)]


def _address(name: str, key: int) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, args=[key])}"
