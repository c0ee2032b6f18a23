"""Asking and answering as people see it, and what nobody else sees."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.discussion.operations.posts import reply
from ccin.discussion.states import ANSWERED, CLOSED, OPEN
from ccin.library.models import QuestionSubject
from ccin.search.operations import weigh_due
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, STRANGER, WORKER
from tests.browser import OurClient
from tests.discussion.asked import a_member
from tests.factories import AccountFactory, PostFactory, RepresentationFactory, TopicFactory
from tests.library.asked import Network, a_network, about, on_theme

pytestmark = [pytest.mark.page, pytest.mark.django_db]

ASK, LIST = reverse("library:ask"), reverse("library:questions")


@pytest.fixture
def network() -> Network:
    return a_network()


def page(topic: Topic) -> str:
    return reverse("library:question", args=[topic.pk])


def text(answer) -> str:
    return answer.content.decode()


def test_a_search_that_found_nothing_becomes_a_question(
    client: OurClient, network: Network
) -> None:
    client.act_as(network.asker.actor)
    first = client.get(f"{ASK}?q=repair+in+libraries")
    asked = {
        "title": "Who repairs things in libraries?",
        "words": "We tried.",
        "organisation": network.asker.organisation.pk,
        "searched": "repair in libraries",
    }
    looked = client.post(ASK, asked)
    sent = client.post(ASK, {**asked, "themes": [network.theme.pk], "send": "yes"})

    assert 'value="repair in libraries"' in text(first)
    assert "checked" in text(first)
    assert "Before you ask" in text(looked)
    assert "checked" in text(looked)
    topic = Topic.objects.get()
    assert sent.url == page(topic)
    subject = QuestionSubject.objects.get()
    assert (subject.searched, list(subject.themes.all())) == (
        "repair in libraries",
        [network.theme],
    )
    assert topic.askings.get().person == network.knows.person
    shown = text(client.get(page(topic)))
    assert network.knows.person.name in shown
    assert "names them as the person to ask" in shown


def asked_form(network: Network, **more: object) -> dict[str, object]:
    return {
        "title": "Who repairs things in libraries?",
        "words": "We tried.",
        "organisation": network.asker.organisation.pk,
        "themes": [network.theme.pk],
        "send": "yes",
        **more,
    }


def test_what_seems_to_name_a_resident_needs_a_tick_and_no_more(
    client: OurClient, network: Network
) -> None:
    client.act_as(network.asker.actor)
    words = "Mrs Byron of 12 Mill Lane wrote from ada@home.example."

    warned = client.post(ASK, asked_form(network, words=words))

    assert "seems to hold an e-mail address, a street or a postcode, somebody’s name" in text(
        warned
    )
    assert words in text(warned)
    assert re.search(r'type="checkbox" name="sure"|name="sure" type="checkbox"', text(warned))
    assert not Topic.objects.exists()
    client.post(ASK, asked_form(network, words=words, sure="on"))
    assert Topic.objects.get().words == words


@pytest.mark.parametrize(
    ("title", "words", "said"),
    [
        ("", "", "Write your question in one sentence"),
        ("<script>alert(1)</script>", "", "Write your question in one sentence"),
        ("a" * 201, "", "200 characters or fewer"),
        ("Who?", "long " * 2_001, "Shorten it to 10,000"),
        ("Who?", "a" * 200_001, "200000"),
        ("'; DROP TABLE topic --", "\x00\x00", "Null characters are not allowed"),
    ],
)
def test_bad_input_gets_a_clear_sentence_and_nothing_is_lost(
    client: OurClient, network: Network, title: str, words: str, said: str
) -> None:
    client.act_as(network.asker.actor)

    answer = client.post(ASK, asked_form(network, title=title, words=words))

    assert answer.status_code == 200
    assert said in text(answer)
    assert not Topic.objects.exists()
    assert words[:50].strip("\x00") in text(answer)


def test_hostile_words_are_shown_and_never_obeyed(client: OurClient, network: Network) -> None:
    client.act_as(network.asker.actor)
    hostile = "[x](javascript:alert(1)) ![y](http://evil.example/p.png) <5 <b onclick='x'>b</b>"

    client.post(ASK, asked_form(network, title='"><svg onload=x> who?', words=hostile, sure="on"))

    topic = Topic.objects.get()
    shown = text(client.get(page(topic)))
    assert "javascript:" not in shown.replace("(javascript:alert(1))", "")
    assert "<svg onload" not in shown
    assert "onclick" not in shown
    assert "<img src=" not in shown
    assert "&lt;5" in shown


@pytest.mark.parametrize("query", ["", "a", "the of and", "🏠" * 300, "ydw i'n <b>", "x" * 10_000])
def test_any_search_leads_to_the_form(client: OurClient, network: Network, query: str) -> None:
    client.act_as(network.asker.actor)

    assert client.get(ASK, {"q": query}).status_code == 200


def test_only_members_ask_and_others_are_told_whom_to_ask(
    client: OurClient, network: Network
) -> None:
    assert client.get(ASK).status_code == 302
    for stranger in (STRANGER, EDITOR):
        client.act_as(stranger)
        answer = client.get(ASK)
        assert answer.status_code == 403
        assert "ask its main contact to invite you" in text(answer)
    for traits in ({"supporter": True}, {"ended": True}):
        outside = a_member(**traits)
        sign_in(client, outside)
        assert client.post(ASK, asked_form(network)).status_code == 403
    assert not Topic.objects.exists()


def sign_in(client: OurClient, member) -> None:
    """With the membership it has: the browser's own way would let a lapsed one join again."""
    client.sign_in(AccountFactory(person=member.person))


def test_no_stranger_sees_a_question_by_address_list_or_search(
    new_client: Callable[[], OurClient], network: Network
) -> None:
    topic = network.ask("Who mends zithers?")
    post = PostFactory(topic=topic)
    weigh_due(by=WORKER, tell=lambda *_: None)
    lapsed, supporter = a_member(ended=True), a_member(supporter=True)
    search = reverse("library:search")
    doors = [page(topic), reverse("library:report_reply", args=[topic.pk, post.pk])]

    for person in (None, lapsed, supporter):
        browser = new_client()
        if person:
            sign_in(browser, person)
        for door in doors:
            assert browser.get(door).status_code in ({404} if person else {302, 404})
        answer = browser.get(LIST)
        assert answer.status_code == (403 if person else 302)
        assert "zither" not in text(answer)
        found = text(browser.get(search, {"q": "mends zithers"}))
        assert "Who mends" not in found
    for member in (network.knows, network.asker):
        browser = new_client()
        sign_in(browser, member)
        assert "Who mends zithers?" in text(browser.get(LIST))
        assert browser.get(page(topic)).status_code == 200
        assert page(topic) in text(browser.get(search, {"q": "mends zithers"}))
    for staff in (OFFICER, EDITOR, ADMINISTRATOR):
        browser = new_client()
        browser.act_as(staff)
        assert "Who mends zithers?" in text(browser.get(LIST))
        assert browser.get(page(topic)).status_code == 200


def test_a_reply_is_posted_put_right_thanked_for_and_marked(
    new_client: Callable[[], OurClient], network: Network
) -> None:
    topic = network.ask()
    knows, asker = new_client(), new_client()
    sign_in(knows, network.knows)
    sign_in(asker, network.asker)

    before = text(knows.get(page(topic)))
    knows.post(page(topic), {"words": "We dd it.", "organisation": network.knows.organisation.pk})
    post = Post.objects.get()
    change = reverse("library:change_reply", args=[topic.pk, post.pk])
    assert asker.get(change).status_code == 403
    assert "We dd it." in text(knows.get(change))
    knows.post(change, {"words": "We did **it**.", "version": 1})
    asker.post(reverse("library:say_thanks", args=[topic.pk, post.pk]))
    asker.post(reverse("library:mark_answer", args=[topic.pk, post.pk]), {"version": 1})

    assert "This question was put to you" in before
    assert "names you as the person to ask" in before
    shown = text(knows.get(page(topic)))
    assert "This question was put to you" not in shown
    assert "We did <strong>it</strong>." in shown
    assert "(changed soon after)" in shown
    assert "says thank you" in shown
    assert "The answer" in shown
    topic.refresh_from_db()
    assert topic.state == ANSWERED


def test_a_reply_that_gives_somebody_away_needs_a_tick(client: OurClient, network: Network) -> None:
    topic = network.ask()
    sign_in(client, network.knows)
    given = {"words": "Ring 01632 960 123.", "organisation": network.knows.organisation.pk}

    warned = client.post(page(topic), given)

    assert "a telephone number" in text(warned)
    assert re.search(r'type="checkbox" name="sure"|name="sure" type="checkbox"', text(warned))
    assert not Post.objects.exists()
    client.post(page(topic), {**given, "sure": "on"})
    assert Post.objects.count() == 1


def test_i_cannot_help_is_one_click_and_leads_to_somebody_else(
    client: OurClient, network: Network
) -> None:
    topic = network.ask()
    colleague = RepresentationFactory(organisation=network.knows.organisation).person
    late = a_member()
    on_theme(network.theme, late)
    sign_in(client, network.knows)

    passed = client.post(reverse("library:cannot_help", args=[topic.pk]))
    offered = client.get(passed.url)
    client.post(passed.url, {"person": colleague.pk})

    assert topic.askings.get(person=network.knows.person).passed_at is not None
    assert colleague.name in text(offered)
    assert late.person.name in text(offered)
    asking = topic.askings.get(person=colleague)
    assert asking.because[-1] == ["suggested", network.knows.organisation.name]
    again = client.post(passed.url, {"person": late.person.pk + 1000})
    assert "Select a valid choice" in text(again)


def test_who_was_not_asked_cannot_say_that_they_cannot_help(
    client: OurClient, network: Network
) -> None:
    topic = network.ask()
    sign_in(client, a_member())

    assert client.post(reverse("library:cannot_help", args=[topic.pk])).status_code == 404
    assert client.get(reverse("library:ask_somebody", args=[topic.pk])).status_code == 403


def test_nobody_left_to_ask_is_said(client: OurClient, network: Network) -> None:
    topic = network.ask()
    sign_in(client, network.asker)

    answer = client.get(reverse("library:ask_somebody", args=[topic.pk]))

    assert "Nobody else is known who may be asked now" in text(answer)


def test_staff_look_at_reports_close_and_ask_again(
    new_client: Callable[[], OurClient], network: Network
) -> None:
    topic = network.ask()
    post = PostFactory(topic=topic, words="Elphinstone was glad.")
    reader, staff = new_client(), new_client()
    sign_in(reader, network.asker)
    staff.act_as(EDITOR)
    wrong = {"words": "It names a resident."}

    reader.post(reverse("library:report_reply", args=[topic.pk, post.pk]), wrong)
    reader.post(reverse("library:report_question", args=[topic.pk]), wrong)
    first, second = Report.objects.all()
    assert "It names a resident." in text(staff.get(page(topic)))
    assert "It names a resident." not in text(reader.get(page(topic)))
    staff.post(reverse("library:let_stand", args=[topic.pk, second.pk]))
    staff.post(
        reverse("library:remove_reply", args=[topic.pk, post.pk]), {"because": "A resident."}
    )
    staff.post(reverse("library:close_question", args=[topic.pk]), {"because": "Nobody knows."})
    closed = text(reader.get(page(topic)))
    staff.post(reverse("library:ask_again", args=[topic.pk]))

    first.refresh_from_db()
    assert first.settled_at is not None
    assert "Elphinstone" not in closed
    assert "A reply was removed: A resident." in closed
    assert "Nobody knows." in closed
    topic.refresh_from_db()
    assert topic.state == OPEN


def test_a_removed_question_leaves_a_page_that_says_so(
    new_client: Callable[[], OurClient], network: Network
) -> None:
    topic = network.ask("Who helped Elphinstone?")
    reader, staff = new_client(), new_client()
    sign_in(reader, network.asker)
    staff.act_as(EDITOR)

    staff.post(reverse("library:remove_question", args=[topic.pk]), {"because": "A resident."})

    for browser in (reader, staff):
        gone = browser.get(page(topic))
        assert gone.status_code == 410
        assert "A resident." in text(gone)
        assert "Elphinstone" not in text(gone)
        assert "Elphinstone" not in text(browser.get(LIST))
    assert new_client().get(page(topic)).status_code in {302, 404}


def test_the_list_is_narrowed_by_state_and_theme(client: OurClient, network: Network) -> None:
    mending = network.ask("Who mends zithers?")
    answered = about(TopicFactory(state=ANSWERED, title="Done?"), network.theme)
    about(TopicFactory(state=CLOSED, title="Shut?"))
    sign_in(client, network.asker)

    assert titles(client.get(LIST, {"theme": "repair"})) == ["Done?", mending.title]
    assert titles(client.get(LIST, {"state": "open"})) == [mending.title]
    assert titles(client.get(LIST, {"state": "answered", "theme": "repair"})) == ["Done?"]
    assert titles(client.get(LIST, {"state": "<b>", "theme": "no"})) == [
        "Shut?",
        answered.title,
        mending.title,
    ]
    assert titles(client.get(LIST, {"page": "nonsense", "state": "removed"})) == [
        "Shut?",
        answered.title,
        mending.title,
    ]


def titles(answer) -> list[str]:
    return [topic.title for topic in answer.context["page"]]


def test_lists_and_pages_cost_the_same_for_one_row_and_for_three(
    client: OurClient, network: Network
) -> None:
    topic = network.ask()
    fill(topic, 1)
    sign_in(client, network.asker)
    urls = [LIST, page(topic)]
    client.get(LIST)

    one = [queries(client, url) for url in urls]
    fill(topic, 2)
    three = [queries(client, url) for url in urls]

    assert three == one
    assert one[0] <= 12
    assert one[1] <= 24


def fill(topic: Topic, rows: int) -> None:
    for _ in range(rows):
        PostFactory(topic=topic)
        about(TopicFactory())
        Asking.objects.create(
            topic=topic,
            person=a_member().person,
            because=[["published", "Cafés"]],
            asked_at=timezone.now(),
        )


def queries(client: OurClient, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_a_reply_is_too_late_to_be_changed_after_half_an_hour(
    client: OurClient, network: Network
) -> None:
    topic = network.ask()
    post = reply(topic, "We did.", organisation=network.knows.organisation, by=network.knows.actor)
    Post.objects.update(posted_at=timezone.now() - timedelta(minutes=31))
    sign_in(client, network.knows)
    change = reverse("library:change_reply", args=[topic.pk, post.pk])

    late = client.post(change, {"words": "We had not.", "version": 1})

    assert "Post another one instead" in text(late)
    assert "We had not." in text(late)
    assert change not in text(client.get(page(topic)))
