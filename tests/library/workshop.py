"""A tool written together: by whom, and what is proposed for it."""

from ccin.access.actor import Actor
from ccin.accounts.reads.actors import actor_for
from ccin.library.models import Partner, Resource, Section
from ccin.library.operations.together import make_proposal
from ccin.library.states.resources import PartnerRole, ResourceKind
from ccin.members.models import Organisation
from ccin.texts.models import Proposal
from ccin.texts.operations.proposing import Change
from tests.actors import main_contact_of, representative_of
from tests.browser import account_of
from tests.factories import OrganisationFactory, ResourceFactory

OLD, NEW = "What there is to say of use.", "Use it with residents in the room."


def a_tool(**facts: object) -> Resource:
    """Being written, open to proposals of members."""
    return ResourceFactory(**{"kind": ResourceKind.TOOL, "open_to_proposals": True, **facts})


def a_member() -> Actor:
    """Somebody of another member, with an account."""
    return actor_for(account_of(representative_of(OrganisationFactory())), second_factor=False)


def owner_of(tool: Resource) -> Actor:
    return actor_for(account_of(main_contact_of(tool.owner)), second_factor=False)


def use_of(tool: Resource) -> Section:
    return tool.sections.select_related("resource", "text").get(name="use")


def proposed(tool: Resource, *, by: Actor | None = None, after: str = NEW) -> Proposal:
    return make_proposal(
        use_of(tool), Change(OLD, after, "So that they hear it"), by=by or a_member()
    )


def maintained_by(tool: Resource, organisation: Organisation) -> Partner:
    return Partner.objects.create(
        resource=tool, organisation=organisation, role=PartnerRole.MAINTAINER
    )
