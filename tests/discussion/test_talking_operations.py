"""What people write in a group, and what may be done with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.discussion.models import Mention, Post, PostFile, Report, Topic
from ccin.discussion.operations.groups import close_group
from ccin.discussion.operations.moderating import (
    close_conversation,
    let_stand,
    open_conversation,
    pin_topic,
    remove_conversation,
    remove_reply,
)
from ccin.discussion.operations.talking import (
    LARGEST,
    Beginning,
    begin_topic,
    change_reply,
    change_topic,
    mark_answered,
    post_reply,
    report_in_group,
    thank_in_group,
)
from ccin.discussion.reads.mentioning import told_by
from ccin.discussion.reads.mentions import not_told
from ccin.discussion.states import ANSWERED, CLOSED, OPEN, REMOVED, PostState
from ccin.files.models import Upload
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Notice
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, PUBLIC, STRANGER
from tests.discussion.asked import a_member
from tests.discussion.gathering import Gathering
from tests.factories import GroupFactory, ProfileFactory, TopicFactory
from tests.library.papers import pdf

pytestmark = pytest.mark.django_db
TALK = Beginning("talk", "What works?", "We tried.")


@pytest.fixture
def circle() -> Gathering:
    return Gathering()


def long_ago(record: Topic | Post) -> None:
    field = "asked_at" if isinstance(record, Topic) else "posted_at"
    then = timezone.now() - timedelta(minutes=31)
    type(record).objects.filter(pk=record.pk).update(**{field: then})


# Beginning and replying


def test_who_belongs_begins_a_topic_and_another_replies(circle: Gathering) -> None:
    topic = circle.topic(title="What <b>works</b>?")
    post = circle.post(topic)

    topic.refresh_from_db()
    assert (topic.title, topic.kind, topic.state) == ("What works?", "talk", OPEN)
    assert (topic.asked_by, topic.organisation) == (
        circle.member.person,
        circle.member.organisation,
    )
    assert (post.author, post.organisation) == (
        circle.moderator.person,
        circle.moderator.organisation,
    )
    assert topic.last_post_at == post.posted_at
    assert [each.event for each in Entry.objects.order_by("pk")] == [
        "discussion.topic_begun",
        "discussion.reply_posted",
    ]


def test_staff_write_in_a_group_as_staff(circle: Gathering) -> None:
    topic = begin_topic(circle.group, TALK, by=OFFICER)
    post = post_reply(topic, "So do we.", by=ADMINISTRATOR)

    assert (topic.asked_by, topic.organisation, topic.role) == (None, None, "the network’s staff")
    assert post.role == "the network’s staff"


def test_nobody_else_writes(circle: Gathering) -> None:
    small = Gathering(GroupFactory(reach="group"))
    asking = Gathering(GroupFactory(how_to_join="ask"))
    topics = [each.topic() for each in (circle, small, asking)]
    outsider = a_member().actor

    for stranger in (PUBLIC, STRANGER):
        with pytest.raises(PermissionDenied):
            begin_topic(circle.group, TALK, by=stranger)
    for topic in topics[1:]:
        with pytest.raises(PermissionDenied):
            post_reply(topic, "Me too.", by=outsider)
    with pytest.raises(Refused, match="Join this group"):
        post_reply(topics[0], "Me too.", by=outsider)
    with pytest.raises(PermissionDenied):
        post_reply(topics[1], "Me too.", by=ADMINISTRATOR)

    assert not Post.objects.exists()


def test_a_question_to_the_network_is_not_replied_to_here(circle: Gathering) -> None:
    with pytest.raises(PermissionDenied):
        post_reply(TopicFactory(), "Me too.", by=circle.member.actor)


@pytest.mark.parametrize(
    ("beginning", "said"),
    [
        (Beginning("talk", "<script>x</script>"), "in one sentence"),
        (Beginning("talk", "a" * 201), "200 characters"),
        (Beginning("talk", "What?", "a" * 100_000), "100,000 characters"),
    ],
)
def test_what_cannot_be_begun_is_refused_in_a_sentence(
    circle: Gathering, beginning: Beginning, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        begin_topic(circle.group, beginning, by=circle.member.actor)


def test_marks_of_a_word_processor_and_script_stay_behind(circle: Gathering) -> None:
    post = circle.post(
        circle.topic(),
        words="<p class=MsoNormal>It <o:p></o:p>works</p><script>alert(1)</script><5 homes",
    )

    assert post.words == "It works\n<5 homes"


def test_in_a_closed_group_nobody_writes(circle: Gathering) -> None:
    topic = circle.topic()
    close_group(circle.group, by=OFFICER)

    for act in (
        lambda: begin_topic(circle.group, TALK, by=circle.member.actor),
        lambda: post_reply(topic, "Late.", by=circle.member.actor),
    ):
        with pytest.raises(Refused, match="is closed"):
            act()


# Changing


def test_what_somebody_wrote_may_be_put_right_for_half_an_hour(circle: Gathering) -> None:
    topic = circle.topic()
    post = circle.post(topic)

    change_topic(topic, "What works best?", "Tell.", version=1, by=circle.member.actor)
    change_reply(post, "That does.", version=1, by=circle.moderator.actor)

    assert (topic.title, topic.words, topic.version) == ("What works best?", "Tell.", 2)
    assert (post.words, post.version) == ("That does.", 2)
    with pytest.raises(PermissionDenied):
        change_topic(topic, "Mine", "", version=2, by=circle.moderator.actor)
    with pytest.raises(PermissionDenied):
        change_reply(post, "Mine", version=2, by=circle.member.actor)
    with pytest.raises(Stale):
        change_topic(topic, "Mine", "", version=1, by=circle.member.actor)
    for each in (topic, post):
        long_ago(each)
    with pytest.raises(Refused, match="30 minutes"):
        change_topic(topic, "Late", "", version=2, by=circle.member.actor)
    with pytest.raises(Refused, match="30 minutes"):
        change_reply(post, "Late", version=2, by=circle.moderator.actor)


# Mentions


def test_whoever_is_named_and_may_read_it_is_kept(circle: Gathering) -> None:
    name = circle.moderator.person.name
    outsider = circle.outsider.person.name
    topic = circle.topic(words=f"@{name} may know, and @{circle.member.person.name} (me)")
    post = circle.post(topic, circle.member, words=f"@{name}, once more; and @{outsider}.")

    named = [(each.post, each.person) for each in Mention.objects.all()]
    assert named == [
        (None, circle.moderator.person),
        (post, circle.moderator.person),
        (post, circle.outsider.person),  # a member, who may read this group
    ]
    change_reply(post, f"@{outsider} knows.", version=1, by=circle.member.actor)
    assert [each.person for each in post.mentions.all()] == [circle.outsider.person]


def test_who_may_not_read_the_group_is_not_kept() -> None:
    small = Gathering(GroupFactory(reach="group"))

    small.topic(words=f"Ask @{small.outsider.person.name}, @{small.moderator.person.name}.")

    assert [each.person for each in Mention.objects.all()] == [small.moderator.person]


# Answers and thanks


def test_whoever_asked_marks_the_answer_and_thanks(circle: Gathering) -> None:
    topic = circle.topic(kind="question")
    post = circle.post(topic)

    mark_answered(topic, post, version=topic.version, by=circle.member.actor)
    thank_in_group(post, by=circle.member.actor)
    thank_in_group(post, by=circle.member.actor)

    assert (topic.state, topic.answer) == (ANSWERED, post)
    assert [each.kind for each in Notice.objects.all()] == [
        "discussion.answer_marked",
        "discussion.reply_thanked",
    ]


def test_who_may_mark_and_thank(circle: Gathering) -> None:
    question, talk = circle.topic(kind="question"), circle.topic()
    own, other = circle.post(question), circle.post(question, circle.member)
    by = circle.moderator.actor

    with pytest.raises(Refused, match="Only a question"):
        mark_answered(talk, circle.post(talk), version=1, by=circle.member.actor)
    with pytest.raises(Refused, match="This reply is yours"):
        mark_answered(question, own, version=1, by=by)
    with pytest.raises(PermissionDenied):
        mark_answered(question, own, version=1, by=circle.outsider.actor)
    with pytest.raises(PermissionDenied):
        thank_in_group(own, by=by)
    mark_answered(question, other, version=1, by=by)

    assert question.state == ANSWERED


# Moderating


def test_a_moderator_removes_a_reply_with_a_reason_and_its_words_go(circle: Gathering) -> None:
    topic = circle.topic()
    post = circle.post(topic, circle.member, words=f"@{circle.moderator.person.name}: a resident")

    with pytest.raises(PermissionDenied):
        remove_reply(post, "It names a resident.", by=circle.member.actor)
    remove_reply(post, "It names a resident.", by=circle.moderator.actor)

    assert (post.state, post.words) == (PostState.REMOVED, "")
    assert post.removed_because == "It names a resident."
    assert not Mention.objects.exists()


def test_nobody_judges_their_own_words_or_a_report_about_them(circle: Gathering) -> None:
    topic, theirs = circle.topic(), circle.topic(circle.moderator)
    post = circle.post(topic)
    staffs = post_reply(topic, "Said staff.", by=OFFICER)
    reported = report_in_group(topic, post, "It is rude.", by=circle.member.actor)
    by = circle.moderator.actor

    for act in (
        lambda: remove_reply(post, "Why.", by=by),
        lambda: remove_conversation(theirs, "Why.", by=by),
        lambda: let_stand(reported, by=by),
    ):
        with pytest.raises(Refused, match="It is for the network’s staff to look at it"):
            act()
    with pytest.raises(Refused, match=f"for {circle.moderator.person.name} or the network’s staff"):
        remove_reply(staffs, "Why.", by=OFFICER)
    let_stand(reported, by=EDITOR)
    remove_reply(staffs, "Why.", by=by)

    reported.refresh_from_db()
    assert reported.settled_at
    assert staffs.state == PostState.REMOVED


def test_a_removed_conversation_keeps_only_that_it_was(circle: Gathering) -> None:
    topic = circle.topic()
    circle.post(topic)
    report_in_group(topic, None, "It names a resident.", by=circle.outsider.actor)

    remove_conversation(topic, "It names a resident.", by=circle.moderator.actor)

    topic.refresh_from_db()
    assert (topic.state, topic.words) == (REMOVED, "")
    assert topic.closed_because == "It names a resident."
    assert not Post.objects.shown().exists()
    assert Report.objects.get().settled_at
    for act in (
        lambda: post_reply(topic, "Late.", by=circle.member.actor),
        lambda: change_topic(topic, "Mine", "", version=1, by=circle.member.actor),
        lambda: pin_topic(topic, True, by=circle.moderator.actor),
    ):
        with pytest.raises(MoveNotAllowed):
            act()


def test_only_a_reader_reports(circle: Gathering) -> None:
    small = Gathering(GroupFactory(reach="group"))
    topic = small.topic()

    for stranger in (PUBLIC, STRANGER, small.outsider.actor):
        with pytest.raises(PermissionDenied):
            report_in_group(topic, None, "Rude.", by=stranger)


def test_a_conversation_is_closed_and_opened_again(circle: Gathering) -> None:
    topic = circle.topic()

    with pytest.raises(PermissionDenied):
        close_conversation(topic, "It is settled.", by=circle.member.actor)
    close_conversation(topic, "It is settled.", by=circle.moderator.actor)
    closed = topic.state
    with pytest.raises(Refused, match="conversation is closed"):
        post_reply(topic, "Late.", by=circle.member.actor)
    open_conversation(topic, by=circle.moderator.actor)

    assert (closed, topic.state) == (CLOSED, OPEN)


def test_a_topic_is_pinned_and_unpinned_by_a_moderator(circle: Gathering) -> None:
    topic = circle.topic()

    with pytest.raises(PermissionDenied):
        pin_topic(topic, True, by=circle.member.actor)
    pin_topic(topic, True, by=circle.moderator.actor)
    pin_topic(topic, True, by=circle.moderator.actor)
    pinned = topic.is_pinned
    pin_topic(topic, False, by=circle.moderator.actor)

    assert (pinned, topic.is_pinned) == (True, False)
    assert Entry.objects.filter(event="discussion.topic_pinned").count() == 2


# Who is not told


def test_the_writer_learns_only_of_people_they_can_find_who_are_not_told() -> None:
    small = Gathering(GroupFactory(reach="group"))
    listed, hidden = small.outsider.person, a_member().person
    ProfileFactory(person=listed)
    ProfileFactory(person=small.moderator.person)
    words = f"@{listed.name}, @{hidden.name}, @{small.moderator.person.name}, @Nobody Known"

    small.topic(words=words)

    assert not_told(words, small.group, small.member.actor) == [listed.name]
    assert not_told("Nobody.", small.group, small.member.actor) == []
    assert not_told(words, small.group, a_member(supporter=True).actor) == []


# Files


def sent(name: str = "plan.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf("The plan.") if content is None else content)


def test_files_come_with_a_topic_and_a_reply_and_go_with_them(
    circle: Gathering, django_capture_on_commit_callbacks: Any
) -> None:
    topic = circle.topic(files=[sent("ours.pdf")])
    post = post_reply(topic, "Here.", files=[sent(), sent()], by=circle.member.actor)
    files = [(each.title, each.post) for each in PostFile.objects.all()]
    stored = [each.upload.file for each in post.files.all()]

    with django_capture_on_commit_callbacks(execute=True):
        remove_reply(post, "Why.", by=circle.moderator.actor)

    assert files == [("ours.pdf", None), ("plan.pdf", post), ("plan.pdf", post)]
    assert [each.title for each in PostFile.objects.all()] == ["ours.pdf"]
    assert not any(each.storage.exists(each.name) for each in stored)
    assert Upload.objects.count() == 1


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([sent("big.pdf", b"%PDF-1.4" + b"0" * (LARGEST + 1))], "big.pdf"),
        ([sent("virus.exe", b"MZ" + b"0" * 100)], "virus.exe"),
        ([sent() for _ in range(6)], "five files or fewer"),
    ],
    ids=["large", "kind", "number"],
)
def test_files_that_are_not_taken_are_refused_and_nothing_is_posted(
    circle: Gathering, files: list[SimpleUploadedFile], said: str
) -> None:
    topic = circle.topic()

    with pytest.raises(Refused, match=said):
        post_reply(topic, "Here.", files=files, by=circle.member.actor)

    assert not Post.objects.exists()
    assert not Upload.objects.exists()


def test_the_writer_is_told_who_was_not() -> None:
    small = Gathering(GroupFactory(reach="group"))
    listed = ProfileFactory(person=small.outsider.person).person
    topic = small.topic(words=f"@{listed.name} may know.")

    said = told_by(topic, None, small.member.actor)

    assert said == [f"{listed.name} was not told: they cannot read this group."]


def test_the_history_names_the_group_and_not_what_is_talked_about() -> None:
    circle = Gathering()
    topic = circle.topic(title="Whether we merge")

    (line,) = history_of(topic)

    assert line.subject == f"a topic of {circle.group.name}"
