"""Groups made, changed and closed, and everybody's way into one and out of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.permissions import Role
from ccin.audit.models import Entry
from ccin.discussion.models import Belonging, Group, Wish
from ccin.discussion.operations.groups import (
    GroupDetails,
    change_group,
    close_group,
    end_moderating,
    join_group,
    leave_group,
    make_group,
    make_moderator,
    open_group,
    take_in,
    take_out,
    welcome_by_post,
)
from ccin.discussion.operations.wishes import answer_wish, wish_to_join, withdraw_wish
from ccin.discussion.reads.groups import group_tokens, may_moderate
from ccin.discussion.states import GroupReach, HowToJoin, WishState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Notice
from tests.actors import (
    ADMINISTRATOR,
    EDITOR,
    OFFICER,
    PUBLIC,
    STRANGER,
    WORKER,
    in_body,
    representative_of,
)
from tests.discussion.asked import a_member
from tests.discussion.gathering import Gathering
from tests.factories import (
    AppointmentFactory,
    GroupFactory,
    MembershipFactory,
    PersonFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    return [entry.event for entry in Entry.objects.order_by("pk")]


# Making and changing


def test_staff_make_a_group_and_nothing_in_it_is_public() -> None:
    group = make_group(GroupDetails(" Policy <b>officers</b> "), by=OFFICER)

    group.refresh_from_db()
    assert (group.name, group.slug) == ("Policy officers", "policy-officers")
    assert (group.reach, group.how_to_join, group.state) == ("members", "open", "open")
    assert events() == ["discussion.group_made"]


def test_only_staff_who_look_after_groups_make_one() -> None:
    for stranger in (PUBLIC, STRANGER, ADMINISTRATOR, a_member().actor):
        with pytest.raises(PermissionDenied):
            make_group(GroupDetails("Ours"), by=stranger)

    assert not Group.objects.exists()


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (GroupDetails(""), "120 characters"),
        (GroupDetails("a" * 121), "120 characters"),
        (GroupDetails("!!!"), "letters or numbers"),
        (GroupDetails("There already"), "this name already"),
        (GroupDetails("Topics"), "this name already"),
        (GroupDetails("New", about="a" * 10_001), "10,001 characters"),
        (GroupDetails("New", roles=["mayor"]), "Choose roles"),
        (GroupDetails("New", places=0), "from 1 on"),
    ],
)
def test_a_group_that_cannot_be_is_refused_in_a_sentence(details: GroupDetails, said: str) -> None:
    GroupFactory(name="There already")

    with pytest.raises(Refused, match=said):
        make_group(details, by=OFFICER)


def test_a_group_is_changed_and_its_address_stays() -> None:
    group = make_group(GroupDetails("Officers"), by=OFFICER)

    change_group(group, GroupDetails("Policy officers", places=9), version=1, by=EDITOR)

    group.refresh_from_db()
    assert (group.name, group.slug, group.places, group.version) == (
        "Policy officers",
        "officers",
        9,
        2,
    )
    assert Entry.objects.get(event="discussion.group_changed").values == {
        "fields": ["name", "places"]
    }
    with pytest.raises(Stale):
        change_group(group, GroupDetails("Others"), version=1, by=EDITOR)


def test_a_change_of_nothing_leaves_no_trace() -> None:
    group = make_group(GroupDetails("Officers"), by=OFFICER)

    change_group(group, GroupDetails("Officers"), version=1, by=OFFICER)

    assert events() == ["discussion.group_made"]


def test_what_was_written_for_a_small_circle_is_not_opened_to_a_wider_one() -> None:
    circle = Gathering(GroupFactory(reach=GroupReach.GROUP))
    change_group(
        circle.group, GroupDetails(circle.group.name, reach="members"), version=1, by=OFFICER
    )
    circle.topic()

    with pytest.raises(Refused, match="wider circle"):
        change_group(
            circle.group, GroupDetails(circle.group.name, reach="public"), version=2, by=OFFICER
        )
    change_group(
        circle.group, GroupDetails(circle.group.name, reach="group"), version=2, by=OFFICER
    )

    assert circle.group.reach == GroupReach.GROUP


def test_a_closed_group_is_joined_by_nobody_until_it_is_opened() -> None:
    group, member = GroupFactory(), a_member()

    close_group(group, by=OFFICER)
    for act in (
        lambda: join_group(group, by=member.actor),
        lambda: close_group(group, by=OFFICER),
        lambda: change_group(group, GroupDetails("New"), version=2, by=OFFICER),
        lambda: wish_to_join(group, by=member.actor),
    ):
        with pytest.raises(MoveNotAllowed):
            act()
    open_group(group, by=OFFICER)
    join_group(group, by=member.actor)

    assert events() == [
        "discussion.group_closed",
        "discussion.group_opened",
        "discussion.group_joined",
    ]


# Joining and leaving


def test_whoever_stands_for_a_member_joins_an_open_group_once() -> None:
    group, member = GroupFactory(), a_member()

    first = join_group(group, by=member.actor)
    second = join_group(group, by=member.actor)

    assert first == second
    assert not first.by_post
    assert events() == ["discussion.group_joined"]


def test_whoever_sits_in_a_body_joins_too() -> None:
    seat = AppointmentFactory(seat__body__name="Invented Board")
    holder = in_body(seat.seat.body, Role.ADVISER, person=seat.person_id)
    group = GroupFactory(reach=GroupReach.PUBLIC)

    join_group(group, by=holder)

    assert group.belongings.in_force_on(today()).count() == 1


def test_nobody_else_joins() -> None:
    group = GroupFactory(reach=GroupReach.PUBLIC)
    closed = GroupFactory(reach=GroupReach.GROUP)
    supporter, member = a_member(supporter=True), a_member()
    nameless = representative_of(member.organisation)

    for stranger in (PUBLIC, STRANGER, ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            join_group(group, by=stranger)
    with pytest.raises(PermissionDenied):
        join_group(closed, by=member.actor)
    with pytest.raises(Refused, match="stand for a member"):
        join_group(group, by=supporter.actor)
    with pytest.raises(Refused, match="joined by a person"):
        join_group(group, by=nameless)

    assert not Belonging.objects.exists()


@pytest.mark.parametrize("how", [HowToJoin.ASK, HowToJoin.INVITED])
def test_a_group_that_takes_people_in_is_not_joined(how: HowToJoin) -> None:
    with pytest.raises(Refused, match="a moderator takes them in"):
        join_group(GroupFactory(how_to_join=how), by=a_member().actor)


def test_who_leaves_may_come_back_and_who_was_taken_out_may_ask() -> None:
    circle = Gathering()
    left, taken = circle.member, circle.outsider
    join_group(circle.group, by=taken.actor)

    leave_group(circle.group, by=left.actor)
    take_out(circle.belonging(taken), "It named a resident.", by=circle.moderator.actor)
    with pytest.raises(Refused, match="do not belong"):
        leave_group(circle.group, by=left.actor)
    join_group(circle.group, by=left.actor)
    with pytest.raises(Refused, match="took you out"):
        join_group(circle.group, by=taken.actor)
    wish = wish_to_join(circle.group, "Sorry.", by=taken.actor)
    answer_wish(wish, accept=True, by=circle.moderator.actor)

    assert circle.group.belongings.in_force_on(today()).count() == 3
    gone = Belonging.objects.filter(person=taken.person).exclude(left_at=None).get()
    assert gone.removed_because == "It named a resident."


def test_belonging_ends_with_the_membership_and_nothing_need_be_written() -> None:
    circle = Gathering()
    yesterday = today() - timedelta(days=1)
    circle.moderator.organisation.memberships.update(ends_on=yesterday, end_reason="resigned")

    assert not may_moderate(circle.moderator.actor, circle.group)
    assert group_tokens([circle.moderator.person, circle.member.person.pk]) == {
        circle.moderator.person.pk: frozenset(),
        circle.member.person.pk: frozenset({f"group:{circle.group.pk}"}),
    }


# Moderators


def test_a_moderator_takes_people_in_and_makes_another_moderator() -> None:
    circle = Gathering(GroupFactory(how_to_join=HowToJoin.INVITED, reach=GroupReach.GROUP))
    by = circle.moderator.actor

    belonging = take_in(circle.group, circle.outsider.person, by=by)
    again = take_in(circle.group, circle.outsider.person, by=by)
    make_moderator(belonging, by=by)
    make_moderator(belonging, by=by)
    end_moderating(circle.belonging(circle.moderator), by=circle.outsider.actor)
    end_moderating(circle.belonging(circle.moderator), by=circle.outsider.actor)

    assert again == belonging
    assert may_moderate(circle.outsider.actor, circle.group)
    assert not may_moderate(by, circle.group)
    assert events() == [
        "discussion.taken_in",
        "discussion.moderator_made",
        "discussion.moderator_ended",
    ]


def test_a_moderator_of_one_group_is_nobody_in_another() -> None:
    circle, other = Gathering(), Gathering()

    with pytest.raises(PermissionDenied):
        take_in(other.group, circle.outsider.person, by=circle.moderator.actor)
    with pytest.raises(PermissionDenied):
        take_out(other.belonging(other.member), "Why.", by=circle.moderator.actor)
    with pytest.raises(PermissionDenied):
        make_moderator(circle.belonging(circle.member), by=circle.member.actor)


def test_one_moderator_always_remains() -> None:
    circle = Gathering()
    only = circle.belonging(circle.moderator)

    for act in (
        lambda: leave_group(circle.group, by=circle.moderator.actor),
        lambda: end_moderating(only, by=OFFICER),
        lambda: take_out(only, "Why.", by=OFFICER),
    ):
        with pytest.raises(Refused, match="needs a moderator"):
            act()
    leave_group(circle.group, by=circle.member.actor)
    leave_group(circle.group, by=circle.moderator.actor)

    assert not circle.group.belongings.filter(left_at=None).exists()


def test_nobody_is_taken_out_twice_without_a_reason_or_by_themselves() -> None:
    circle = Gathering()
    theirs = circle.belonging(circle.member)

    with pytest.raises(Refused, match="Say why"):
        take_out(theirs, " ", by=circle.moderator.actor)
    with pytest.raises(Refused, match="Leave the group"):
        take_out(circle.belonging(circle.moderator), "Why.", by=circle.moderator.actor)
    take_out(theirs, "Why.", by=OFFICER)
    with pytest.raises(MoveNotAllowed):
        take_out(theirs, "Why.", by=OFFICER)


# Wishes


def test_who_moderates_is_led_to_where_a_wish_is_answered() -> None:
    circle = Gathering(GroupFactory(how_to_join=HowToJoin.ASK))

    wish_to_join(circle.group, by=circle.outsider.actor)

    notice = Notice.objects.get(kind="discussion.wish_made")
    assert notice.address.endswith(f"/groups/{circle.group.slug}/moderate/")


def test_a_wish_is_answered_with_a_reason() -> None:
    circle = Gathering(GroupFactory(how_to_join=HowToJoin.ASK))
    wish = wish_to_join(circle.group, " I hope <b>to</b> learn. ", by=circle.outsider.actor)

    with pytest.raises(Refused, match="asked already"):
        wish_to_join(circle.group, by=circle.outsider.actor)
    with pytest.raises(PermissionDenied):
        answer_wish(wish, accept=True, by=circle.member.actor)
    with pytest.raises(Refused, match="Say why"):
        answer_wish(wish, accept=False, by=circle.moderator.actor)
    answer_wish(wish, accept=False, because="It is full.", by=circle.moderator.actor)

    assert (wish.words, wish.state) == ("I hope to learn.", WishState.DECLINED)
    assert (wish.organisation, wish.answered_because) == (
        circle.outsider.organisation,
        "It is full.",
    )
    with pytest.raises(MoveNotAllowed):
        answer_wish(wish, accept=True, by=circle.moderator.actor)


def test_a_learning_set_asks_for_words_and_closes_on_its_day() -> None:
    group = GroupFactory(kind="learning_set", how_to_join="ask", wishes_close_on=today())
    late = GroupFactory(how_to_join="ask", wishes_close_on=today() - timedelta(days=1))
    member = a_member()

    for where, words, said in (
        (group, "", "what you hope for"),
        (group, "a" * 3_001, "3,000 characters"),
        (late, "Please.", "has passed"),
        (GroupFactory(how_to_join="invited"), "Please.", "invited"),
        (GroupFactory(), "Please.", "need not ask"),
    ):
        with pytest.raises(Refused, match=said):
            wish_to_join(where, words, by=member.actor)
    wish_to_join(group, "To learn.", by=member.actor)

    assert Wish.objects.count() == 1


def test_who_does_not_know_of_a_group_cannot_ask_to_belong_to_it() -> None:
    hidden = GroupFactory(reach="group", how_to_join="invited")

    with pytest.raises(PermissionDenied):
        wish_to_join(hidden, by=a_member().actor)


def test_who_belongs_need_not_ask() -> None:
    circle = Gathering(GroupFactory(how_to_join="ask"))

    with pytest.raises(Refused, match="belong to this group already"):
        wish_to_join(circle.group, by=circle.member.actor)


def test_nobody_is_accepted_beyond_the_last_place() -> None:
    circle = Gathering(GroupFactory(how_to_join="ask", places=3))
    wishes = [wish_to_join(circle.group, by=one.actor) for one in (circle.outsider, a_member())]

    answer_wish(wishes[0], accept=True, by=OFFICER)
    with pytest.raises(Refused, match="Every place"):
        answer_wish(wishes[1], accept=True, by=OFFICER)

    wishes[1].refresh_from_db()
    assert wishes[1].state == WishState.WAITING


def test_nobody_answers_their_own_wish() -> None:
    officer = PersonFactory()
    group = GroupFactory(how_to_join="ask")
    wish = Wish.objects.create(group=group, person=officer, made_at=timezone.now())
    by = type(OFFICER)(OFFICER.key, "Me", officer.pk, network_roles=OFFICER.network_roles)

    with pytest.raises(Refused, match="your own request"):
        answer_wish(wish, accept=True, by=by)


def test_a_wish_is_withdrawn_with_its_words_by_whoever_made_it() -> None:
    group, member = GroupFactory(how_to_join="ask"), a_member()
    wish = wish_to_join(group, "Please.", by=member.actor)

    with pytest.raises(PermissionDenied):
        withdraw_wish(wish, by=a_member().actor)
    withdraw_wish(wish, by=member.actor)

    assert (wish.state, wish.words) == (WishState.WITHDRAWN, "")


def test_who_is_taken_in_has_their_wish_granted() -> None:
    circle = Gathering(GroupFactory(how_to_join="ask"))
    wish = wish_to_join(circle.group, by=circle.outsider.actor)

    take_in(circle.group, circle.outsider.person, by=circle.moderator.actor)

    wish.refresh_from_db()
    assert wish.state == WishState.ACCEPTED


# By post


def test_whoever_holds_a_role_in_a_member_is_taken_in_once() -> None:
    group = GroupFactory(roles=["policy_officer"])
    council = MembershipFactory().organisation
    officer = RepresentationFactory(organisation=council, role="policy_officer").person
    RepresentationFactory(organisation=council, role="leader")
    RepresentationFactory(
        organisation=MembershipFactory(supporter=True).organisation, role="policy_officer"
    )

    assert welcome_by_post(group, by=WORKER) == 1
    assert welcome_by_post(group, by=WORKER) == 0
    Belonging.objects.update(left_at=timezone.now())
    assert welcome_by_post(group, by=WORKER) == 0

    assert [(each.person, each.by_post) for each in Belonging.objects.all()] == [(officer, True)]
    assert events() == ["discussion.welcomed_by_post"]


def test_by_post_no_more_are_taken_in_than_there_are_places() -> None:
    group = GroupFactory(roles=["policy_officer"], places=1)
    for _ in range(2):
        RepresentationFactory(organisation=MembershipFactory().organisation, role="policy_officer")

    assert welcome_by_post(group, by=WORKER) == 1
    assert welcome_by_post(group, by=WORKER) == 0
    assert welcome_by_post(GroupFactory(), by=WORKER) == 0
    with pytest.raises(PermissionDenied):
        welcome_by_post(group, by=a_member().actor)
