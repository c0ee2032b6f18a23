"""The tool that fictional members write together: what they propose, and its second release."""

from typing import Any

from ccin.access.actor import Actor
from ccin.demo.library import EDITOR, somebody
from ccin.library.models import Resource
from ccin.library.operations.maintaining import invite_maintainer
from ccin.library.operations.publishing import publish_resource
from ccin.library.operations.together import (
    accept,
    decline,
    make_proposal,
    open_to_proposals,
    remark,
)
from ccin.members.models import Organisation
from ccin.texts.operations.proposing import Change
from ccin.texts.states import ProposalState


def write_together(told: dict[str, Any]) -> None:
    """One proposal stays open, one maintainer is still to answer."""
    release = told["release"]
    tool = Resource.objects.get(title=release["resource"], fictional=True)
    maintainer = somebody(release["by"])
    open_to_proposals(tool, by=maintainer)
    for proposed in told["proposal"]:
        _propose(tool, proposed, maintainer)
    section = tool.sections.get(name="use")
    remark(section, release["remark_about"], release["remark"], by=somebody(release["remark_by"]))
    asked = Organisation.objects.get(name=release["invites"], fictional=True)
    invite_maintainer(tool, asked, by=maintainer)
    publish_resource(tool, changes=release["changes"], by=somebody(EDITOR))


def _propose(tool: Resource, told: dict[str, Any], maintainer: Actor) -> None:
    change = Change(told["before"], told["after"], told["reason"])
    section = tool.sections.get(name=told["section"])
    proposal = make_proposal(section, change, by=somebody(told["by"]))
    answer = told.get("answer", "")
    if told.get("decided") == ProposalState.ACCEPTED:
        accept(proposal, answer=answer, by=maintainer)
    elif told.get("decided") == ProposalState.DECLINED:
        decline(proposal, answer=answer, by=maintainer)
