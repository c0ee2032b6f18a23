"""Talking in a group as people see it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ccin.discussion.models import Post, PostFile, Report, Topic
from ccin.discussion.operations.moderating import remove_reply
from ccin.discussion.operations.talking import mark_answered, post_reply
from ccin.discussion.states import ANSWERED, GroupReach
from tests.actors import OFFICER
from tests.browser import OurClient
from tests.discussion.asked import a_member
from tests.discussion.circle import Circle, a_circle
from tests.factories import PostFactory
from tests.library.papers import pdf

pytestmark = [pytest.mark.page, pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def circle() -> Circle:
    return a_circle()


def text(answer) -> str:
    return answer.content.decode()


def begin(circle: Circle) -> str:
    return reverse("discussion:begin", args=[circle.group.slug])


def test_a_topic_is_looked_at_and_then_begun(client: OurClient, circle: Circle) -> None:
    client.act_as(circle.asker.actor)
    said = {"kind": "question", "title": "Who mends bicycles?", "words": "We **tried**."}

    preview = text(client.post(begin(circle), {**said, "preview": "1"}))
    begun = client.post(begin(circle), said, follow=True)

    assert "How it reads" in preview
    assert "<strong>tried</strong>" in preview
    topic = Topic.objects.get()
    assert begun.redirect_chain[0][0] == topic.get_absolute_url()
    assert "Question, not answered yet" in text(begun)
    assert circle.asker.organisation.name in text(begun)


def test_whoever_is_named_is_told_and_who_cannot_be_is_said(
    client: OurClient, circle: Circle
) -> None:
    client.act_as(circle.asker.actor)
    stranger = f"@{circle.other.person.name} and @Nobody Known may know."

    begun = client.post(
        begin(circle), {"kind": "talk", "title": "Harbours", "words": stranger}, follow=True
    )

    assert f"Told by name: {circle.other.person.name}" in text(begun)
    assert "Nobody called “Nobody Known” may read this" in text(begun)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"title": ""}, "Say in one sentence what it is about"),
        ({"title": "<script>alert(1)</script>"}, "Say in one sentence what it is about"),
        ({"title": "a" * 201}, "200 characters or fewer"),
        ({"words": "a" * 100_000}, "This is 100,000 characters long. Shorten it to 10,000."),
        ({"words": "Mrs Byron of 12 Mill Lane"}, "names no resident and nobody"),
        ({"kind": "shout"}, "Select a valid choice"),
    ],
)
def test_bad_input_gets_a_clear_sentence_and_nothing_is_lost(
    client: OurClient, circle: Circle, said: dict[str, str], answer: str
) -> None:
    client.act_as(circle.asker.actor)

    page = client.post(begin(circle), {"kind": "talk", "title": "Hm", "words": "A.", **said})

    assert page.status_code == 200
    assert answer in text(page)
    assert not Topic.objects.exists()
    if "words" in said:
        assert said["words"] in text(page)


def test_a_file_comes_with_a_reply_and_is_read_by_those_who_read_the_topic(
    client: OurClient,
) -> None:
    circle = a_circle(reach=GroupReach.GROUP)
    topic = circle.topic()
    client.act_as(circle.other.actor)
    sent = SimpleUploadedFile("plan.pdf", pdf("The plan"))

    client.post(topic.get_absolute_url(), {"words": "See the plan.", "files": [sent]})
    wrong = client.post(
        topic.get_absolute_url(),
        {"words": "And this.", "files": [SimpleUploadedFile("x.exe", b"MZ nothing")]},
    )

    file = PostFile.objects.get()
    address = reverse("discussion:topic_file", args=[topic.pk, file.pk])
    assert address in text(client.get(topic.get_absolute_url()))
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    assert "is not one of these by its content" in text(wrong)
    assert "And this." in text(wrong)
    client.act_as(a_member().actor)
    assert client.get(address).status_code == 404


def test_a_reply_is_changed_for_half_an_hour_and_marked_and_thanked_for(
    client: OurClient, new_client, circle: Circle
) -> None:
    topic, asker = circle.topic(), new_client()
    client.act_as(circle.other.actor)
    client.post(topic.get_absolute_url(), {"words": "Ask the library."})
    post = Post.objects.get()
    at = [topic.pk, post.pk]
    change = reverse("discussion:change_reply", args=at)
    changed = client.post(change, {"words": "Ask the depot.", "version": 1}, follow=True)

    assert "Ask the depot." in text(changed)
    assert "(changed soon after)" in text(changed)
    asker.act_as(circle.asker.actor)
    topic.refresh_from_db()
    asker.post(reverse("discussion:mark_answer", args=at), {"version": topic.version})
    shown = asker.post(reverse("discussion:say_thanks", args=at), follow=True)
    assert "The answer" in text(shown)
    assert "Jump to the answer" in text(shown)
    assert "says thank you" in text(shown)
    topic.refresh_from_db()
    assert topic.state == ANSWERED
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        late = client.post(change, {"words": "Ask nobody.", "version": 2})
    assert "You can change a reply for 30 minutes" in text(late)
    assert "Ask nobody." in text(late)


def test_what_was_removed_says_so_and_why(client: OurClient, circle: Circle) -> None:
    topic = circle.topic()
    post = post_reply(topic, "Mrs Byron did it.", by=circle.other.actor)
    remove_reply(post, "It names a resident", by=circle.moderator.actor)
    client.act_as(circle.asker.actor)

    page = text(client.get(topic.get_absolute_url()))

    assert "A reply was removed: It names a resident" in page
    assert "Byron" not in page


def test_a_moderator_removes_a_topic_with_a_reason_which_is_all_that_stays(
    client: OurClient, circle: Circle
) -> None:
    topic = circle.topic("Who is Ada Byron?")
    client.act_as(circle.moderator.actor)
    address = reverse("discussion:remove_topic", args=[topic.pk])

    without = client.post(address, {"because": ""})
    client.post(address, {"because": "It names a resident"})
    page = client.get(topic.get_absolute_url())

    assert "Say why in a sentence" in text(without)
    assert page.status_code == 410
    assert "It names a resident" in text(page)
    assert "Byron" not in text(page)


def test_a_moderator_of_their_own_words_reads_who_else_decides(
    client: OurClient, circle: Circle
) -> None:
    topic = circle.topic()
    post = post_reply(topic, "My own words.", by=circle.moderator.actor)
    client.act_as(circle.other.actor)
    client.post(
        reverse("discussion:report_reply", args=[topic.pk, post.pk]), {"words": "It is rude"}
    )
    client.act_as(circle.moderator.actor)

    desk = text(client.get(reverse("discussion:moderate", args=[circle.group.slug])))
    tried = client.post(
        reverse("discussion:remove_reply", args=[topic.pk, post.pk]), {"because": "It is rude"}
    )

    assert Report.objects.get().settled_at is None
    assert "This is your own. It is for the network’s staff to look at it." in desk
    assert "This is your own" in text(tried)


def test_it_leads_to_the_answer_and_to_the_first_unread_reply(
    client: OurClient, circle: Circle
) -> None:
    topic = circle.topic()
    first = post_reply(topic, "The answer.", by=circle.other.actor)
    later = timezone.now() + timedelta(seconds=1)
    Post.objects.bulk_create(
        PostFactory.build(topic=topic, author=None, organisation=None, posted_at=later)
        for _ in range(55)
    )
    topic.refresh_from_db()
    mark_answered(topic, first, version=topic.version, by=circle.asker.actor)
    client.act_as(circle.asker.actor)

    page = text(client.get(f"{topic.get_absolute_url()}?page=2"))
    again = text(client.get(topic.get_absolute_url()))

    assert f'href="?page=1#reply-{first.pk}"' in page
    assert re.search(r'href="\?page=1#reply-\d+">Jump to the first unread', page)
    assert "Jump to the first unread" not in again


def test_opening_a_topic_makes_it_old_news(client: OurClient, circle: Circle) -> None:
    topic = circle.topic()
    client.act_as(circle.other.actor)
    address = circle.group.get_absolute_url()
    before = text(client.get(address))
    client.get(topic.get_absolute_url())
    after = text(client.get(address))

    assert "New</strong>" in before
    assert "New</strong>" not in after
    assert "topic with news" not in text(client.get(reverse("discussion:groups")))


def test_a_topic_and_a_group_are_muted_with_one_press_and_heard_of_with_another(
    client: OurClient, circle: Circle
) -> None:
    topic = circle.topic()
    client.act_as(circle.other.actor)
    for address, subject in [
        (reverse("discussion:mute_topic", args=[topic.pk]), topic),
        (reverse("discussion:mute_group", args=[circle.group.slug]), circle.group),
    ]:
        muted = client.post(address, follow=True)
        loud = client.post(address, {"loud": "1"}, follow=True)

        assert "It is muted" in text(muted)
        assert "in your digest again" in text(loud)
        assert "Mute this" in text(client.get(subject.get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_asks_as_often_for_one_reply_as_for_three(
    client: OurClient, circle: Circle, rows: int
) -> None:
    topic = circle.topic()
    for _ in range(rows):
        post_reply(topic, "The answer.", by=circle.other.actor)
    url = topic.get_absolute_url()

    counts = []
    for actor in (circle.asker.actor, OFFICER):
        client.act_as(actor)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))

    assert counts == [14, 15]
