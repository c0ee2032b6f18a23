"""Groups are told what is new in them, each person once, and of nothing that was taken away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from ccin.discussion.models import Asking, Topic
from ccin.discussion.operations.groups import (
    GroupDetails,
    change_group,
    make_moderator,
    take_in,
    take_out,
)
from ccin.discussion.operations.moderating import (
    close_conversation,
    remove_conversation,
    remove_reply,
)
from ccin.discussion.operations.talking import change_reply, change_topic, report_in_group
from ccin.discussion.operations.telling import tell_of_what_is_new
from ccin.discussion.operations.wishes import answer_wish, wish_to_join, withdraw_wish
from ccin.discussion.tasks import take_people_in, tell_groups
from ccin.kernel.progress import quietly
from ccin.outbox.models import Digest, Letter, Notice, Telling
from ccin.outbox.operations.choices import choose
from ccin.outbox.states import GATHERED
from tests.actors import EDITOR, OFFICER, WORKER
from tests.discussion.asked import Member
from tests.discussion.gathering import Gathering
from tests.factories import GroupFactory, MembershipFactory, RepresentationFactory

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def circle(clock: time_machine.Traveller) -> Gathering:
    return Gathering()


def key(member: Member) -> str:
    return f"person:{member.person.pk}"


def told() -> dict[str, list[tuple[str, bool]]]:
    """By whom: what they were told of, and whether it concerned them by name."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for each in Telling.objects.select_related("notice").order_by("pk"):
        found.setdefault(each.to_key, []).append((each.notice.about, each.notice.personal))
    return found


def test_a_group_is_told_ten_minutes_later_and_once(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    topic = circle.topic()
    post = circle.post(topic)

    clock.shift(timedelta(minutes=9))
    early = tell_of_what_is_new(by=WORKER)
    clock.shift(timedelta(minutes=1))

    assert (early, tell_of_what_is_new(by=WORKER), tell_of_what_is_new(by=WORKER)) == (0, 2, 0)
    assert told() == {
        key(circle.moderator): [(f"topic:{topic.pk}", False)],
        key(circle.member): [(f"post:{post.pk}", True)],
    }
    notice = Notice.objects.get(about=f"post:{post.pk}")
    assert (notice.section, notice.section_title) == (circle.group.section, circle.group.name)
    assert (notice.thread, notice.reply_about) == (f"topic:{topic.pk}", f"topic:{topic.pk}")
    assert notice.text.endswith(f"{circle.moderator.organisation}:\n\nThis does.\n")
    assert notice.address.endswith(f"/groups/topics/{topic.pk}/")
    assert notice.audience == sorted(
        ["staff", "class:affiliate", "class:associate", "class:full", circle.group.section]
    )


@pytest.mark.parametrize(
    ("reach", "tokens"), [("public", {"public"}), ("group", set())], ids=["public", "group"]
)
def test_only_who_may_read_the_group_is_in_the_audience(
    clock: time_machine.Traveller, reach: str, tokens: set[str]
) -> None:
    circle = Gathering(GroupFactory(reach=reach))
    circle.topic()
    clock.shift(timedelta(minutes=10))

    tell_groups(WORKER, quietly)

    assert set(Notice.objects.get().audience) == {circle.group.section} | tokens


def test_what_waits_is_for_a_smaller_circle_once_the_group_is(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    group = circle.group
    circle.topic()
    clock.shift(timedelta(minutes=10))
    tell_of_what_is_new(by=WORKER)
    take_in(group, circle.outsider.person, by=OFFICER)
    before = Notice.objects.get(kind="discussion.topic_begun").audience

    change_group(group, GroupDetails(group.name, reach="group"), version=1, by=OFFICER)

    assert "class:full" in before
    audiences = dict(Notice.objects.values_list("kind", "audience"))
    assert audiences == {
        "discussion.topic_begun": [group.section],
        "discussion.taken_in": [key(circle.outsider)],
    }


def test_who_is_named_or_asked_is_told_by_name_and_outsiders_only_then(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    topic = circle.topic(words=f"@{circle.outsider.person.name} may know.")
    Asking.objects.create(topic=topic, person=circle.moderator.person, asked_at=MOMENT)
    clock.shift(timedelta(minutes=10))

    tell_of_what_is_new(by=WORKER)

    assert told() == {
        key(circle.moderator): [(f"topic:{topic.pk}", True)],
        key(circle.outsider): [(f"topic:{topic.pk}", True)],
    }


def test_who_left_stopped_the_group_or_muted_the_topic_is_not_told(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    others = [Gathering(circle.group).member for _ in range(2)]
    topic = circle.topic()
    circle.moderator.organisation.memberships.update(
        ends_on=MOMENT.date() - timedelta(days=1), end_reason="resigned"
    )
    for who, section in ((others[0], circle.group.section), (others[1], topic.section)):
        choose(key(who), section, "never", wording="", source="page", by=who.actor)
    clock.shift(timedelta(minutes=10))

    tell_of_what_is_new(by=WORKER)

    assert not {key(circle.moderator), *map(key, others)} & set(told())
    assert Topic.objects.get().told_at is not None


def test_what_was_removed_before_is_told_to_nobody(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    removed, topic = circle.topic(), circle.topic()
    circle.post(removed)
    post = circle.post(topic, circle.member)
    remove_reply(post, "Why.", by=circle.moderator.actor)
    remove_conversation(removed, "Why.", by=OFFICER)
    Telling.objects.all().delete()
    clock.shift(timedelta(minutes=10))

    tell_of_what_is_new(by=WORKER)

    assert told() == {key(circle.moderator): [(f"topic:{topic.pk}", False)]}


def test_what_is_removed_afterwards_is_taken_back(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    topic = circle.topic()
    posts = [circle.post(topic, circle.member, words=f"Number {number}.") for number in range(2)]
    clock.shift(timedelta(minutes=10))
    tell_of_what_is_new(by=WORKER)

    remove_reply(posts[0], "Why.", by=circle.moderator.actor)
    left = sorted(each.about for each in Notice.objects.exclude(kind="discussion.reply_removed"))
    remove_conversation(topic, "Why.", by=circle.moderator.actor)

    assert left == [f"post:{posts[1].pk}", f"topic:{topic.pk}"]
    assert [each.kind for each in Notice.objects.all()] == ["discussion.topic_removed"]
    assert "Number" not in "".join(each.text for each in Notice.objects.all())


def test_what_changed_after_it_was_told_is_told_in_its_new_words_to_those_who_wait(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    early, at_once = Gathering(circle.group).member, Gathering(circle.group).member
    choose(
        key(at_once), circle.group.section, "at_once", wording="", source="page", by=at_once.actor
    )
    topic = circle.topic()
    post = circle.post(topic, words="Wrong.")
    clock.shift(timedelta(minutes=10))
    tell_of_what_is_new(by=WORKER)
    digest = Digest.objects.create(to_key=key(early), day=MOMENT.date())
    Telling.objects.filter(to_key=key(early)).update(state=GATHERED, digest=digest)

    change_topic(topic, "Better?", "We tried.", version=1, by=circle.member.actor)
    change_reply(post, "Right.", version=1, by=circle.moderator.actor)
    tell_of_what_is_new(by=WORKER)

    waiting = Notice.objects.filter(tellings__to_key=key(circle.member))
    assert [each.text.split("\n\n")[1].strip() for each in waiting] == ["Right."]
    again = Telling.objects.filter(to_key=key(early))
    assert (again.count(), again.held().count()) == (2, 0)
    assert Letter.objects.filter(to_key=key(at_once)).count() <= 2
    assert not Telling.objects.filter(to_key=key(at_once)).exists()


def test_one_that_cannot_be_told_keeps_no_other_back(
    circle: Gathering, clock: time_machine.Traveller
) -> None:
    topics = [circle.topic(title=f"Number {number}") for number in range(3)]
    clock.shift(timedelta(minutes=10))
    broken = Topic.objects.filter(pk=topics[1].pk)
    broken.update(title="")  # a notice needs a title: writing it fails

    with pytest.raises(Exception, match="needs a subject"):
        tell_of_what_is_new(by=WORKER)
    first = told()
    broken.update(title="Number 1")
    tell_of_what_is_new(by=WORKER)

    others = [(f"topic:{each.pk}", False) for each in (topics[0], topics[2])]
    assert first == {key(circle.moderator): others}
    assert told() == {key(circle.moderator): [*others, (f"topic:{topics[1].pk}", False)]}


def test_only_the_worker_tells(circle: Gathering) -> None:
    with pytest.raises(PermissionDenied):
        tell_of_what_is_new(by=EDITOR)


def test_the_worker_says_what_it_did(circle: Gathering, clock: time_machine.Traveller) -> None:
    circle.topic()
    clock.shift(timedelta(minutes=10))
    GroupFactory(roles=["policy_officer"])
    RepresentationFactory(organisation=MembershipFactory().organisation, role="policy_officer")

    assert tell_groups(WORKER, quietly).endswith("groups: 1")
    assert tell_groups(WORKER, quietly) == ""
    assert take_people_in(WORKER, quietly).endswith("post: 1")
    assert take_people_in(WORKER, quietly) == ""


# What people are told of their own


def kinds_of(member: Member) -> list[str]:
    found = Telling.objects.filter(to_key=key(member)).select_related("notice").order_by("pk")
    return [each.notice.kind.partition(".")[2] for each in found]


def test_people_are_told_what_became_of_them_in_a_group(circle: Gathering) -> None:
    by, outsider = circle.moderator.actor, circle.outsider
    belonging = take_in(circle.group, outsider.person, by=by)
    make_moderator(belonging, by=by)
    take_out(belonging, "You asked for it.", by=by)

    assert kinds_of(outsider) == ["taken_in", "moderator_made", "taken_out"]
    notice = Notice.objects.get(kind="discussion.taken_out")
    assert "You asked for it." in notice.text
    assert notice.audience == [key(outsider)]


def test_moderators_are_told_of_a_wish_until_it_is_withdrawn(clock: time_machine.Traveller) -> None:
    circle = Gathering(GroupFactory(how_to_join="ask"))
    wish = wish_to_join(circle.group, "To learn.", by=circle.outsider.actor)
    before = Notice.objects.get().text
    withdraw_wish(wish, by=circle.outsider.actor)
    after = Notice.objects.count()
    again = wish_to_join(circle.group, "To learn.", by=circle.outsider.actor)
    answer_wish(again, accept=False, because="It is full.", by=circle.moderator.actor)

    assert "To learn." in before
    assert after == 0
    assert kinds_of(circle.outsider) == ["wish_answered"]
    assert "It is full." in Notice.objects.get(kind="discussion.wish_answered").text


def test_what_moderators_are_told_is_for_none_who_has_left_the_group() -> None:
    circle = Gathering(GroupFactory(how_to_join="ask"))

    wish_to_join(circle.group, "I want to learn.", by=circle.outsider.actor)
    report_in_group(circle.topic(), None, "It names a resident.", by=circle.outsider.actor)

    audiences = list(Notice.objects.order_by("pk").values_list("kind", "audience"))
    assert audiences == [
        ("discussion.wish_made", [circle.group.section]),
        ("discussion.topic_reported", [circle.group.section]),
    ]


def test_a_report_goes_to_the_moderators_but_whoever_wrote_it(circle: Gathering) -> None:
    topic = circle.topic(circle.moderator)
    post = circle.post(topic, circle.member)

    report_in_group(topic, None, "Rude.", by=circle.member.actor)
    none = kinds_of(circle.moderator)
    report_in_group(topic, post, "Rude.", by=circle.outsider.actor)

    assert none == []
    assert kinds_of(circle.moderator) == ["topic_reported"]


def test_whoever_began_a_conversation_is_told_why_it_is_closed_unless_they_did(
    circle: Gathering,
) -> None:
    close_conversation(circle.topic(), "It is settled.", by=circle.moderator.actor)
    close_conversation(circle.topic(circle.moderator), "Settled.", by=circle.moderator.actor)

    assert kinds_of(circle.member) == ["topic_closed"]
    assert kinds_of(circle.moderator) == []
