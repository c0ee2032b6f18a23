"""Tools written together: opened, proposed for, answered, maintained by several."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for
from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.library.models import MaintainerInvitation, Resource
from ccin.library.operations.maintaining import (
    answer_maintainer_invitation,
    invite_maintainer,
    say_what_changed,
    stop_maintaining,
    take_back_maintainer_invitation,
)
from ccin.library.operations.sections import (
    bring_section_back,
    move_section,
    remove_section,
    rename_section,
)
from ccin.library.operations.together import (
    accept,
    close_to_proposals,
    decline,
    make_proposal,
    open_to_proposals,
    remark,
    renew,
    settle,
    tell_of_proposals,
    withdraw,
)
from ccin.library.reads.together import to_be_told
from ccin.library.states.resources import Visibility
from ccin.members.models import Membership
from ccin.search.reads import find
from ccin.search.rules import Asked
from ccin.texts.models import Comment, Version
from ccin.texts.operations.proposing import Change
from ccin.texts.states import ACCEPTED, DECLINED, WITHDRAWN
from tests.actors import EDITOR, OFFICER, PUBLIC, WORKER, main_contact_of, representative_of
from tests.browser import account_of
from tests.factories import MembershipFactory, OrganisationFactory, ResourceFactory
from tests.letters import said
from tests.library.shelf import weigh
from tests.library.workshop import (
    NEW,
    OLD,
    a_member,
    a_tool,
    maintained_by,
    owner_of,
    proposed,
    use_of,
)

pytestmark = pytest.mark.django_db


def letters(kind: str) -> list[str]:
    return sorted(each.to_email for each in said(f"library.{kind}"))


def of(actor: Actor) -> str:
    return Account.objects.get(pk=actor.account).email


def test_its_owner_opens_and_closes_it() -> None:
    tool = a_tool(open_to_proposals=False)
    owner = owner_of(tool)

    open_to_proposals(tool, by=owner)
    open_to_proposals(tool, by=owner)
    assert tool.open_to_proposals is True
    close_to_proposals(tool, by=owner)
    close_to_proposals(tool, by=owner)
    assert tool.open_to_proposals is False

    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["library.proposals_opened", "library.proposals_closed"]


def test_only_tools_and_guides_are_written_together() -> None:
    with pytest.raises(Refused, match="tools and guides"):
        open_to_proposals(ResourceFactory(), by=EDITOR)
    with pytest.raises(Refused, match="tools and guides"):
        invite_maintainer(ResourceFactory(), OrganisationFactory(), by=EDITOR)


def test_a_member_proposes_and_the_owner_accepts_with_credit() -> None:
    tool = a_tool()
    member, owner = a_member(), owner_of(tool)

    proposal = proposed(tool, by=member)
    accept(proposal, answer="Thank you", by=owner)

    assert use_of(tool).text.words == NEW
    assert Version.objects.get(text=use_of(tool).text).author == member.key
    assert proposal.state == ACCEPTED
    assert letters("proposal_answered") == [of(member)]


def test_a_declined_proposal_brings_its_answer() -> None:
    tool = a_tool()
    proposal = proposed(tool)

    decline(proposal, answer="It says so above.", by=owner_of(tool))

    assert proposal.state == DECLINED
    [letter] = said()
    assert "It says so above." in letter.text


def test_whoever_answers_their_own_proposal_gets_no_letter() -> None:
    tool = a_tool()
    owner = owner_of(tool)

    accept(proposed(tool, by=owner), by=owner)

    assert said() == []


def test_an_author_without_an_account_gets_no_letter() -> None:
    tool = a_tool()

    accept(proposed(tool, by=EDITOR), by=owner_of(tool))

    assert said() == []


def test_strangers_change_nothing() -> None:
    tool = a_tool()
    member = a_member()
    proposal = proposed(tool, by=member)
    comment = Comment.objects.create(
        text=use_of(tool).text, words="Hm", author="account:1", made_at=timezone.now()
    )
    removed = remove_section(tool.sections.get(name="about"), by=EDITOR)
    before = Entry.objects.count()
    for stranger in (PUBLIC, OFFICER, member):
        for act in (
            lambda by: open_to_proposals(tool, by=by),
            lambda by: close_to_proposals(tool, by=by),
            lambda by: accept(proposal, by=by),
            lambda by: decline(proposal, answer="No", by=by),
            lambda by: settle(comment, by=by),
            lambda by: rename_section(use_of(tool), "H", by=by),
            lambda by: move_section(use_of(tool), up=True, by=by),
            lambda by: remove_section(use_of(tool), by=by),
            lambda by: bring_section_back(removed, by=by),
            lambda by: invite_maintainer(tool, OrganisationFactory(), by=by),
            lambda by: say_what_changed(tool, "All", by=by),
            lambda by: tell_of_proposals(tool, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)
    for stranger in (PUBLIC, OFFICER):
        for act in (
            lambda by: proposed(tool, by=by),
            lambda by: withdraw(proposal, by=by),
            lambda by: remark(use_of(tool), OLD, "Hm", by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)

    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "facts",
    [
        {"visibility": Visibility.CLASS, "visible_class": "affiliate"},
        {"state": "discarded"},
        {"kind": "case_study"},
    ],
    ids=["of another class", "given up", "a case study"],
)
def test_nobody_proposes_for_what_they_may_not_read(facts: dict[str, str]) -> None:
    tool = a_tool()
    section = use_of(tool)
    Resource.objects.filter(pk=tool.pk).update(**facts)

    with pytest.raises(PermissionDenied):
        make_proposal(section, Change(OLD, NEW), by=a_member())


def test_a_closed_tool_takes_no_proposals_from_those_who_see_it() -> None:
    tool = a_tool(open_to_proposals=False)

    with pytest.raises(PermissionDenied):
        proposed(tool)
    with pytest.raises(Refused, match="closed"):
        proposed(tool, by=owner_of(tool))


def test_a_proposal_for_a_changed_paragraph_is_renewed_by_its_author() -> None:
    tool = a_tool()
    member, owner = a_member(), owner_of(tool)
    first = proposed(tool, by=member)
    accept(proposed(tool, after="Use it well."), by=owner)

    with pytest.raises(Refused, match="has changed since"):
        accept(first, by=owner)
    second = renew(first, Change("Use it well.", NEW), by=member)
    accept(second, by=owner)

    assert use_of(tool).text.words == NEW
    assert first.state == WITHDRAWN


def test_its_author_withdraws_it() -> None:
    tool = a_tool()
    member = a_member()
    proposal = proposed(tool, by=member)

    withdraw(proposal, by=member)

    assert proposal.state == WITHDRAWN


def test_a_proposal_is_discussed_and_its_author_hears_of_it() -> None:
    tool = a_tool()
    member, owner = a_member(), owner_of(tool)
    proposal = proposed(tool, by=member)

    remark(use_of(tool), "", "Which residents?", proposal=proposal, by=owner)
    remark(use_of(tool), "", "All.", proposal=proposal, by=member)
    note = remark(use_of(tool), OLD, "Too short.", by=member)
    settle(note, by=owner)

    assert [each.words for each in proposal.comments.all()] == ["Which residents?", "All."]
    assert letters("proposal_discussed") == [of(member)]
    assert note.settled_at is not None


def test_those_who_maintain_it_get_one_letter_a_day() -> None:
    tool = a_tool()
    owner = owner_of(tool)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        proposed(tool)
        assert [each.pk for each in to_be_told()] == [tool.pk]
        assert tell_of_proposals(tool, by=WORKER) == 1
        clock.shift(timedelta(hours=1))
        proposed(tool, after="Two.")
        proposed(tool, after="Three.")
        assert list(to_be_told()) == []
        assert tell_of_proposals(tool, by=WORKER) == 0
        clock.shift(timedelta(days=1))
        assert [each.pk for each in to_be_told()] == [tool.pk]
        assert tell_of_proposals(tool, by=WORKER) == 2
        clock.shift(timedelta(days=1))
        assert list(to_be_told()) == []
        assert tell_of_proposals(tool, by=WORKER) == 0

    assert letters("proposals_made") == [of(owner)] * 2


def test_when_its_owner_has_left_the_editors_are_told_and_its_people_write_no_more() -> None:
    tool = a_tool()
    owner = owner_of(tool)
    account = Account.objects.get(pk=owner.account)
    proposal = proposed(tool)
    editor = account_of(EDITOR)
    Membership.objects.filter(organisation=tool.owner).update(
        ends_on=timezone.localdate() - timedelta(days=1), end_reason="resigned"
    )
    left = actor_for(account, second_factor=False)

    tell_of_proposals(tool, by=WORKER)

    assert letters("proposals_made") == [editor.email]
    with pytest.raises(PermissionDenied):
        accept(proposal, by=left)
    accept(proposal, by=EDITOR)
    assert use_of(tool).text.words == NEW


def test_a_member_that_was_asked_maintains_it() -> None:
    tool = a_tool()
    owner = owner_of(tool)
    other = MembershipFactory().organisation
    people = account_of(main_contact_of(other))

    invitation = invite_maintainer(tool, other, by=owner)
    with pytest.raises(Refused, match="asked already"):
        invite_maintainer(tool, other, by=owner)
    with pytest.raises(PermissionDenied):
        answer_maintainer_invitation(invitation, accepts=True, by=owner)
    answer_maintainer_invitation(invitation, accepts=True, by=main_contact_of(other))
    with pytest.raises(Refused, match="answered already"):
        answer_maintainer_invitation(invitation, accepts=False, by=main_contact_of(other))
    with pytest.raises(Refused, match="maintains it already"):
        invite_maintainer(tool, other, by=owner)

    assert letters("maintainer_invited") == [people.email]
    assert letters("maintainer_answered") == [of(owner)]
    accept(proposed(tool), by=representative_of(other))
    assert use_of(tool).text.words == NEW


def test_a_member_may_say_no_and_a_question_may_be_taken_back() -> None:
    tool = a_tool()
    other = MembershipFactory().organisation

    first = invite_maintainer(tool, other, by=EDITOR)
    answer_maintainer_invitation(first, accepts=False, by=main_contact_of(other))
    second = invite_maintainer(tool, other, by=EDITOR)
    take_back_maintainer_invitation(second, by=EDITOR)
    take_back_maintainer_invitation(first, by=EDITOR)

    assert list(MaintainerInvitation.objects.values_list("accepted", flat=True)) == [False]
    assert not tool.partners.exists()


def test_only_members_are_asked() -> None:
    with pytest.raises(Refused, match="in membership"):
        invite_maintainer(a_tool(), OrganisationFactory(), by=EDITOR)


def test_a_maintainer_ends_it_and_so_does_the_owner() -> None:
    tool = a_tool()
    one, two = MembershipFactory().organisation, MembershipFactory().organisation
    first, second = maintained_by(tool, one), maintained_by(tool, two)

    with pytest.raises(PermissionDenied):
        stop_maintaining(first, by=a_member())
    stop_maintaining(first, by=representative_of(one))
    stop_maintaining(second, by=main_contact_of(tool.owner))
    stop_maintaining(second, by=main_contact_of(tool.owner))

    assert not tool.partners.exists()
    assert Entry.objects.filter(event="library.maintainer_stopped").count() == 2


def test_sections_of_its_own_are_renamed_and_those_of_its_kind_are_not() -> None:
    tool = a_tool()
    own = use_of(tool)
    own.name, own.heading = "", "Before you begin"
    own.save()

    rename_section(own, "  Before   you start ", by=EDITOR)
    rename_section(own, "Before you start", by=EDITOR)

    assert own.heading == "Before you start"
    assert Entry.objects.count() == 1
    with pytest.raises(Refused, match="Enter a heading"):
        rename_section(own, "  ", by=EDITOR)
    with pytest.raises(Refused, match="belongs to its kind"):
        rename_section(tool.sections.get(name="about"), "Else", by=EDITOR)


def test_sections_are_moved_and_never_off_the_list() -> None:
    tool = a_tool()

    def order() -> list[str]:
        return list(tool.sections.order_by("position").values_list("name", flat=True))

    move_section(use_of(tool), up=True, by=EDITOR)
    assert order() == ["use", "about"]
    move_section(use_of(tool), up=True, by=EDITOR)
    assert order() == ["use", "about"]
    move_section(use_of(tool), up=False, by=EDITOR)
    assert order() == ["about", "use"]


def test_a_section_that_was_taken_out_is_brought_back_with_its_words() -> None:
    tool = a_tool()
    words = use_of(tool).text.words

    removed = remove_section(use_of(tool), by=EDITOR)
    assert list(tool.sections.values_list("name", flat=True)) == ["about"]
    again = tool.removed_sections.get()
    section = bring_section_back(removed, by=EDITOR)
    same = bring_section_back(again, by=EDITOR)

    assert section.pk == same.pk
    assert (section.text.words, section.position) == (words, 1)
    assert not tool.removed_sections.exists()


def test_a_section_is_not_taken_out_under_a_proposal_nor_as_the_last() -> None:
    tool = a_tool()
    proposal = proposed(tool)

    with pytest.raises(Refused, match="Answer them first"):
        remove_section(use_of(tool), by=EDITOR)
    decline(proposal, answer="No", by=EDITOR)
    remove_section(use_of(tool), by=EDITOR)
    with pytest.raises(Refused, match="only section"):
        remove_section(tool.sections.get(), by=EDITOR)


def test_what_changes_is_said_once() -> None:
    tool = a_tool(published=True)

    say_what_changed(tool, " - Shorter\r\n", by=EDITOR)
    say_what_changed(tool, "- Shorter", by=EDITOR)

    assert tool.changes_said == "- Shorter"
    assert Entry.objects.count() == 1
    with pytest.raises(Refused, match="2000 characters"):
        say_what_changed(tool, "x" * 2001, by=EDITOR)


def test_whoever_maintains_it_no_more_finds_it_no_more() -> None:
    tool = a_tool(
        published=True, visibility=Visibility.CLASS, visible_class="affiliate", title="Portals"
    )
    tool.owner = OrganisationFactory()
    tool.save()
    other = MembershipFactory().organisation
    token = frozenset({f"org:{other.pk}"})
    invitation = invite_maintainer(tool, other, by=EDITOR)

    answer_maintainer_invitation(invitation, accepts=True, by=main_contact_of(other))
    weigh()
    found = find(Asked("portals"), token).total
    stop_maintaining(tool.partners.get(organisation=other), by=main_contact_of(other))

    assert found == 1
    assert find(Asked("portals"), token).total == 0
