"""The pages of working versions and releases, by who reads them and what they send."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.desk.reads.home import desk_of
from ccin.kernel.progress import quietly
from ccin.library.models import MaintainerInvitation, Release, Resource
from ccin.library.operations.maintaining import say_what_changed
from ccin.library.operations.together import accept
from ccin.library.reads.releases import changes_since_release
from ccin.library.states.resources import Visibility
from ccin.library.tasks.together import is_any_proposal_to_tell, tell_maintainers
from ccin.texts.models import Proposal, Text
from ccin.texts.rules.proposing import digest
from ccin.texts.states import ACCEPTED, DECLINED, OPEN, WITHDRAWN
from tests.actors import EDITOR, OFFICER, WORKER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import MembershipFactory, OrganisationFactory, ResourceFactory, release_of
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


def browser_of(actor: Actor) -> OurClient:
    browser = OurClient()
    browser.sign_in(Account.objects.get(pk=actor.account), second_factor=False)
    return browser


def staff(actor: Actor) -> OurClient:
    browser = OurClient()
    browser.act_as(actor)
    return browser


def url(name: str, *args: object) -> str:
    return reverse(f"library:{name}", args=args)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, 200),
        ({"open_to_proposals": False}, 404),
        ({"visibility": Visibility.MEMBERS}, 200),
        ({"visibility": Visibility.CLASS, "visible_class": "affiliate"}, 404),
        ({"visibility": Visibility.CLASS, "visible_class": "full"}, 200),
        ({"state": "taken_down", "taken_down_because": "Asked"}, 404),
    ],
)
def test_a_member_reads_the_working_version_that_is_open_to_them(
    facts: dict[str, object], status: int
) -> None:
    tool = a_tool()
    proposal = proposed(tool, by=EDITOR)
    Resource.objects.filter(pk=tool.pk).update(**facts)
    member = browser_of(a_member())

    for address in (
        url("working", tool.pk),
        url("proposal", proposal.pk),
        url("proposals", tool.pk),
    ):
        assert member.get(address).status_code == status
    assert (tool.title in member.get(url("together")).content.decode()) is (status == 200)


def test_a_member_proposes_from_the_paragraph_and_sees_what_it_changes() -> None:
    tool = a_tool()
    member = browser_of(a_member())
    address = f"{url('propose', tool.pk, use_of(tool).pk)}?about={digest(OLD)}"

    assert address.replace("&", "&amp;") in member.get(url("working", tool.pk)).content.decode()
    form = member.get(address).content.decode()
    sent = member.post(address, {"before": OLD, "words": NEW, "reason": "Plainer"}, follow=True)

    assert OLD in form
    page = sent.content.decode()
    assert "<ins>" in page
    assert "[put in:" in page
    assert "Why: Plainer" in page
    assert Proposal.objects.get().after == NEW


@pytest.mark.parametrize(
    ("query", "sent", "after"),
    [
        (f"?about={digest(OLD)}&what=add", {"before": OLD, "words": "More."}, f"{OLD}\n\nMore."),
        (f"?about={digest(OLD)}&what=out", {"before": OLD}, ""),
        ("", {"before": "", "words": "At the end."}, "At the end."),
    ],
    ids=["after it", "left out", "at the end"],
)
def test_a_paragraph_is_proposed_after_it_out_of_it_or_at_the_end(
    query: str, sent: dict[str, str], after: str
) -> None:
    tool = a_tool()
    member = browser_of(a_member())
    address = url("propose", tool.pk, use_of(tool).pk) + query

    assert member.get(address).status_code == 200
    member.post(address, sent)

    assert Proposal.objects.get().after == after


def test_words_for_a_paragraph_that_changed_meanwhile_come_back() -> None:
    tool = a_tool()
    member = browser_of(a_member())
    address = f"{url('propose', tool.pk, use_of(tool).pk)}?about={digest(OLD)}"
    Text.objects.filter(pk=use_of(tool).text_id).update(words="Other words.")

    page = member.post(address, {"before": OLD, "words": NEW}).content.decode()

    assert NEW in page
    assert "Somebody has changed it meanwhile" in page
    assert member.get(address)["Location"] == url("working", tool.pk)
    assert not Proposal.objects.exists()


def test_the_owner_accepts_on_the_page_of_the_proposal() -> None:
    tool = a_tool()
    proposal = proposed(tool)
    owner = browser_of(owner_of(tool))

    working = owner.get(url("working", tool.pk)).content.decode()
    owner.post(url("answer_proposal", proposal.pk), {"do": "accept", "answer": "Yes"})

    proposal.refresh_from_db()
    assert "<del>" in working
    assert proposal.state == ACCEPTED
    assert NEW in owner.get(url("working", tool.pk)).content.decode()


def test_declining_without_an_answer_is_said_on_the_page() -> None:
    proposal = proposed(a_tool())
    editor = staff(EDITOR)

    page = editor.post(url("answer_proposal", proposal.pk), {"do": "decline"}).content.decode()
    editor.post(url("answer_proposal", proposal.pk), {"do": "decline", "answer": "No"})

    proposal.refresh_from_db()
    assert "Say why" in page
    assert proposal.state == DECLINED


def test_a_proposal_that_does_not_fit_shows_both_and_is_renewed_by_its_author() -> None:
    tool = a_tool()
    author = a_member()
    first = proposed(tool, by=author)
    now = "What there is to say of using it."
    accept(proposed(tool, after=now), by=EDITOR)
    member = browser_of(author)

    page = member.get(url("proposal", first.pk)).content.decode()
    working = member.get(url("working", tool.pk)).content.decode()
    form = member.get(url("renew_proposal", first.pk)).content.decode()
    stranger = browser_of(a_member()).get(url("renew_proposal", first.pk))
    member.post(url("renew_proposal", first.pk), {"before": now, "words": NEW})

    assert "What changed in the paragraph meanwhile" in page
    assert "words that have changed since" in working
    assert now in form
    assert f'value="{first.reason}"' in form
    assert stranger.status_code == 403
    first.refresh_from_db()
    assert first.state == WITHDRAWN
    assert Proposal.objects.get(state=OPEN).before == now


def test_comments_stand_beside_the_paragraph_until_they_are_settled() -> None:
    tool = a_tool()
    member, owner = browser_of(a_member()), browser_of(owner_of(tool))
    address = f"{url('comment', tool.pk, use_of(tool).pk)}?about={digest(OLD)}"

    empty = member.post(address, {"before": OLD, "words": ""}).content.decode()
    member.post(address, {"before": OLD, "words": "Too <b>short</b>."})
    shown = owner.get(url("working", tool.pk)).content.decode()
    comment = use_of(tool).text.comments.get()
    owner.post(url("settle_comment", tool.pk, comment.pk))

    assert "Enter your comment" in empty
    assert "Too &lt;b&gt;short&lt;/b&gt;." in shown
    assert "Too &lt;b&gt;" not in owner.get(url("working", tool.pk)).content.decode()


def test_a_proposal_is_discussed_on_its_page() -> None:
    proposal = proposed(a_tool())
    member = browser_of(a_member())

    empty = member.post(url("discuss_proposal", proposal.pk), {"words": " "}).content.decode()
    member.post(url("discuss_proposal", proposal.pk), {"words": "Which residents?"})

    assert "Enter your comment" in empty
    assert "Which residents?" in member.get(url("proposal", proposal.pk)).content.decode()


def test_hostile_words_stay_words() -> None:
    tool = a_tool()
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://e.example/t.png)"
    proposal = proposed(tool, after=hostile)
    accept(proposed(tool, after=f"{OLD} {hostile}"), by=EDITOR)
    editor = staff(EDITOR)

    for address in (url("working", tool.pk), url("proposal", proposal.pk)):
        page = editor.get(address).content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert "<img" not in page.partition("<main")[2]


def test_its_author_withdraws_on_the_page() -> None:
    tool = a_tool()
    author = a_member()
    proposal = proposed(tool, by=author)

    browser_of(author).post(url("withdraw_proposal", proposal.pk))

    proposal.refresh_from_db()
    assert proposal.state == WITHDRAWN


def test_the_owner_arranges_sections() -> None:
    tool = a_tool()
    section = use_of(tool)
    section.name, section.heading = "", "Before you begin"
    section.save()
    owner = browser_of(owner_of(tool))

    owner.post(url("rename_section", tool.pk, section.pk), {"heading": "Before you start"})
    owner.post(url("move_section", tool.pk, section.pk), {"to": "up"})
    page = owner.get(url("sections", tool.pk)).content.decode()
    owner.post(url("remove_section", tool.pk, section.pk))
    without = owner.get(url("sections", tool.pk)).content.decode()
    owner.post(url("bring_back", tool.pk, tool.removed_sections.get().pk))

    assert page.index("Before you start") < page.index("What is it?")
    assert "Bring back “Before you start”" in without
    assert tool.sections.count() == 2
    assert owner.get(url("rename_section", tool.pk, tool.sections.last().pk)).status_code == 200


def test_a_member_is_asked_to_maintain_and_says_yes() -> None:
    tool = a_tool()
    other = MembershipFactory().organisation
    owner = browser_of(owner_of(tool))
    people = OurClient()
    people.act_as(main_contact_of(other))

    owner.post(url("maintainers", tool.pk), {"organisation": other.pk})
    again = owner.post(url("maintainers", tool.pk), {"organisation": other.pk}).content.decode()
    asked = MaintainerInvitation.objects.get()
    page = people.get(url("maintainer_invitation", asked.pk)).content.decode()
    people.post(url("maintainer_invitation", asked.pk), {"do": "accept"})
    partner = tool.partners.get()
    ended = people.post(url("stop_maintaining", tool.pk, partner.pk))

    assert "has been asked already" in again
    assert f"Would {other} maintain it?" in page
    assert ended["Location"] == url("together")
    assert not tool.partners.exists()


def test_a_member_says_no_and_a_question_is_taken_back() -> None:
    tool = a_tool()
    other = MembershipFactory().organisation
    owner, people = browser_of(owner_of(tool)), OurClient()
    people.act_as(main_contact_of(other))

    owner.post(url("maintainers", tool.pk), {"organisation": other.pk})
    people.post(url("maintainer_invitation", MaintainerInvitation.objects.get().pk), {"do": "no"})
    owner.post(url("maintainers", tool.pk), {"organisation": other.pk})
    open_one = MaintainerInvitation.objects.get(answered_at=None)
    owner.post(url("uninvite_maintainer", tool.pk, open_one.pk))

    assert MaintainerInvitation.objects.get().accepted is False


def test_the_list_of_changes_is_offered_from_the_words() -> None:
    tool = a_tool(published=True)
    owner = browser_of(owner_of(tool))
    before = owner.get(url("changes", tool.pk)).content.decode()
    accept(proposed(tool), by=EDITOR)

    offered = owner.get(url("changes", tool.pk)).content.decode()
    owner.post(url("changes", tool.pk), {"words": "Plainer."})

    assert "No section differs" in before
    assert "- Changed: How is it used?" in offered
    assert "Plainer." in owner.get(url("changes", tool.pk)).content.decode()
    assert changes_since_release(a_tool()) == []


def test_the_editor_finds_what_the_maintainers_said_and_the_next_release_begins_anew() -> None:
    tool = a_tool(published=True)
    accept(proposed(tool), by=EDITOR)
    say_what_changed(tool, "- Plainer", by=EDITOR)
    editor = staff(EDITOR)

    form = editor.get(url("publish", tool.pk)).content.decode()
    editor.post(url("publish", tool.pk), {"changes": "- Plainer"})

    tool.refresh_from_db()
    assert "- Plainer</textarea>" in form
    assert tool.changes_said == ""
    assert tool.releases.first().changes == "- Plainer"


def test_the_pages_lead_to_one_another() -> None:
    tool, synthesis = a_tool(published=True), ResourceFactory(kind="synthesis")
    editor = staff(EDITOR)

    work = editor.get(url("work", tool.pk)).content.decode()
    other = editor.get(url("work", synthesis.pk)).content.decode()
    read = editor.get(tool.get_absolute_url()).content.decode()
    front = OurClient().get(url("search")).content.decode()

    assert url("working", tool.pk) in work
    assert url("sections", tool.pk) in work
    assert url("citations", synthesis.pk) in other
    assert url("releases", tool.slug) in read
    assert url("packs") in front


def test_releases_say_what_changed_and_credit_organisations_in_public() -> None:
    tool = a_tool(published=True)
    author = a_member()
    accept(proposed(tool, by=author), by=EDITOR)
    tool.refresh_from_db()
    second = release_of(tool)
    Release.objects.filter(pk=second.pk).update(changes="- Plainer")
    organisation = next(iter(author.organisation_roles))
    name = Account.objects.get(pk=author.account).person.representations.get().organisation.name

    public = OurClient().get(url("releases", tool.slug)).content.decode()
    members = browser_of(a_member()).get(url("releases", tool.slug)).content.decode()

    assert organisation
    assert "<li>Plainer</li>" in public
    assert f"Contributed: {name}" in public
    assert author.name not in public
    assert author.name in members


def test_a_supporter_reads_no_working_version_and_no_names() -> None:
    tool = a_tool(published=True)
    accept(proposed(tool, by=a_member()), by=EDITOR)
    release_of(tool)
    supporter = OrganisationFactory()
    MembershipFactory(organisation=supporter, membership_class="supporter")
    browser = OurClient()
    browser.act_as(representative_of(supporter))

    assert browser.get(url("working", tool.pk)).status_code == 404
    assert browser.get(url("together")).status_code == 403
    assert "shown to members" not in browser.get(url("releases", tool.slug)).content.decode()


@pytest.mark.parametrize("name", ["releases", "compare"])
def test_a_title_that_is_not_released_yet_stands_on_no_page_of_releases(name: str) -> None:
    tool = a_tool(published=True)
    release_of(tool)
    Resource.objects.filter(pk=tool.pk).update(title="Not released yet")

    page = OurClient().get(url(name, tool.slug)).content.decode()

    assert tool.title in page
    assert "Not released yet" not in page


def test_two_releases_are_compared_section_by_section() -> None:
    tool = a_tool(published=True)
    assert OurClient().get(url("compare", tool.slug)).status_code == 404
    accept(proposed(tool), by=EDITOR)
    release_of(tool)
    visitor = OurClient()

    page = visitor.get(f"{url('compare', tool.slug)}?from=2&to=1").content.decode()
    odd = visitor.get(f"{url('compare', tool.slug)}?from=99999999999999&to=x")

    assert "Releases 1 and 2 compared" in page
    assert "Changed: How is it used?" in page
    assert "As before: What is it?" in page
    assert "<ins>" in page
    assert odd.status_code == 200


@pytest.mark.parametrize("name", ["releases", "compare"])
def test_releases_of_what_is_for_members_are_hidden_from_strangers(name: str) -> None:
    tool = a_tool(published=True, visibility=Visibility.MEMBERS)
    release_of(tool)

    assert OurClient().get(url(name, tool.slug)).status_code == 404
    assert browser_of(a_member()).get(url(name, tool.slug)).status_code == 200


def test_what_waits_stands_on_the_desk() -> None:
    tool = a_tool()
    owner = owner_of(tool)
    proposed(tool)
    proposed(tool, after="Two.")
    other = MembershipFactory().organisation
    MaintainerInvitation.objects.create(
        resource=tool, organisation=other, invited_by="x", invited_at=tool.started_at
    )
    maintained_by(tool, MembershipFactory().organisation)

    assert f"Answer 2 proposals for “{tool}”" in [each.what for each in desk_of(owner).waiting]
    asked = [each.what for each in desk_of(main_contact_of(other)).waiting]
    assert f"Say whether {other} maintains “{tool}”" in asked
    assert not [each for each in desk_of(OFFICER).waiting if "proposal" in each.what]
    Resource.objects.update(owner=None)
    assert f"Answer 2 proposals for “{tool}”" in [each.what for each in desk_of(EDITOR).waiting]


def test_the_worker_tells_of_proposals_and_is_idle_otherwise() -> None:
    tool = a_tool()
    owner_of(tool)
    assert not is_any_proposal_to_tell()
    assert tell_maintainers(WORKER, quietly) == ""

    proposed(tool)

    assert is_any_proposal_to_tell()
    assert tell_maintainers(WORKER, quietly) == "Proposals told: 1"
    assert not is_any_proposal_to_tell()


@pytest.mark.parametrize(("name", "literal"), [("together", 5), ("proposals", 6), ("working", 12)])
def test_pages_ask_the_same_of_the_database_however_long_they_are(name: str, literal: int) -> None:
    browser = staff(EDITOR)
    counts = []
    tool = a_tool()
    for number in (1, 2):
        for each in range(number):
            proposed(tool, after=f"Words {number} {each}.", by=EDITOR)
            ResourceFactory(kind="tool", open_to_proposals=True)
        args = [] if name == "together" else [tool.pk]
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(name, *args))
        counts.append(len(queries))

    assert counts == [literal, literal]
