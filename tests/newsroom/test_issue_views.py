"""The pages of the Update: for staff who write it, and its archive for everybody."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccin.kernel.clock import today
from ccin.newsroom.models import Issue, Item
from ccin.newsroom.operations.issues import IssueWords, correct_issue
from ccin.newsroom.reads.issues import stamp_of
from ccin.outbox.models import Letter, Mailing
from ccin.outbox.operations.mailings import write_due
from tests.actors import EDITOR, OFFICER, WORKER
from tests.browser import OurClient
from tests.factories import (
    IssueFactory,
    ItemFactory,
    MembershipFactory,
    RepresentationFactory,
    ResourceFactory,
)
from tests.newsroom.pictures import a_picture, with_a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LETTER = {"title": "The November Update", "letter": "Dear members.", "letter_by": "Olwen"}


@pytest.fixture
def editor(client: OurClient) -> OurClient:
    client.act_as(EDITOR)
    return client


def words(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]  # a view’s answer holds its content


def seen(issue: Issue) -> dict[str, str]:
    return {"stamp": stamp_of(Issue.objects.get(pk=issue.pk))}


def test_a_newcomer_takes_it_from_the_first_press_to_the_archive(
    editor: OurClient, new_client: type[OurClient]
) -> None:
    joined = MembershipFactory(starts_on=today()).organisation
    RepresentationFactory(organisation=joined)
    overview = editor.get(reverse("newsroom:write_updates"))
    assert f"Start the {today():%B} Update" in words(overview)

    page = editor.post(reverse("newsroom:start_issue"), follow=True)
    issue = Issue.objects.get()
    assert "Still to do" in words(page)
    assert f"Welcome to {joined.name}" in words(page)
    own = {"kind": "story", "heading": "We moved", "words": "To a new office.", "social": ""}
    editor.post(reverse("newsroom:add_item", args=[issue.pk]), own)
    version = {"version": issue.version, "since": issue.since.isoformat()}
    change = reverse("newsroom:change_issue", args=[issue.pk])
    page = editor.post(change, {**LETTER, **version}, follow=True)
    assert "Nothing is missing" in words(page)
    send = reverse("newsroom:send_issue", args=[issue.pk])
    assert "This will go to 1 person." in words(editor.get(send))
    page = editor.post(send, seen(issue), follow=True)
    assert "in the archive" in words(page)

    everybody = new_client()
    archived = words(everybody.get("/updates/"))
    assert "The November Update" in archived
    shown = words(everybody.get(f"/updates/{today():%Y-%m}/"))
    for said in ("Dear members.", "We moved", "The network in figures", "Full members"):
        assert said in shown, said
    assert "Ready for social media" not in shown
    one = words(everybody.get(f"/updates/{today():%Y-%m}/we-moved/"))
    assert "To a new office." in one
    assert '<meta property="og:title" content="We moved">' in one
    assert "<loc>http://testserver/updates/</loc>" in words(everybody.get("/sitemap.xml"))


def test_the_page_says_how_far_the_letters_are(editor: OurClient) -> None:
    RepresentationFactory(organisation=MembershipFactory().organisation)
    issue = IssueFactory(ready=True, holding=1)
    editor.post(reverse("newsroom:send_issue", args=[issue.pk]), seen(issue))
    write_due(by=WORKER)

    page = words(editor.get(reverse("newsroom:work_issue", args=[issue.pk])))

    assert "To 1 person; 0 left out; 0 could not be sent." in page


def test_what_is_on_its_way_is_looked_into_stopped_and_let_go_on(editor: OurClient) -> None:
    contact = RepresentationFactory(organisation=MembershipFactory().organisation).person
    issue = IssueFactory(ready=True, holding=1)
    people = reverse("newsroom:issue_people", args=[issue.pk])
    stop = reverse("newsroom:stop_issue", args=[issue.pk])
    assert contact.name in words(editor.get(people, follow=True))
    tried = editor.post(reverse("newsroom:try_issue", args=[issue.pk]), follow=True)
    assert "A copy is on its way to" in words(tried)
    editor.post(reverse("newsroom:send_issue", args=[issue.pk]), seen(issue))

    assert "Say in a few words why it is stopped" in words(editor.post(stop))
    stopped = words(editor.post(stop, {"because": "A wrong figure"}, follow=True))
    going = editor.post(reverse("newsroom:go_on_with_issue", args=[issue.pk]), follow=True)
    again = editor.post(reverse("newsroom:resend_issue", args=[issue.pk]))

    assert "It is stopped. Not written to: 1" in stopped
    assert "A wrong figure" in stopped
    assert "It goes on to those who have not got it" in words(going)
    assert again.status_code == 403
    assert contact.name in words(editor.get(people))


def test_those_who_may_resend_are_told_what_came_of_it(client: OurClient) -> None:
    client.act_as(OFFICER)
    RepresentationFactory(organisation=MembershipFactory().organisation)
    issue = IssueFactory(ready=True, holding=1)
    resend = reverse("newsroom:resend_issue", args=[issue.pk])

    assert "It has not been sent." in words(client.post(resend, follow=True))
    client.post(reverse("newsroom:send_issue", args=[issue.pk]), seen(issue))
    assert "Nobody is left who could be tried again" in words(client.post(resend, follow=True))
    write_due(by=WORKER)
    Letter.objects.update(state="failed", attempts=5)
    assert "It is tried again with 1 person" in words(client.post(resend, follow=True))


def test_what_is_being_put_together_is_for_staff_alone(
    editor: OurClient, new_client: type[OurClient]
) -> None:
    issue = IssueFactory(holding=1)
    left_out = ItemFactory(issue__sent=True, is_included=False)
    item = issue.items.get()
    everybody = new_client()
    for address in (issue.get_absolute_url(), item.get_absolute_url()):
        assert everybody.get(address).status_code == 404
        assert editor.get(address).status_code == 200
    assert everybody.get(left_out.get_absolute_url()).status_code == 404
    assert editor.get(left_out.get_absolute_url()).status_code == 200
    for nonsense in ("2026-13", "nonsense", "2026-01"):
        assert everybody.get(f"/updates/{nonsense}/").status_code == 404


def test_the_e_mail_is_shown_within_the_preview_and_nowhere_else(editor: OurClient) -> None:
    issue = IssueFactory(ready=True, holding=1)

    page = editor.get(reverse("newsroom:preview_issue", args=[issue.pk]))
    letter = editor.get(reverse("newsroom:issue_letter", args=[issue.pk]))

    assert "well done." in words(page)
    assert words(page).count("<iframe") == 2
    assert letter["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in letter["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "script" not in words(letter)


def test_an_item_is_ordered_and_left_out_by_buttons(editor: OurClient) -> None:
    issue = IssueFactory(holding=2)
    first, second = issue.items.order_by("position")

    moved = editor.post(reverse("newsroom:move_item", args=[issue.pk, second.pk]), {"to": "up"})
    editor.post(reverse("newsroom:include_item", args=[issue.pk, first.pk]), {"to": "out"})

    assert moved["Location"].endswith(f"#item-{second.pk}")
    assert list(issue.items.order_by("position")) == [second, first]
    page = words(editor.get(reverse("newsroom:work_issue", args=[issue.pk])))
    assert "Left out" in page
    assert "Put in" in page
    editor.post(reverse("newsroom:include_item", args=[issue.pk, first.pk]), {"to": "in"})
    editor.post(reverse("newsroom:remove_item", args=[issue.pk, first.pk]))
    assert list(issue.items.all()) == [second]


def test_a_picture_is_sent_with_its_words_and_shown_with_the_post(editor: OurClient) -> None:
    issue = IssueFactory()
    add = reverse("newsroom:add_item", args=[issue.pk])
    own = {"kind": "story", "heading": "We moved", "words": "To a new office."}

    refused = editor.post(add, {**own, "picture": a_picture()})
    assert "Say in words what the picture shows" in words(refused)
    editor.post(add, {**own, "picture": a_picture(), "picture_words": "A door"})

    item = Item.objects.get()
    page = words(editor.get(reverse("newsroom:change_item", args=[issue.pk, item.pk])))
    assert 'alt="A door"' in page
    assert "We moved. To a new office. http" in page
    picture = editor.get(reverse("newsroom:item_picture", args=[issue.slug, item.slug]))
    assert picture["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("heading", " ", "Enter a heading"),
        ("address", "javascript:alert(1)", "Enter a full address"),
        ("address", "//elsewhere.example", "Enter a full address"),
        ("social", "x" * 301, "has 301 characters. Shorten it to 300."),
        ("kind", "figure", "Select a valid choice"),
        ("words", "x" * 5001, "at most 5000 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(
    editor: OurClient, field: str, value: str, sentence: str
) -> None:
    issue = IssueFactory()
    given = {"kind": "story", "heading": "We moved", "words": "Kept words.", field: value}

    page = words(editor.post(reverse("newsroom:add_item", args=[issue.pk]), given))

    assert sentence in page
    assert given["words"][:20] in page
    assert not issue.items.exists()


def test_an_empty_file_is_no_picture(editor: OurClient) -> None:
    issue = IssueFactory()
    empty = SimpleUploadedFile("x.png", b"")

    page = editor.post(
        reverse("newsroom:add_item", args=[issue.pk]), {"heading": "H", "picture": empty}
    )

    assert "The file is empty. Choose another one." in words(page)


def test_a_slip_is_put_right_and_everybody_is_told(
    editor: OurClient, new_client: type[OurClient]
) -> None:
    item = ItemFactory(issue__sent=True, key="members.membership:1", kind="joiner")
    issue = item.issue
    change = reverse("newsroom:change_item", args=[issue.pk, item.pk])
    given = {"heading": "The right name", "words": "Words.", "version": 1, "social": ""}
    without = words(editor.post(change, given))
    assert "Say in a sentence what was wrong" in without
    editor.post(change, {**given, "note": "The name was wrong."})
    letter = reverse("newsroom:change_issue", args=[issue.pk])
    issue.refresh_from_db()
    editor.post(letter, {**LETTER, "version": issue.version, "note": "A date was wrong."})

    everybody = new_client()
    for address in (issue.get_absolute_url(), item.get_absolute_url()):
        assert "The name was wrong." in words(everybody.get(address))
    page = words(everybody.get(issue.get_absolute_url()))
    assert "A date was wrong." in page
    assert "The right name" in page
    item.refresh_from_db()
    assert item.kind == "joiner"


def test_what_is_missing_or_gone_is_said_where_it_is_sent(editor: OurClient) -> None:
    RepresentationFactory(organisation=MembershipFactory().organisation)
    bare = IssueFactory()
    ItemFactory(issue=bare, heading="Nothing said", words="")
    page = words(editor.get(reverse("newsroom:send_issue", args=[bare.pk])))
    assert "Say something under “Nothing said”, or leave it out." in page
    assert "Send it now" not in page
    ready = IssueFactory(ready=True)
    ItemFactory(issue=ready, heading="Taken down", key="library.resource:0")

    page = words(editor.post(reverse("newsroom:send_issue", args=[ready.pk]), seen(ready)))

    assert "“Taken down” is not for everybody any more." in page
    assert not Mailing.objects.exists()


def test_one_that_changed_under_the_hand_is_looked_at_again(editor: OurClient) -> None:
    RepresentationFactory(organisation=MembershipFactory().organisation)
    issue = IssueFactory(ready=True, holding=1)
    send = reverse("newsroom:send_issue", args=[issue.pk])
    before = seen(issue)
    ItemFactory(issue=issue)

    page = editor.post(send, before)

    assert page.status_code == 409
    assert "Nothing was sent: look again." in words(page)
    assert "What you had written" not in words(page)
    assert not Mailing.objects.exists()


def test_a_draft_is_thrown_away_by_a_button(editor: OurClient) -> None:
    issue = IssueFactory(ready=True, holding=1)
    work = reverse("newsroom:work_issue", args=[issue.pk])
    assert "Throw the draft away" in words(editor.get(work))

    page = editor.post(reverse("newsroom:discard_issue", args=[issue.pk]), follow=True)

    assert "The draft was thrown away" in words(page)
    assert str(issue) not in words(page)
    shown = words(editor.get(work))
    assert "Thrown away" in shown
    assert "Gather what happened" not in shown
    assert editor.get(issue.get_absolute_url()).status_code == 404


def test_gathering_again_says_what_came_and_what_went(editor: OurClient) -> None:
    issue = IssueFactory(since=today() - timedelta(days=1), until=today())
    ItemFactory(issue=issue, key="library.resource:0")
    ResourceFactory(published=True, published_on=today())

    page = editor.post(reverse("newsroom:gather_issue", args=[issue.pk]), follow=True)

    assert "2 new items are there. 1 was left out" in words(page)


def test_the_feed_holds_each_issue_once_under_its_address(client: OurClient) -> None:
    issue = IssueFactory(sent=True)
    IssueFactory()

    feed = client.get(reverse("newsroom:updates_feed")).content.decode()

    assert feed.count("<entry>") == 1
    assert issue.get_absolute_url() in feed
    assert "well done." in feed
    again = IssueWords("T", "L", "S", issue.since)
    correct_issue(issue, again, note="N", version=1, by=EDITOR)
    feed = client.get(reverse("newsroom:updates_feed")).content.decode()
    assert f"<updated>{today():%Y-%m-%d}T23:59:59" in feed


def test_a_picture_that_is_not_there_is_not_found(client: OurClient) -> None:
    plain = ItemFactory(issue__sent=True)
    lost = with_a_picture(ItemFactory(issue__sent=True))
    lost.picture.file.storage.delete(lost.picture.file.name)
    for item in (plain, lost):
        address = reverse("newsroom:item_picture", args=[item.issue.slug, item.slug])
        assert client.get(address).status_code == 404


def test_no_page_costs_more_for_holding_more(editor: OurClient) -> None:
    one, three = IssueFactory(sent=True, holding=1), IssueFactory(sent=True, holding=3)
    for item in three.items.all():
        with_a_picture(item)
    for issue in (one, three):
        again = IssueWords("T", "L", "S", issue.since)
        correct_issue(issue, again, note="N", version=1, by=EDITOR)
    counts = {
        issue.pk: [
            queries(editor, address)
            for address in (
                issue.get_absolute_url(),
                reverse("newsroom:work_issue", args=[issue.pk]),
                reverse("newsroom:preview_issue", args=[issue.pk]),
            )
        ]
        for issue in (one, three)
    }

    assert counts[one.pk] == counts[three.pk] == [6, 9, 6]


def queries(browser: OurClient, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
