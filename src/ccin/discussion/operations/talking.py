"""Talking in a group: topics begun, replied to, put right soon after, marked as answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.audit.operations import record
from ccin.discussion.models import Group, Mention, Post, PostFile, Report, Topic
from ccin.discussion.notices import talking as notices
from ccin.discussion.operations.groups import lock_group
from ccin.discussion.operations.posts import add_post, change_post, report, thank_for
from ccin.discussion.operations.telling import tell_anew
from ccin.discussion.operations.topics import (
    lock_topic,
    mark_answer,
    refuse_too_long,
    save_topic,
)
from ccin.discussion.reads.groups import acting_in, organisation_of
from ccin.discussion.reads.mentions import named_in
from ccin.discussion.reads.speaking import speaking_as
from ccin.discussion.rules.asking import LONGEST_TITLE, cleaned, may_still_change, one_line
from ccin.discussion.states import CLOSED, REMOVED, GroupState, HowToJoin, TopicKind
from ccin.files.operations import keep_upload
from ccin.files.rules import DOCUMENTS, Kind
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation, Person

KINDS = DOCUMENTS | {Kind.PPTX}
LARGEST = 10 * 1024 * 1024  # bytes
MOST_FILES = 5  # a post


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody wants to talk about, or to know, with the files that belong to it."""

    kind: str
    title: str
    words: str = ""
    files: "Sequence[UploadedFile[bytes]]" = ()


@transaction.atomic
def begin_topic(group: Group, beginning: Beginning, *, by: Actor) -> Topic:
    """By whoever belongs to the group, or by staff; those whom it names are told with the rest.

    The group is locked: nobody opens it to a wider circle, or closes it, in the same moment."""
    lock_group(group)
    organisation = _must_write(group, Permission.TOPIC_ASK, by)
    title, words = _title(beginning.title), _words(beginning.words)
    now = timezone.now()
    topic = Topic.objects.create(
        kind=TopicKind(beginning.kind),
        group=group,
        title=title,
        words=words,
        asked_by=Person.objects.filter(pk=by.person or 0).first(),
        organisation=organisation,
        role=speaking_as(by, organisation),
        asked_at=now,
        last_post_at=now,
        fictional=group.fictional or bool(organisation and organisation.fictional),
    )
    _keep_files(topic, None, beginning.files, by=by)
    _note_mentions(topic, None, f"{title}\n{words}", by=by)
    record(by, "discussion.topic_begun", topic, concerning=[group])
    return topic


@transaction.atomic
def post_reply(
    topic: Topic,
    words: str,
    *,
    files: "Sequence[UploadedFile[bytes]]" = (),
    by_mail: bool = False,
    by: Actor,
) -> Post:
    """By whoever belongs to the topic's group, or by staff."""
    lock_topic(topic)
    organisation = _must_write(group_of(topic), Permission.TOPIC_REPLY, by)
    if topic.state == REMOVED:
        raise MoveNotAllowed("topic that is removed cannot be replied to")
    if topic.state == CLOSED:
        raise Refused(_("This conversation is closed. Begin a new one in the group."))
    post = add_post(topic, words, organisation=organisation, by_mail=by_mail, by=by)
    _keep_files(topic, post, files, by=by)
    _note_mentions(topic, post, post.words, by=by)
    Topic.objects.filter(pk=topic.pk).update(last_post_at=post.posted_at)
    topic.last_post_at = post.posted_at
    return post


@transaction.atomic
def change_topic(topic: Topic, title: str, words: str, *, version: int, by: Actor) -> None:
    """Whoever began it, within half an hour."""
    lock_topic(topic)
    _must_write(group_of(topic), Permission.TOPIC_ASK, by)
    if by.person is None or topic.asked_by_id != by.person:
        raise PermissionDenied(Permission.TOPIC_ASK)
    if topic.state == REMOVED:
        raise MoveNotAllowed("topic that is removed cannot be changed")
    if topic.version != version:
        raise Stale(sent={"title": title, "words": words})
    if not may_still_change(topic.asked_at, timezone.now()):
        raise Refused(_("You can change this for 30 minutes. Post a reply to it instead."))
    topic.title, topic.words = _title(title), _words(words)
    save_topic(topic, "title", "words")
    _note_mentions(topic, None, f"{topic.title}\n{topic.words}", by=by)
    tell_anew(topic)
    record(by, "discussion.topic_changed", topic)


@transaction.atomic
def change_reply(post: Post, words: str, *, version: int, by: Actor) -> None:
    """Its author, within half an hour; whoever it names now is told, and nobody else."""
    group = group_of(post.topic)
    _must_write(group, Permission.TOPIC_REPLY, by)
    change_post(post, words, version=version, by=acting_in(group, by))
    _note_mentions(post.topic, post, post.words, by=by)
    tell_anew(post)


@transaction.atomic
def report_in_group(topic: Topic, post: Post | None, words: str, *, by: Actor) -> Report:
    """Whoever may read it: it goes to those who moderate, and stays shown until they looked."""
    group = group_of(topic)
    if not by.is_signed_in or not Group.objects.readable_by(by).filter(pk=group.pk).exists():
        raise PermissionDenied(Permission.TOPIC_READ)
    made = report(topic, post, words, by=by.holding(Role.GROUP_MEMBER))
    notices.reported(made)
    return made


@transaction.atomic
def mark_answered(topic: Topic, post: Post, *, version: int, by: Actor) -> None:
    """A question, by whoever asked or by a moderator; no moderator chooses their own reply to the
    question of another."""
    group = group_of(topic)
    asked = by.person is not None and topic.asked_by_id == by.person
    actor = by.holding(Role.GROUP_MODERATOR) if asked else acting_in(group, by)
    if topic.kind != TopicKind.QUESTION:
        raise Refused(_("Only a question has an answer. This is a conversation."))
    if not asked and by.person and post.author_id == by.person:
        raise Refused(_("This reply is yours. Whoever asked, or another moderator, may mark it."))
    mark_answer(topic, post, version=version, by=actor)
    notices.answer_marked(topic)


@transaction.atomic
def thank_in_group(post: Post, *, by: Actor) -> None:
    """Whoever began the topic says thank you, once."""
    post.refresh_from_db(from_queryset=Post.objects.select_for_update())
    if by.person is None or post.topic.asked_by_id != by.person:
        raise PermissionDenied(Permission.ANSWER_MARK)
    if thank_for(post, by=by.holding(Role.GROUP_MODERATOR)):
        notices.reply_thanked(post)


def group_of(topic: Topic) -> Group:
    """A question to the network belongs to no group: it has operations of its own."""
    if topic.group is None:
        raise PermissionDenied(Permission.TOPIC_REPLY)
    return topic.group


def _must_write(group: Group, permission: Permission, by: Actor) -> Organisation | None:
    """Says for which organisation they write, if they stand for one."""
    if not Group.objects.readable_by(by).filter(pk=group.pk).exists():
        raise PermissionDenied(permission)
    acting = acting_in(group, by)
    if not acting.may(permission) and not acting.may(Permission.GROUP_MODERATE):
        if group.how_to_join == HowToJoin.OPEN and group.state == GroupState.OPEN:
            raise Refused(_("Join this group to write in it."))
        raise PermissionDenied(permission)
    if group.state != GroupState.OPEN:
        raise Refused(_("This group is closed: it can be read, and nobody writes in it."))
    return organisation_of(by.person)


def _title(title: str) -> str:
    found = one_line(title)
    if not found:
        raise Refused(_("Say in one sentence what it is about."))
    if len(found) > LONGEST_TITLE:
        raise Refused(_("Say it in 200 characters or fewer, and the rest below."))
    return found


def _words(words: str) -> str:
    found = cleaned(words)
    refuse_too_long(found)
    return found


def _keep_files(
    topic: Topic, post: Post | None, files: "Sequence[UploadedFile[bytes]]", *, by: Actor
) -> None:
    if len(files) > MOST_FILES:
        raise Refused(_("Attach five files or fewer."))
    for sent in files:
        upload = keep_upload(sent, kinds=KINDS, largest=LARGEST, by=by)
        PostFile.objects.create(topic=topic, post=post, upload=upload, title=upload.name)


def _note_mentions(topic: Topic, post: Post | None, words: str, *, by: Actor) -> None:
    """Keep whom it names now; the writer need not be told of their own words."""
    now = set(named_in(words, group_of(topic)).keys) - {by.person}
    present = Mention.objects.filter(topic=topic, post=post)
    present.exclude(person__in=now).delete()
    known = set(present.values_list("person", flat=True))
    Mention.objects.bulk_create(
        Mention(topic=topic, post=post, person_id=key) for key in sorted(now - known)
    )
