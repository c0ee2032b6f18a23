"""A question from its asking to its answer, and everything that may come between."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.audit.models import Detail, Entry
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.discussion.operations.askings import Chosen, pass_on, put_question
from ccin.discussion.operations.people import (
    forget_person,
    move_to_organisation,
    move_to_person,
)
from ccin.discussion.operations.posts import (
    change_post,
    remove_post,
    reply,
    report,
    settle_report,
    thank_for,
)
from ccin.discussion.operations.topics import (
    Asked,
    ask_again,
    ask_question,
    close_topic,
    hand_to_staff,
    mark_answer,
    remove_topic,
)
from ccin.discussion.states import ANSWERED, CLOSED, OPEN, REMOVED, TOPIC, WITH_STAFF
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, PUBLIC, STRANGER, WORKER
from tests.discussion import asked as situation
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    RepresentationFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> situation.Asked:
    return situation.Asked()


def question(organisation, title="Who has moved a leisure trust to its staff?", words="Why."):
    return Asked(title, words, organisation)


# Asking


def test_a_member_asks_and_is_credited_as_of_then(here: situation.Asked) -> None:
    asker = here.asker
    standing = asker.person.representations.get()
    standing.job_title = "Policy lead"
    standing.save()

    topic = ask_question(question(asker.organisation, "<b>Who\n has?</b>"), by=asker.actor)

    topic.refresh_from_db()
    assert (topic.title, topic.words, topic.state) == ("Who has?", "Why.", OPEN)
    assert (topic.asked_by, topic.organisation) == (asker.person, asker.organisation)
    assert topic.role == "Policy lead"
    assert Entry.objects.get().event == "discussion.question_asked"
    assert not Detail.objects.exists()


def test_only_people_of_members_ask() -> None:
    supporter = situation.a_member(supporter=True)
    lapsed = situation.a_member(ended=True)
    member = situation.a_member()

    for stranger in (PUBLIC, STRANGER, OFFICER, lapsed.actor):
        with pytest.raises(PermissionDenied):
            ask_question(question(member.organisation), by=stranger)
    for stranger in (supporter, lapsed):
        with pytest.raises(Refused, match="in membership"):
            ask_question(question(stranger.organisation), by=stranger.actor)

    assert not Topic.objects.exists()
    assert not Entry.objects.exists()


def test_an_account_without_a_person_is_told_so(here: situation.Asked) -> None:
    nobody = situation.representative_of(here.asker.organisation)

    with pytest.raises(Refused, match="a person who stands"):
        ask_question(question(here.asker.organisation), by=nobody)


@pytest.mark.parametrize(
    ("title", "words", "said"),
    [
        ("<script>x</script>", "Why.", "in one sentence"),
        ("a" * 201, "Why.", "200 characters"),
        ("Who?", "a" * 10_001, "10,001 characters"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    here: situation.Asked, title: str, words: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        ask_question(question(here.asker.organisation, title, words), by=here.asker.actor)


# Asking people by name


def test_somebody_is_asked_by_name_and_told_why(here: situation.Asked) -> None:
    topic = here.topic()

    made = put_question(
        topic, [Chosen(here.knows.person.pk, (("contact", "Cafés"),))], by=here.asker.actor
    )

    assert [one.person for one in made] == [here.knows.person]
    assert Asking.objects.get().because == [["contact", "Cafés"]]


def test_nobody_is_asked_who_must_not_be(here: situation.Asked) -> None:
    topic = here.topic()
    colleague = RepresentationFactory(organisation=here.asker.organisation).person
    left = RepresentationFactory(organisation=here.knows.organisation, ended=True).person
    lapsed = situation.a_member(ended=True).person
    erased = situation.a_member().person
    erased.erased_on = date(2026, 1, 1)
    erased.save()
    tired = situation.a_member().person
    Asking.objects.create(
        topic=TopicFactory(), person=tired, asked_at=timezone.now() - timedelta(days=3)
    )
    people = [here.asker.person, colleague, left, lapsed, erased, tired]

    made = put_question(topic, [Chosen(each.pk, ()) for each in people], by=here.asker.actor)

    assert made == []
    assert topic.askings.count() == 0
    assert not Entry.objects.exists()


def test_nobody_is_asked_twice_about_one_question_nor_more_than_five(
    here: situation.Asked,
) -> None:
    topic = here.topic()
    people = [situation.a_member().person for _ in range(7)]
    chosen = [Chosen(each.pk, ()) for each in people]

    first = put_question(topic, chosen[:3], by=here.asker.actor)
    then = put_question(topic, chosen, by=here.asker.actor)
    staff = put_question(topic, chosen, by=OFFICER)

    assert [len(first), len(then), len(staff)] == [3, 2, 2]
    assert topic.askings.count() == 7


def test_who_was_asked_may_name_somebody_else_and_a_stranger_may_not(
    here: situation.Asked,
) -> None:
    topic, other = here.topic(), situation.a_member()
    Asking.objects.create(topic=topic, person=here.knows.person, asked_at=timezone.now())

    with pytest.raises(PermissionDenied):
        put_question(topic, [Chosen(other.person.pk, ())], by=other.actor)
    made = put_question(topic, [Chosen(other.person.pk, ())], by=here.knows.actor)

    assert len(made) == 1


def test_an_answered_question_is_put_to_nobody(here: situation.Asked) -> None:
    with pytest.raises(MoveNotAllowed):
        put_question(here.topic(state=ANSWERED), [], by=here.asker.actor)


def test_who_cannot_help_says_so_once(here: situation.Asked) -> None:
    topic = here.topic()
    asking = Asking.objects.create(topic=topic, person=here.knows.person, asked_at=timezone.now())

    with pytest.raises(PermissionDenied):
        pass_on(asking, by=here.asker.actor)
    pass_on(asking, by=here.knows.actor)
    pass_on(asking, by=here.knows.actor)

    assert not asking.is_open
    assert [entry.event for entry in Entry.objects.all()] == ["discussion.asking_passed"]


def test_who_replied_has_helped(here: situation.Asked) -> None:
    topic = here.topic()
    asking = Asking.objects.create(topic=topic, person=here.knows.person, asked_at=timezone.now())

    reply(topic, "We have.", organisation=here.knows.organisation, by=here.knows.actor)

    with pytest.raises(Refused, match="replied"):
        pass_on(asking, by=here.knows.actor)


# Replying


def test_a_reply_is_credited_and_brings_a_question_back_from_staff(here: situation.Asked) -> None:
    topic = here.topic(state=WITH_STAFF)

    post = reply(
        topic, "<p>We <i>have</i>.</p>", organisation=here.knows.organisation, by=here.knows.actor
    )

    topic.refresh_from_db()
    assert topic.state == OPEN
    assert (post.words, post.role, post.author) == ("We have.", "Lead officer", here.knows.person)


def test_staff_reply_as_staff_and_go_on_looking(here: situation.Asked) -> None:
    topic = here.topic(state=WITH_STAFF)

    post = reply(topic, "Try Quillshire.", organisation=None, by=ADMINISTRATOR)

    topic.refresh_from_db()
    assert topic.state == WITH_STAFF
    assert (post.author, post.organisation, post.role) == (None, None, "the network’s staff")


def test_only_members_and_staff_reply_and_never_to_what_was_removed(here: situation.Asked) -> None:
    topic, supporter = here.topic(), situation.a_member(supporter=True)

    with pytest.raises(Refused, match="in membership"):
        reply(topic, "Hm.", organisation=supporter.organisation, by=supporter.actor)
    for stranger in (PUBLIC, STRANGER, here.knows.actor):
        with pytest.raises(PermissionDenied):
            reply(topic, "Hm.", organisation=None, by=stranger)
    for words, said in (("<br>", "Write your reply"), ("a" * 10_001, "Shorten it")):
        with pytest.raises(Refused, match=said):
            reply(topic, words, organisation=here.knows.organisation, by=here.knows.actor)
    with pytest.raises(MoveNotAllowed):
        reply(here.topic(state=REMOVED), "Hm.", organisation=None, by=OFFICER)

    assert not Post.objects.exists()


def test_a_reply_is_put_right_by_its_author_within_half_an_hour(here: situation.Asked) -> None:
    post = reply(
        here.topic(), "We hvae.", organisation=here.knows.organisation, by=here.knows.actor
    )

    with pytest.raises(PermissionDenied):
        change_post(post, "Ha.", version=1, by=here.asker.actor)
    with pytest.raises(PermissionDenied):
        change_post(post, "Ha.", version=1, by=OFFICER)
    change_post(post, "We have.", version=1, by=here.knows.actor)
    with pytest.raises(Stale) as stale:
        change_post(post, "We had.", version=1, by=here.knows.actor)
    Post.objects.update(posted_at=timezone.now() - timedelta(minutes=31))
    with pytest.raises(Refused, match="30 minutes"):
        change_post(post, "We had.", version=2, by=here.knows.actor)

    post.refresh_from_db()
    assert post.words == "We have."
    assert post.changed_at is not None
    assert stale.value.sent == {"words": "We had."}


def test_thanks_are_said_once_by_whoever_asked(here: situation.Asked) -> None:
    post = PostFactory(topic=here.topic())

    with pytest.raises(PermissionDenied):
        thank_for(post, by=here.knows.actor)
    assert thank_for(post, by=here.asker.actor)
    assert not thank_for(post, by=here.asker.actor)
    remove_post(post, "It named somebody.", by=OFFICER)
    with pytest.raises(Refused):
        thank_for(post, by=here.asker.actor)


# Answering and ending


def test_who_asked_marks_the_answer_and_may_mark_another(here: situation.Asked) -> None:
    topic = here.topic()
    one, other = PostFactory(topic=topic), PostFactory(topic=topic)

    mark_answer(topic, one, version=1, by=here.asker.actor)
    with pytest.raises(Stale):
        mark_answer(topic, other, version=1, by=here.asker.actor)
    mark_answer(topic, other, version=2, by=EDITOR)

    topic.refresh_from_db()
    assert (topic.state, topic.answer) == (ANSWERED, other)


def test_no_answer_is_marked_that_is_none(here: situation.Asked) -> None:
    topic = here.topic()

    with pytest.raises(Refused):
        mark_answer(topic, PostFactory(), version=1, by=here.asker.actor)
    with pytest.raises(PermissionDenied):
        mark_answer(topic, PostFactory(topic=topic), version=1, by=here.knows.actor)

    topic.refresh_from_db()
    assert topic.state == OPEN


def test_staff_get_what_nobody_answers_and_close_it_with_a_reason(here: situation.Asked) -> None:
    topic = here.topic()

    with pytest.raises(PermissionDenied):
        hand_to_staff(topic, by=OFFICER)
    hand_to_staff(topic, by=WORKER)
    with pytest.raises(Refused, match="Say why"):
        close_topic(topic, " ", by=OFFICER)
    with pytest.raises(Refused, match="300"):
        close_topic(topic, "a" * 301, by=OFFICER)
    close_topic(topic, "Nobody has done it yet.", by=OFFICER)
    assert (topic.state, topic.closed_because) == (CLOSED, "Nobody has done it yet.")
    ask_again(topic, by=OFFICER)

    topic.refresh_from_db()
    assert (topic.state, topic.closed_because) == (OPEN, "")
    assert topic.asked_again_at is not None


def test_a_removed_question_keeps_nothing_but_that_and_why(here: situation.Asked) -> None:
    topic = here.topic(title="Who helped Ada Byron?")
    post = PostFactory(topic=topic, words="Ada Byron was helped by us.")
    mark_answer(topic, post, version=1, by=here.asker.actor)
    report(topic, None, "It names Ada Byron", by=here.knows.actor)

    remove_topic(topic, "It named a resident.", by=EDITOR)

    topic.refresh_from_db()
    post.refresh_from_db()
    assert (topic.title, topic.words, topic.state) == ("A question", "", REMOVED)
    assert (topic.closed_because, topic.answer) == ("It named a resident.", None)
    assert (post.words, post.removed_because) == ("", "It named a resident.")
    assert Report.objects.get().words == ""
    assert Report.objects.get().settled_at is not None
    assert "Byron" not in str(list(Entry.objects.values()) + list(Detail.objects.values()))


def test_a_removed_answer_gives_the_question_back_to_staff(here: situation.Asked) -> None:
    topic = here.topic()
    post = PostFactory(topic=topic)
    mark_answer(topic, post, version=1, by=here.asker.actor)

    for stranger in (here.asker.actor, ADMINISTRATOR, PUBLIC):
        with pytest.raises(PermissionDenied):
            remove_post(post, "No.", by=stranger)
    remove_post(post, "It named a resident.", by=OFFICER)

    topic.refresh_from_db()
    assert (topic.state, topic.answer, topic.answered_at) == (WITH_STAFF, None, None)
    assert not post.is_shown
    assert str(post) == "Removed"


def test_a_reader_reports_and_staff_look(here: situation.Asked) -> None:
    topic = here.topic()
    post = PostFactory(topic=topic)

    with pytest.raises(PermissionDenied):
        report(topic, post, "It names a resident.", by=STRANGER)
    with pytest.raises(Refused, match="500"):
        report(topic, post, "a" * 501, by=here.knows.actor)
    made = report(topic, post, "It names a resident.", by=here.knows.actor)
    with pytest.raises(PermissionDenied):
        settle_report(made, by=here.asker.actor)
    settle_report(made, by=OFFICER)
    with pytest.raises(MoveNotAllowed):
        settle_report(made, by=OFFICER)
    remove_post(post, "It named a resident.", by=OFFICER)
    with pytest.raises(Refused, match="already"):
        report(topic, post, "It names a resident.", by=here.knows.actor)

    made.refresh_from_db()
    assert made.words == ""
    assert str(made) == ""


@pytest.mark.parametrize("state", [state for state, _ in Topic._meta.get_field("state").choices])
@pytest.mark.parametrize("name", sorted(TOPIC.moves))
def test_a_question_moves_as_its_table_says_and_no_other_way(name: str, state: str) -> None:
    here = situation.Asked()
    topic = here.topic(state=state)
    post = PostFactory(topic=topic)
    if state == ANSWERED:
        Topic.objects.update(answer=post)
    moves = {
        "answer": lambda: mark_answer(topic, post, version=1, by=WORKER),
        "hand_to_staff": lambda: hand_to_staff(topic, by=WORKER),
        "ask_again": lambda: ask_again(topic, by=WORKER),
        "close": lambda: close_topic(topic, "Why", by=WORKER),
        "remove": lambda: remove_topic(topic, "Why", by=WORKER),
        "resume": lambda: reply(
            topic, "Yes.", organisation=here.knows.organisation, by=here.knows.actor
        ),
        "lose_answer": lambda: remove_post(post, "Why", by=WORKER),
    }
    if name in {"resume", "lose_answer"} and state not in TOPIC.moves[name].sources:
        return  # a reply, or a removal, that leaves the question where it is

    if state in TOPIC.moves[name].sources:
        moves[name]()
        topic.refresh_from_db()
        assert topic.state == TOPIC.moves[name].target
    else:
        with pytest.raises(MoveNotAllowed):
            moves[name]()


# People who go


def test_an_erased_person_is_named_nowhere_and_the_words_stay(here: situation.Asked) -> None:
    person = here.knows.person
    person.name, person.email, person.phone = "Ada Byron", "ada@x.example", "01632 960123"
    person.save()
    topic = here.topic(title="What did Ada Byron do?", words="She said 01632960123.")
    own = PostFactory(topic=topic, author=person, words="We did.\n\nBest, Ada", role="Lead")
    others = PostFactory(topic=topic, words="Thank you, Ada Byron of ADA@x.example", role="Chair")
    elsewhere = PostFactory(words="Ada lived here.")
    asking = Asking.objects.create(topic=topic, person=person, asked_at=timezone.now())
    report(topic, own, "It is by Ada Byron", by=here.asker.actor)

    with pytest.raises(PermissionDenied):
        forget_person(person, by=EDITOR)
    changed = forget_person(person, by=OFFICER)

    for each in (topic, own, others, elsewhere, asking):
        each.refresh_from_db()
    assert changed == [topic]
    assert topic.title == "What did [name removed] do?"
    assert topic.words == "She said [name removed]."
    assert (own.words, own.role) == ("We did.\n\nBest, [name removed]", "")
    assert others.words == "Thank you, [name removed] of [name removed]"
    assert others.role == "Chair"
    assert elsewhere.words == "Ada lived here."
    assert not asking.is_open
    assert Report.objects.get().words == ""
    assert own.author == person


def test_one_who_asked_is_forgotten_with_their_role(here: situation.Asked) -> None:
    topic = here.topic(words="Yours, Person", role="Lead")

    forget_person(here.asker.person, by=OFFICER)

    topic.refresh_from_db()
    assert topic.role == ""
    assert topic.asked_by == here.asker.person


def test_merged_people_keep_what_either_asked_and_replied(here: situation.Asked) -> None:
    kept, other = PersonFactory(), PersonFactory()
    topic, second = here.topic(asked_at=timezone.now()), TopicFactory(asked_by=other)
    post = PostFactory(author=other)
    now = timezone.now()
    Asking.objects.create(topic=topic, person=kept, asked_at=now, passed_at=now)
    Asking.objects.create(topic=topic, person=other, asked_at=now, replied_at=now)
    alone = Asking.objects.create(topic=second, person=other, asked_at=now)

    move_to_person(other, kept)

    for each in (second, post, alone):
        each.refresh_from_db()
    assert (second.asked_by, post.author, alone.person) == (kept, kept, kept)
    both = Asking.objects.get(topic=topic)
    assert (both.person, both.passed_at, both.replied_at) == (kept, None, now)


def test_merged_organisations_keep_their_credit() -> None:
    kept, other = OrganisationFactory(), OrganisationFactory()
    topic, post = TopicFactory(organisation=other), PostFactory(organisation=other)

    move_to_organisation(other, kept)

    topic.refresh_from_db()
    post.refresh_from_db()
    assert (topic.organisation, post.organisation) == (kept, kept)


def test_questions_are_for_members_and_staff(here: situation.Asked) -> None:
    topic, gone = here.topic(), here.topic(state=REMOVED)
    supporter, member = MembershipFactory(supporter=True), here.knows
    from_member = _seen(_with(member.actor, "full"))

    assert from_member == ([topic], {topic, gone})
    assert _seen(OFFICER) == _seen(ADMINISTRATOR) == from_member
    lapsed = situation.representative_of(supporter.organisation)
    for stranger in (PUBLIC, STRANGER, lapsed, _with(lapsed, "supporter")):
        assert _seen(stranger) == ([], set())
    assert str(Asking(topic=topic, person=member.person)) == f"{member.person} about {topic}"


def _with(actor, *classes):
    return situation.Actor(
        actor.key,
        actor.name,
        actor.person,
        organisation_roles=actor.organisation_roles,
        classes=frozenset(classes),
    )


def _seen(actor):
    return (
        list(Topic.objects.visible_to(actor)),
        set(Topic.objects.within_reach_of(actor)),
    )
