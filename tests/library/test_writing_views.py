"""The pages on which a resource is begun, written, checked and published."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.kernel.clock import today
from ccin.library.models import Resource
from ccin.library.operations.publishing import publish_resource, submit_resource
from ccin.library.operations.resources import take_pen
from ccin.library.reads.editing import resources_found, waiting_for
from ccin.library.states.resources import ReadState, ResourceState
from ccin.principles.models import Principle, Statement
from tests.actors import EDITOR, OFFICER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import (
    AuthorityFactory,
    BodyFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    ResourceFactory,
    ThemeFactory,
)
from tests.library import papers

pytestmark = pytest.mark.django_db


def page(name: str, resource: Resource, *more: object) -> str:
    return reverse(f"library:{name}", args=[resource.pk, *more])


def facts(resource: Resource, **changed: object) -> dict[str, object]:
    return {
        "title": resource.title,
        "licence": "ogl-3",
        "visibility": "public",
        "version": resource.version,
        **changed,
    }


def test_five_short_answers_are_a_case_study(client: OurClient) -> None:
    owner = OrganisationFactory()
    client.act_as(representative_of(owner))

    shown = client.get(reverse("library:start_by", args=["answers"])).content.decode()
    assert "kind" not in shown.split("<form")[-1].split("name=")[1]
    answer = client.post(
        reverse("library:start_by", args=["answers"]),
        {
            "title": "Repair cafés",
            "problem": "Things were thrown away.",
            "done": "We mended them.",
            "changed": "Less is thrown away.",
            "known": "We weighed it.",
            "contact_line": "Ring the policy team.",
            "owner": owner.pk,
        },
    )

    resource = Resource.objects.get()
    assert answer.headers["Location"] == page("work", resource)
    said = {each.name: each.text.words for each in resource.sections.select_related("text")}
    assert {name: words for name, words in said.items() if words} == {
        "problem": "Things were thrown away.",
        "done": "We mended them.",
        "changed": "Less is thrown away.",
        "known": "We weighed it.",
    }
    assert (resource.owner, resource.contact_line) == (owner, "Ring the policy team.")


def test_an_address_is_kept_as_the_source_and_nothing_is_fetched(client: OurClient) -> None:
    """A test that opens a socket to any other machine fails."""
    client.act_as(EDITOR)
    address = reverse("library:start_by", args=["link"])
    sent = {"title": "A guide", "kind": "guide", "address": "http://169.254.169.254/", "words": "W"}

    client.post(address, sent)
    client.post(address, {**sent, "kind": "case_study"})
    refused = client.post(address, {**sent, "address": "file:///etc/passwd"})

    guide, case_study = Resource.objects.order_by("pk")
    assert (guide.source_url, guide.link) == (sent["address"], sent["address"])
    assert (case_study.source_url, case_study.link) == (sent["address"], "")
    assert guide.sections.get(name="about").text.words == "W"
    assert case_study.sections.get(name="done").text.words == "W"
    assert "Enter an address like" in refused.content.decode()


def test_a_report_is_begun_from_and_sorted(client: OurClient) -> None:
    client.act_as(EDITOR)
    sent = SimpleUploadedFile("report.docx", papers.word())

    answer = client.post(
        reverse("library:start_by", args=["file"]), {"kind": "case_study", "file": sent}
    )
    resource = Resource.objects.get()
    assert answer.headers["Location"] == page("sort", resource)
    shown = client.get(page("sort", resource)).content.decode()
    assert '<option value="problem" selected>' in shown
    background, done = resource.sections.filter(name="").order_by("position")
    client.post(page("sort", resource), {f"section_{background.pk}": "problem"})

    assert resource.sections.get(name="problem").text.words == "Things were thrown away."
    assert list(resource.sections.filter(name="")) == [done]


def test_a_locked_file_is_refused_on_the_form(client: OurClient) -> None:
    client.act_as(EDITOR)
    sent = SimpleUploadedFile("report.pdf", papers.locked_pdf())

    answer = client.post(
        reverse("library:start_by", args=["file"]), {"kind": "report", "file": sent}
    )

    assert "is protected by a password" in answer.content.decode()
    assert not Resource.objects.exists()


def test_there_is_no_fourth_way_to_begin(client: OurClient) -> None:
    client.act_as(EDITOR)

    assert client.get(reverse("library:start_by", args=["magic"])).status_code == 404
    assert client.get(reverse("library:start")).status_code == 200


def test_a_section_is_written_by_whoever_takes_the_pen_and_the_pen_goes_along(
    client: OurClient,
) -> None:
    resource = ResourceFactory()
    first, second = resource.sections.order_by("position")[:2]
    client.act_as(EDITOR)

    assert "<textarea" not in client.get(page("section", resource, first.pk)).content.decode()
    client.post(page("take_pen", resource, first.pk))
    assert "<textarea" in client.get(page("section", resource, first.pk)).content.decode()
    answer = client.post(
        page("section", resource, first.pk), {"words": "Anew.", "version": 1}, follow=False
    )

    first.text.refresh_from_db()
    second.text.refresh_from_db()
    assert answer.headers["Location"] == page("section", resource, second.pk)
    assert (first.text.words, first.text.holder) == ("Anew.", "")
    assert second.text.holder != ""


def test_saving_stays_or_stops_as_asked(client: OurClient) -> None:
    resource = ResourceFactory()
    section = resource.sections.order_by("position")[0]
    last = resource.sections.order_by("position").last()
    client.act_as(EDITOR)
    address = page("section", resource, section.pk)

    stays = client.post(address, {"words": "A.", "version": 1, "stay": "1"})
    stops = client.post(address, {"words": "B.", "version": 2, "stop": "1"})
    ends = client.post(page("section", resource, last.pk), {"words": "C.", "version": 1})

    assert stays.headers["Location"] == address
    assert stops.headers["Location"] == ends.headers["Location"] == page("work", resource)


def test_going_on_to_a_section_somebody_writes_shows_it_without_the_pen(client: OurClient) -> None:
    resource = ResourceFactory()
    first, second = resource.sections.order_by("position")[:2]
    take_pen(second, by=representative_of(resource.owner))
    client.act_as(EDITOR)

    answer = client.post(
        page("section", resource, first.pk), {"words": "A.", "version": 1}, follow=True
    )

    shown = answer.content.decode()
    assert "Rhys Member is writing here until" in shown
    assert "<textarea" not in shown


def test_a_preview_saves_nothing_and_keeps_what_was_written(client: OurClient) -> None:
    resource = ResourceFactory()
    section = resource.sections.all()[0]
    client.act_as(EDITOR)

    shown = client.post(
        page("section", resource, section.pk),
        {"words": "It is **bold** <script>", "version": 1, "preview": "1"},
    ).content.decode()

    assert "It is <strong>bold</strong> &lt;script&gt;" in shown
    assert "It is **bold** &lt;script&gt;</textarea>" in shown
    section.text.refresh_from_db()
    assert section.text.version == 1


def test_two_editors_at_once_and_the_second_gets_the_words_back(client: OurClient) -> None:
    resource = ResourceFactory()
    section = resource.sections.all()[0]
    take_pen(section, by=representative_of(resource.owner))
    client.act_as(EDITOR)

    answer = client.post(
        page("section", resource, section.pk), {"words": "My hour of work.", "version": 1}
    )

    assert answer.status_code == 409
    assert "My hour of work." in answer.content.decode()


def test_every_version_of_a_section_is_shown(client: OurClient) -> None:
    resource = ResourceFactory()
    section = resource.sections.all()[0]
    client.act_as(EDITOR)
    assert (
        "No versions are kept"
        in client.get(page("versions", resource, section.pk)).content.decode()
    )
    client.post(page("section", resource, section.pk), {"words": "Anew.", "version": 1})

    shown = client.get(page("versions", resource, section.pk)).content.decode()

    assert "Version 2" in shown
    assert "Anew." in shown


def test_a_section_of_another_resource_is_not_there(client: OurClient) -> None:
    resource, other = ResourceFactory(), ResourceFactory()
    client.act_as(EDITOR)

    assert client.get(page("section", resource, other.sections.all()[0].pk)).status_code == 404


def test_facts_are_saved_and_a_council_is_asked_for_by_its_full_name(client: OurClient) -> None:
    resource, theme = ResourceFactory(), ThemeFactory()
    place = AuthorityFactory(name="Sale Borough Council")
    client.act_as(representative_of(resource.owner))
    assert "visible_body" not in client.get(page("describe", resource)).content.decode()

    refused = client.post(page("describe", resource), facts(resource, places="Nowhere"))
    client.post(
        page("describe", resource),
        facts(
            resource,
            places=" sale borough council \n\n",
            themes=[theme.pk],
            visibility="members",
            visible_class="full",
        ),
    )

    assert "No council is called “Nowhere”" in refused.content.decode()
    resource.refresh_from_db()
    assert [each.authority for each in resource.places.all()] == [place]
    assert list(resource.themes.all()) == [theme]
    assert (resource.visibility, resource.visible_class) == ("members", "")


def test_staff_keep_something_for_one_body_and_its_owner_leaves_that_as_it_is(
    client: OurClient,
) -> None:
    resource, body = ResourceFactory(), BodyFactory()
    client.act_as(EDITOR)
    client.post(
        page("describe", resource), facts(resource, visibility="body", visible_body=body.pk)
    )
    resource.refresh_from_db()
    client.act_as(representative_of(resource.owner))

    client.post(page("describe", resource), facts(resource, title="Anew", visibility="public"))

    resource.refresh_from_db()
    assert (resource.title, resource.visibility, resource.visible_body) == ("Anew", "body", body)


def test_whoever_writes_a_published_one_is_not_asked_who_may_read_it(client: OurClient) -> None:
    resource = ResourceFactory(published=True)
    client.act_as(representative_of(resource.owner))

    shown = client.get(page("describe", resource)).content.decode()
    client.post(page("describe", resource), facts(resource, visibility="members"))

    assert 'name="visibility"' not in shown
    resource.refresh_from_db()
    assert resource.visibility == "public"


def test_a_stale_form_of_facts_gives_back_what_was_written(client: OurClient) -> None:
    resource = ResourceFactory()
    client.act_as(EDITOR)

    answer = client.post(page("describe", resource), facts(resource, summary="Mine.", version=7))

    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()


def test_principles_of_the_statement_in_force_are_asked_for(client: OurClient) -> None:
    statement = Statement.objects.create(number=1, decision="AGM", source="Minutes")
    principle = Principle.objects.create(
        statement=statement, position=1, name="Co-production", paraphrase="With residents"
    )
    resource = ResourceFactory()
    client.act_as(EDITOR)

    client.post(page("principles", resource), {f"principle_{principle.pk}": "Residents chose."})

    assert resource.principles.get().sentence == "Residents chose."
    assert "Residents chose." in client.get(page("principles", resource)).content.decode()
    assert "Residents chose." in client.get(page("preview", resource)).content.decode()


def test_files_are_attached_named_opened_and_taken_away(client: OurClient) -> None:
    resource = ResourceFactory()
    client.act_as(EDITOR)
    sent = SimpleUploadedFile("a.pdf", papers.pdf("", ""))

    client.post(page("files", resource), {"file": sent, "title": "Pictures"})
    kept = resource.files.get()
    kept.read, kept.pages = ReadState.NO_WORDS, 2
    kept.save()
    shown = client.get(page("files", resource)).content.decode()
    opened = client.get(page("open_file", resource, kept.pk))
    client.post(page("rename_file", resource, kept.pk), {"title": "The plan"})
    client.post(page("remove_file", resource, kept.pk))

    assert "It holds pictures only, no words" in shown
    assert "2 pages" in shown
    assert opened.headers["Content-Type"] == "application/pdf"
    kept.refresh_from_db()
    assert (kept.title, kept.removed_on) == ("The plan", today())


def test_partners_are_added_once_and_taken_away(client: OurClient) -> None:
    resource, partner = ResourceFactory(), OrganisationFactory()
    client.act_as(EDITOR)

    for _time in range(2):
        client.post(
            page("partners", resource), {"organisation": partner.pk, "role": "working_with"}
        )
    assert str(resource.partners.get()) == f"{partner} (Working with)"
    client.post(page("drop_partner", resource, resource.partners.get().pk))

    assert not resource.partners.exists()


def test_from_the_editor_s_list_to_the_readers(client: OurClient) -> None:
    resource = ResourceFactory()
    submit_resource(resource, by=representative_of(resource.owner))
    client.act_as(EDITOR)

    assert (
        str(resource)
        in client.get(reverse("library:resources"), {"where": "submitted"}).content.decode()
    )
    client.post(page("check", resource), {"plain_met": "on", "evidence_note": "No number"})
    unmet = client.get(page("publish", resource)).content.decode()
    assert "Say how it is known that something changed" in unmet
    client.post(page("publish", resource))
    second = client.post(page("publish", resource), {"changes": ""})

    assert "Say what has changed since the last release" in second.content.decode()
    resource.refresh_from_db()
    assert resource.state == ResourceState.PUBLISHED
    assert "Release 1" in client.get(page("work", resource)).content.decode()


def test_the_owner_s_people_send_it_get_it_back_and_offer_changes(client: OurClient) -> None:
    resource = ResourceFactory()
    owner = representative_of(resource.owner)
    client.act_as(owner)
    client.post(page("submit", resource))
    client.act_as(EDITOR)
    client.post(page("give_back", resource), {"words": "Say what it cost."})
    client.post(page("note", resource), {"words": "And who did it."})
    client.act_as(owner)

    shown = client.get(page("work", resource)).content.decode()
    assert "Say what it cost." in shown
    assert "And who did it." in shown
    resource.refresh_from_db()
    publish_resource(resource, by=EDITOR)
    resource.summary = "Mended everywhere."
    resource.save()
    assert "Offer the changes to the editor" in client.get(page("work", resource)).content.decode()
    client.post(page("offer_changes", resource))
    resource.refresh_from_db()
    assert resource.changes_offered_at is not None


def test_what_is_old_wrong_or_given_up_goes_by_its_own_button(client: OurClient) -> None:
    old, wrong, idle = (
        ResourceFactory(published=True),
        ResourceFactory(published=True),
        ResourceFactory(),
    )
    client.act_as(EDITOR)

    client.post(page("review", old))
    client.post(page("archive", old))
    client.post(page("take_down", wrong), {"reason": "Its owner asked for it."})
    client.post(page("discard", idle))

    states = [Resource.objects.get(pk=each.pk).state for each in (old, wrong, idle)]
    assert states == ["archived", "taken_down", "discarded"]
    for each in (old, wrong, idle):
        assert client.get(page("work", each)).status_code == 200
        assert (
            "Write here"
            not in client.get(page("section", each, each.sections.all()[0].pk)).content.decode()
        )


def test_other_members_find_no_draft_and_staff_without_the_editor_s_role_neither(
    client: OurClient,
) -> None:
    resource = ResourceFactory()

    for stranger in (main_contact_of(OrganisationFactory()), OFFICER):
        client.act_as(stranger)
        assert client.get(page("work", resource)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_length(client: OurClient, rows: int) -> None:
    for _row in range(rows):
        ResourceFactory()
    client.act_as(EDITOR)
    client.get(reverse("library:resources"))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("library:resources"))

    assert len(asked) == 6


def test_the_list_is_narrowed_by_title_kind_owner_and_where_it_stands() -> None:
    contact = PersonFactory()
    fits = ResourceFactory(
        title="Mending bicycles",
        published=True,
        kind="tool",
        review_due_on=today(),
        contact=contact,
    )
    draft = ResourceFactory(title="Mending shoes")
    gone = ResourceFactory(state=ResourceState.DISCARDED)

    def found(**wanted: object) -> list[Resource]:
        listed = resources_found(EDITOR, wanted, today())
        assert listed.ordered
        return list(listed)

    assert found(q="mending bicycles") == [fits]
    assert found(kind="tool") == found(owner=fits.owner) == [fits]
    assert found(where="review") == found(where="left") == [fits]
    assert found(where="draft") == [draft]
    assert found(where="offered") == []
    assert found(where="discarded") == [gone]
    RepresentationFactory(person=contact, organisation=fits.owner)
    assert found(where="left") == []


def test_each_finds_on_the_desk_what_waits_for_them() -> None:
    owner = OrganisationFactory()
    ResourceFactory(title="Draft", owner=owner)
    submit_resource(ResourceFactory(title="Sent", owner=owner), by=EDITOR)
    ResourceFactory(title="Due", owner=owner, published=True, review_due_on=today())
    offered = ResourceFactory(title="Offered", owner=owner, published=True)
    offered.changes_offered_at = offered.started_at
    offered.save()
    ResourceFactory(title="Left", owner=owner, published=True, contact=PersonFactory())

    def words(actor: Actor) -> set[str]:
        return {each.what for each in waiting_for(actor)}

    assert words(EDITOR) == {
        "Check “Sent”",
        "Check the changes to “Offered”",
        "Name somebody else to ring about “Left”",
    }
    assert words(representative_of(owner)) == {
        "Finish “Draft”",
        "Say whether “Due” is still right",
        "Name somebody else to ring about “Left”",
    }
    assert words(representative_of(OrganisationFactory())) == set()
    with CaptureQueriesContext(connection) as asked:
        assert waiting_for(OFFICER) == []
    assert len(asked) == 0


def test_a_section_under_a_heading_of_its_own_is_added_and_the_pen_put_down(
    client: OurClient,
) -> None:
    resource = ResourceFactory()
    client.act_as(EDITOR)

    answer = client.post(page("add_section", resource), {"heading": "What came next"})
    added = resource.sections.get(heading="What came next")
    assert answer.headers["Location"] == page("section", resource, added.pk)
    client.post(page("take_pen", resource, added.pk))
    client.post(page("put_down", resource, added.pk))
    again = client.post(page("add_section", resource), {"heading": " "})

    added.text.refresh_from_db()
    assert added.text.holder == ""
    assert "Give the section a heading" in again.content.decode()


def test_who_holds_no_role_for_a_member_begins_nothing(client: OurClient) -> None:
    client.act_as(Actor("account:test-nobody", "Nobody"))

    assert client.get(reverse("library:start")).status_code == 403
    assert client.get(reverse("library:resources")).status_code == 403


def test_what_an_editor_s_form_lacks_is_said_on_it(client: OurClient) -> None:
    resource = ResourceFactory()
    submit_resource(resource, by=EDITOR)
    client.act_as(EDITOR)

    returned = client.post(page("give_back", resource), {"words": ""}).content.decode()
    noted = client.post(page("note", resource), {"words": ""}).content.decode()
    published = ResourceFactory(published=True)
    down = client.post(page("take_down", published), {"reason": ""}).content.decode()

    assert "Write what you want to say" in returned
    assert "Write what you want to say" in noted
    assert "Say why it is taken down" in down


def test_a_page_of_the_editor_s_says_too_late_once_it_has_moved_on(client: OurClient) -> None:
    resource = ResourceFactory(published=True)
    client.act_as(EDITOR)

    assert client.get(page("give_back", resource)).status_code == 409
    assert client.post(page("submit", resource)).status_code == 409
