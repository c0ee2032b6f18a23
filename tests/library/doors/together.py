"""Doors of the library: together. A row as in `tests/architecture/doors.py`."""

from ccin.access.permissions import P
from ccin.library.models import Citation, Pack
from ccin.library.operations.maintaining import invite_maintainer
from ccin.library.operations.packs import set_cover
from ccin.library.operations.sections import remove_section
from ccin.library.operations.together import remark
from tests.actors import EDITOR
from tests.architecture.door import OPEN, At, Door
from tests.factories import MembershipFactory, PackFactory, ResourceFactory, release_of
from tests.library.test_packs_operations import a_picture
from tests.library.workshop import OLD, a_tool, maintained_by, proposed, use_of


def a_pack() -> At:
    return At({"slug": PackFactory(published=True, holding=1).slug})


def a_pack_with_a_cover() -> At:
    made = PackFactory(holding=1)
    set_cover(made, a_picture(), words="Hands", by=EDITOR)
    Pack.objects.filter(pk=made.pk).update(state="published", published_on="2026-05-04")
    return At({"slug": made.slug})


def a_draft_pack() -> At:
    return At({"pk": PackFactory(holding=1).pk})


def a_pack_to_reopen() -> At:
    return At({"pk": PackFactory(published=True, holding=1).pk})


def an_item() -> At:
    item = PackFactory(holding=2).items.order_by("position").first()
    return At({"pk": item.pack_id, "item": item.pk})


def a_working_version() -> At:
    return At({"pk": a_tool().pk})


def a_tool_of(**facts: object) -> At:
    made = a_tool(**facts)
    return At({"pk": made.pk}, organisation=made.owner_id)


def a_closed_tool() -> At:
    return a_tool_of(open_to_proposals=False)


def a_section() -> At:
    made = a_tool()
    return At({"pk": made.pk, "section": use_of(made).pk})


def a_section_of() -> At:
    made = a_tool()
    section = use_of(made)
    section.name, section.heading = "", "Before you begin"
    section.save()
    return At({"pk": made.pk, "section": section.pk}, organisation=made.owner_id)


def a_removed_section() -> At:
    made = a_tool()
    removed = remove_section(use_of(made), by=EDITOR)
    return At({"pk": made.pk, "removed": removed.pk}, organisation=made.owner_id)


def a_comment() -> At:
    made = a_tool()
    said = remark(use_of(made), OLD, "Hm", by=EDITOR)
    return At({"pk": made.pk, "comment": said.pk}, organisation=made.owner_id)


def a_proposal() -> At:
    return At({"pk": proposed(a_tool()).pk})


def a_proposal_to_answer() -> At:
    made = a_tool()
    return At({"pk": proposed(made).pk}, organisation=made.owner_id)


def an_invitation() -> At:
    made = a_tool()
    asked = invite_maintainer(made, MembershipFactory().organisation, by=EDITOR)
    return At({"pk": made.pk, "invitation": asked.pk}, organisation=made.owner_id)


def an_invitation_to_answer() -> At:
    asked = invite_maintainer(a_tool(), MembershipFactory().organisation, by=EDITOR)
    return At({"pk": asked.pk}, organisation=asked.organisation_id)


def a_maintainer() -> At:
    made = a_tool()
    partner = maintained_by(made, MembershipFactory().organisation)
    return At({"pk": made.pk, "partner": partner.pk}, organisation=made.owner_id)


def a_resource() -> At:
    return At({"slug": ResourceFactory(published=True).slug})


def two_releases() -> At:
    made = ResourceFactory(published=True)
    release_of(made)
    return At({"slug": made.slug})


def a_synthesis() -> At:
    made = ResourceFactory(kind="synthesis")
    return At({"pk": made.pk}, organisation=made.owner_id)


def a_citation() -> At:
    made = ResourceFactory(kind="synthesis")
    work = ResourceFactory(published=True)
    one = Citation.objects.create(synthesis=made, cited=work)
    return At({"pk": made.pk, "citation": one.pk}, organisation=made.owner_id)


READERS = (P.RESOURCE_READ_ANY, P.PROPOSAL_MAKE)
WRITERS = {"get": P.RESOURCE_WRITE, "post": P.RESOURCE_WRITE}
BOTH = {"get": P.PACK_CHANGE, "post": P.PACK_CHANGE}
ROWS: dict[str, Door] = {
    "library:together": Door(get=READERS),
    "library:working": Door(get=READERS, at=a_working_version),
    "library:open_working": Door(post=P.RESOURCE_WRITE, at=a_closed_tool),
    "library:close_working": Door(post=P.RESOURCE_WRITE, at=a_tool_of),
    "library:proposals": Door(get=READERS, at=a_working_version),
    "library:propose": Door(get=P.PROPOSAL_MAKE, post=P.PROPOSAL_MAKE, at=a_section),
    "library:comment": Door(get=P.PROPOSAL_MAKE, post=P.PROPOSAL_MAKE, at=a_section),
    "library:settle_comment": Door(post=P.RESOURCE_WRITE, at=a_comment),
    "library:proposal": Door(get=READERS, at=a_proposal),
    "library:answer_proposal": Door(
        post=P.RESOURCE_WRITE, at=a_proposal_to_answer, data=lambda: {"do": "accept"}
    ),
    "library:discuss_proposal": Door(
        post=P.PROPOSAL_MAKE, at=a_proposal, data=lambda: {"words": "Which residents?"}
    ),
    "library:sections": Door(get=P.RESOURCE_WRITE, at=a_tool_of),
    "library:rename_section": Door(**WRITERS, at=a_section_of),
    "library:move_section": Door(post=P.RESOURCE_WRITE, at=a_section_of),
    "library:remove_section": Door(post=P.RESOURCE_WRITE, at=a_section_of),
    "library:bring_back": Door(post=P.RESOURCE_WRITE, at=a_removed_section),
    "library:maintainers": Door(**WRITERS, at=a_tool_of),
    "library:uninvite_maintainer": Door(post=P.RESOURCE_WRITE, at=an_invitation),
    "library:stop_maintaining": Door(post=P.RESOURCE_WRITE, at=a_maintainer),
    "library:maintainer_invitation": Door(**WRITERS, at=an_invitation_to_answer),
    "library:changes": Door(**WRITERS, at=a_tool_of),
    "library:citations": Door(**WRITERS, at=a_synthesis),
    "library:learned": Door(**WRITERS, at=a_citation),
    "library:move_citation": Door(post=P.RESOURCE_WRITE, at=a_citation),
    "library:cite_no_more": Door(post=P.RESOURCE_WRITE, at=a_citation),
    "library:releases": Door(get=OPEN, at=a_resource),
    "library:compare": Door(get=OPEN, at=two_releases),
    # Its author alone: whoever else may propose is refused.
    "library:withdraw_proposal": Door(at=a_proposal),
    "library:renew_proposal": Door(at=a_proposal),
    "library:change_pack": Door(**BOTH, at=a_draft_pack),
    "library:choose_for_pack": Door(**BOTH, at=a_draft_pack),
    "library:cover_pack": Door(**BOTH, at=a_draft_pack),
    "library:manage_packs": Door(**BOTH),
    "library:move_in_pack": Door(post=P.PACK_CHANGE, at=an_item),
    "library:pack": Door(get=OPEN, at=a_pack),
    "library:pack_cover": Door(get=OPEN, at=a_pack_with_a_cover),
    "library:pack_pdf": Door(get=OPEN, at=a_pack),
    "library:packs": Door(get=OPEN),
    "library:publish_pack": Door(post=P.PACK_CHANGE, at=a_draft_pack),
    "library:reopen_pack": Door(post=P.PACK_CHANGE, at=a_pack_to_reopen),
    "library:take_out_of_pack": Door(post=P.PACK_CHANGE, at=an_item),
    "library:uncover_pack": Door(post=P.PACK_CHANGE, at=a_draft_pack),
    "library:work_pack": Door(get=P.PACK_CHANGE, at=a_draft_pack),
}
