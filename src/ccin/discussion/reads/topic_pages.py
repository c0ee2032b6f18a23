"""What the page of a topic shows: its opening, a page of replies, what may be done with each."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.discussion.models import Group, Post, PostFile, Report, Topic
from ccin.discussion.reads.group_pages import Standing, looked_at, standing_in
from ccin.discussion.reads.moderating import is_own
from ccin.discussion.rules.asking import may_still_change
from ccin.discussion.states import CLOSED, REMOVED, UNANSWERED, TopicKind
from ccin.outbox.reads.choices import how_of
from ccin.outbox.states import ChoiceHow

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Reply:
    post: Post
    is_answer: bool
    is_new: bool
    is_mine: bool
    may_change: bool
    may_mark: bool
    may_thank: bool


@dataclass(frozen=True, slots=True)
class TopicPage:
    topic: Topic
    group: Group
    standing: Standing
    page: Page[Post]
    replies: list[Reply]
    opening_files: list[PostFile]
    answer_at: str  # where the answer stands, if there is one
    unread_at: str  # and the first reply that is new to this reader
    reports: list[tuple[Report, bool]]  # and whether it is about what this reader wrote
    is_mine: bool
    may_change: bool
    may_write: bool
    may_report: bool

    @property
    def is_question(self) -> bool:
        return self.topic.kind == TopicKind.QUESTION


def topic_page(
    topic: Topic, actor: Actor, *, number: str | None, seen: datetime | None
) -> TopicPage:
    """`seen` says until when this reader has had its pages before them already."""
    group = topic.group
    assert group is not None
    standing = standing_in(group, actor)
    posts = (
        topic.posts.select_related("author", "organisation")
        .prefetch_related("files__upload")
        .order_by("posted_at", "pk")
    )
    page = Paginator(posts, A_PAGE).get_page(number)
    looked = looked_at(standing.belonging)
    looked = max(looked, seen) if looked and seen else looked
    is_mine = actor.person is not None and topic.asked_by_id == actor.person
    now = timezone.now()
    return TopicPage(
        topic=topic,
        group=group,
        standing=standing,
        page=page,
        replies=_replies(page, topic, actor, standing=standing, looked=looked),
        opening_files=list(topic.files.filter(post=None).select_related("upload")),
        answer_at=address_of(topic.answer) if topic.answer else "",
        unread_at=_first_unread(topic, actor, looked),
        reports=_reports(topic, actor) if standing.moderates else [],
        is_mine=is_mine,
        may_change=is_mine and may_still_change(topic.asked_at, now),
        may_write=may_write(group, standing) and topic.state not in {REMOVED, CLOSED},
        may_report=actor.is_signed_in,
    )


def is_muted(subject: Topic | Group, actor: Actor) -> bool:
    """Whether this person chose to get nothing of it by e-mail."""
    key = f"person:{actor.person}"
    return how_of([key], subject.section).get(key) == ChoiceHow.NEVER


def may_write(group: Group, standing: Standing) -> bool:
    return group.is_open and (standing.belongs or standing.is_staff)


def _replies(
    page: Page[Post], topic: Topic, actor: Actor, *, standing: Standing, looked: datetime | None
) -> list[Reply]:
    now = timezone.now()
    asks = actor.person is not None and topic.asked_by_id == actor.person
    # Whoever asked may choose another answer later on; a moderator helps where there is none.
    marks = topic.kind == TopicKind.QUESTION and (
        asks or (standing.moderates and topic.state in UNANSWERED)
    )
    return [
        Reply(
            post=post,
            is_answer=topic.answer_id == post.pk,
            is_new=looked is not None
            and post.posted_at > looked
            and post.author_id != actor.person,
            is_mine=actor.person is not None and post.author_id == actor.person,
            may_change=actor.person is not None
            and post.author_id == actor.person
            and post.is_shown
            and may_still_change(post.posted_at, now),
            may_mark=marks and post.is_shown and topic.answer_id != post.pk,
            may_thank=asks
            and post.is_shown
            and post.thanked_at is None
            and post.author_id != actor.person,
        )
        for post in page
    ]


def _first_unread(topic: Topic, actor: Actor, looked: datetime | None) -> str:
    if looked is None:
        return ""
    news = topic.posts.shown().filter(posted_at__gt=looked)
    news = news.filter(Q(author=None) | ~Q(author=actor.person or 0))
    first = news.order_by("posted_at", "pk").first()
    return address_of(first) if first else ""


def address_of(post: Post) -> str:
    """On the page of its topic, where the reply stands."""
    before = Q(posted_at__lt=post.posted_at) | Q(posted_at=post.posted_at, pk__lt=post.pk)
    number = Post.objects.filter(before, topic=post.topic_id).count() // A_PAGE + 1
    return f"?page={number}#reply-{post.pk}"


def _reports(topic: Topic, actor: Actor) -> list[tuple[Report, bool]]:
    found = topic.reports.filter(settled_at=None).select_related("post")
    return [(each, is_own(each, actor)) for each in found]
