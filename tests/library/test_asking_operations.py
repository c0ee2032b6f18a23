"""A question's way through the network: who is asked, who is told, what is found, what is left."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.discussion.models import Asking, Topic
from ccin.discussion.operations.askings import pass_on
from ccin.discussion.states import ANSWERED, CLOSED, OPEN, REMOVED, WITH_STAFF
from ccin.kernel.clock import LONDON
from ccin.library.models import QuestionSubject
from ccin.library.operations.asking import (
    answer_question,
    ask_network_again,
    change_reply,
    close_question,
    forget_in_questions,
    look_after,
    remove_question,
    remove_reply,
    reply_to_question,
    report_to_staff,
    thank,
)
from ccin.library.operations.themes import ThemeDetails, change_theme
from ccin.library.reads.asking import answered_by, standing_of, waiting_for, working_days_after
from ccin.library.tasks.asking import index, is_any_to_index, look_after_questions
from ccin.members.models import Membership, Representation
from ccin.members.states import EndReason, RepresentationEnd
from ccin.outbox.models import Letter, Notice
from ccin.register.models import ExtraHoliday
from ccin.search.models import IndexEntry
from ccin.search.operations import weigh_due
from ccin.search.reads import find
from ccin.search.rules import Asked, tokens_of
from tests.actors import EDITOR, OFFICER, PUBLIC, WORKER
from tests.discussion.asked import Member, a_member
from tests.factories import AccountFactory, PostFactory, RoleHeldFactory
from tests.letters import forget, said, told
from tests.library.asked import Network, a_network, on_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return a_network()


def letters() -> list[tuple[str, str]]:
    """What was written since the last time, to whom, and forgotten."""
    found = [(each.kind, each.to_key) for each in said()]
    forget()
    return found


def to(member: Member) -> str:
    return f"person:{member.person.pk}"


def days_ago(topic: Topic, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    Topic.objects.filter(pk=topic.pk).update(asked_at=moment)
    Asking.objects.filter(topic=topic).update(asked_at=moment)


def quietly(*_args: object) -> None:
    """Nobody watches."""


def test_a_question_goes_to_whoever_is_likely_to_know_and_says_why(network: Network) -> None:
    topic = network.ask(searched="mending")

    assert [each.person for each in topic.askings.all()] == [network.knows.person]
    [letter] = said()
    assert (letter.kind, letter.to_key) == ("library.question_put", to(network.knows))
    assert topic.title in letter.text
    assert f"“{network.resource.title}” names you as the person to ask" in letter.text
    assert f"/questions/{topic.pk}/" in letter.text
    assert QuestionSubject.objects.get().searched == "mending"


def test_from_question_to_answer_everybody_concerned_hears_once(network: Network) -> None:
    topic = network.ask()
    other = a_member()
    letters()

    post = reply_to_question(
        topic, "We do.", organisation=network.knows.organisation, by=network.knows.actor
    )
    reply_to_question(topic, "So do we.", organisation=other.organisation, by=other.actor)
    assert letters() == [("library.question_replied", to(network.asker))] * 2

    thank(post, by=network.asker.actor)
    thank(post, by=network.asker.actor)
    assert letters() == [("library.reply_thanked", to(network.knows))]

    answer_question(topic, post, version=topic.version, by=network.asker.actor)
    assert letters() == [
        ("library.answer_marked", to(network.knows)),
        ("library.question_answered", to(other)),
    ]
    assert answered_by(network.knows.organisation) == 1
    assert answered_by(other.organisation) == 0


def test_the_asker_s_own_words_are_news_to_nobody(network: Network) -> None:
    topic = network.ask()
    letters()

    own = reply_to_question(
        topic, "We found it.", organisation=network.asker.organisation, by=network.asker.actor
    )
    answer_question(topic, own, version=1, by=network.asker.actor)

    assert letters() == [("library.question_answered", to(network.knows))]
    assert answered_by(network.asker.organisation) == 0


def test_the_next_ones_are_asked_when_the_first_have_had_their_days(network: Network) -> None:
    others = [a_member() for _ in range(6)]
    for other in others:
        on_theme(network.theme, other)
    topic = network.ask()
    assert topic.askings.count() == 3
    assert look_after(topic, by=WORKER) == ""

    days_ago(topic, 7)
    assert look_after_questions(WORKER, quietly) == (
        "Questions put to the next ones: 1, given to staff: 0"
    )

    assert topic.askings.count() == 5
    assert look_after(topic, by=WORKER) == ""


def test_when_all_cannot_help_the_next_are_asked_at_once(network: Network) -> None:
    topic = network.ask()
    on_theme(network.theme, a_member())
    pass_on(topic.askings.get(), by=network.knows.actor)

    assert look_after(topic, by=WORKER) == "asked"


def test_nobody_is_asked_anew_after_a_reply(network: Network) -> None:
    topic = network.ask()
    on_theme(network.theme, a_member())
    PostFactory(topic=topic)
    days_ago(topic, 60)

    assert look_after(topic, by=WORKER) == ""
    assert look_after_questions(WORKER, quietly) == ""


def test_a_question_that_nobody_answers_comes_back_to_staff_and_never_vanishes(
    network: Network,
) -> None:
    moderator = RoleHeldFactory(account=AccountFactory()).account
    topic = network.ask()
    letters()
    days_ago(topic, 21)

    assert look_after(topic, by=WORKER) == "handed"
    assert letters() == [
        ("library.question_left", f"account:{moderator.pk}"),
        ("library.question_with_staff", to(network.asker)),
    ]
    assert look_after(topic, by=WORKER) == ""
    topic.refresh_from_db()
    assert topic.state == WITH_STAFF
    assert [each.what for each in waiting_for(EDITOR)] == [
        f"Find an answer to “{topic.title}”: nobody has replied"
    ]
    assert waiting_for(PUBLIC) == []

    newcomer = a_member()
    on_theme(network.theme, newcomer)
    assert [each.person for each in ask_network_again(topic, by=EDITOR)] == [newcomer.person]
    assert topic.state == OPEN
    assert look_after(topic, by=WORKER) == ""  # its days begin anew
    letters()
    close_question(topic, "Nobody has done it yet.", by=EDITOR)

    assert topic.state == CLOSED
    [letter] = said()
    assert (letter.kind, letter.to_key) == ("library.question_closed", to(network.asker))
    assert "Nobody has done it yet." in letter.text
    assert waiting_for(EDITOR) == []


def test_a_question_nobody_could_be_asked_waits_and_goes_to_staff(network: Network) -> None:
    topic = network.ask(themes=[], title="Anything on tramways?", words="")

    assert topic.askings.count() == 0
    assert look_after(topic, by=WORKER) == ""
    days_ago(topic, 30)
    assert look_after(topic, by=WORKER) == "handed"


def test_somebody_asked_who_has_left_is_written_to_no_more(network: Network) -> None:
    topic = network.ask()
    letters()
    Representation.objects.filter(person=network.knows.person).update(
        ends_on=date(2026, 1, 1), end_reason=RepresentationEnd.LEFT
    )
    post = PostFactory(topic=topic)

    answer_question(topic, post, version=1, by=network.asker.actor)

    assert letters() == []
    assert waiting_for(network.knows.actor) == []


def test_a_lapsed_asker_hears_nothing_more_and_keeps_the_credit(network: Network) -> None:
    topic = network.ask()
    letters()
    Membership.objects.filter(organisation=network.asker.organisation).update(
        ends_on=date(2026, 1, 1), end_reason=EndReason.LAPSED
    )

    reply_to_question(
        topic, "We do.", organisation=network.knows.organisation, by=network.knows.actor
    )

    assert letters() == []
    topic.refresh_from_db()
    assert (topic.asked_by, topic.organisation) == (
        network.asker.person,
        network.asker.organisation,
    )


def test_what_was_put_to_somebody_waits_on_their_desk_until_they_reply(network: Network) -> None:
    topic = network.ask()
    knows = _with_class(network.knows)

    assert [each.what for each in waiting_for(knows)] == [
        f"Answer “{topic.title}”, or say that you cannot help"
    ]
    reply_to_question(topic, "We do.", organisation=network.knows.organisation, by=knows)
    assert waiting_for(knows) == []


# Removing and reporting


def test_a_report_reaches_staff_and_a_removed_reply_is_found_by_nobody(network: Network) -> None:
    moderator = RoleHeldFactory(account=AccountFactory()).account
    topic = network.ask()
    post = reply_to_question(
        topic,
        "Elphinstone of Mill Lane was glad.",
        organisation=network.knows.organisation,
        by=network.knows.actor,
    )
    letters()
    assert found("Elphinstone", network.knows) == [topic.title]

    report_to_staff(topic, post, "It names a resident.", by=network.asker.actor)
    assert letters() == [("library.question_reported", f"account:{moderator.pk}")]
    assert [each.what for each in waiting_for(OFFICER)] == [
        f"Look at what was reported in “{topic.title}”"
    ]
    remove_reply(post, "It named a resident.", by=OFFICER)

    assert found("Elphinstone", network.knows) == []
    [letter] = said()
    assert (letter.kind, letter.to_key) == ("library.reply_removed", to(network.knows))
    assert "It named a resident." in letter.text
    assert waiting_for(OFFICER) == []


def test_a_removed_question_is_in_no_letter_reason_or_index_any_more(network: Network) -> None:
    topic = network.ask("Who helped Elphinstone?", searched="Elphinstone")
    post = PostFactory(
        topic=topic, author=network.knows.person, organisation=network.knows.organisation
    )
    answer_question(topic, post, version=1, by=network.asker.actor)
    Asking.objects.filter(topic=topic).update(asked_at=timezone.now() - timedelta(days=8))
    later = network.ask("Who mends toasters?")
    assert ["answered", "Who helped Elphinstone?"] in later.askings.get().because

    remove_question(topic, "It named a resident.", by=EDITOR)

    assert topic.state == REMOVED
    assert found("Elphinstone", network.knows) == []
    kept = [
        *Letter.objects.values_list("subject", "text"),
        *Notice.objects.values_list("title", "text"),
        *IndexEntry.objects.values_list("title", "body"),
        *Asking.objects.values_list("because"),
        *QuestionSubject.objects.values_list("searched"),
        *Topic.objects.values_list("title", "words"),
    ]
    assert "Elphinstone" not in str(kept)
    assert len(said("library.question_removed")) == 1


def test_an_erased_person_is_found_by_their_name_no_more(network: Network) -> None:
    person = network.knows.person
    person.name = "Zebedee Elphinstone"
    person.save()
    topic = network.ask(searched="Zebedee Elphinstone")
    reply_to_question(
        topic,
        "Ask me. Zebedee Elphinstone",
        organisation=network.knows.organisation,
        by=network.knows.actor,
    )
    assert found("Elphinstone", network.asker) == [topic.title]
    assert "Elphinstone" in Notice.objects.get(kind="library.question_replied").text

    with pytest.raises(PermissionDenied):
        forget_in_questions(person, by=EDITOR)
    assert forget_in_questions(person, by=OFFICER) == [topic]

    assert found("Elphinstone", network.asker) == []
    assert not Notice.objects.filter(kind="library.question_replied").exists()


# Finding


def test_a_question_is_found_with_its_replies_by_members_and_staff_alone(network: Network) -> None:
    topic = network.ask("How do we run a mending night?")
    post = reply_to_question(
        topic,
        "In the fabric shop.",
        organisation=network.knows.organisation,
        by=network.knows.actor,
    )
    change_reply(post, "In the haberdashery.", version=1, by=network.knows.actor)

    assert found("haberdashery", network.asker) == [topic.title]
    assert found("fabric shop", network.asker) == []
    weigh_due(by=WORKER, tell=quietly)
    asked = Asked(words="haberdashery")
    assert find(asked, tokens_of(OFFICER)).total == 1
    assert find(asked, tokens_of(PUBLIC)).total == 0
    assert find(asked, frozenset({"public", "class:supporter"})).total == 0


def test_a_renamed_theme_is_told_to_the_search(network: Network) -> None:
    network.ask()
    assert not is_any_to_index()

    change_theme(network.theme, ThemeDetails("Mending"), version=1, by=EDITOR)

    assert is_any_to_index()
    assert index(WORKER, quietly) == "Questions told to the search: 1"
    assert index(WORKER, quietly) == ""
    facets = IndexEntry.objects.get(kind="question").facets
    assert list(facets.filter(name="theme").values_list("value", flat=True)) == ["Mending"]
    assert list(facets.filter(name="kind").values_list("value", flat=True)) == ["Question"]


# Days


def test_working_days_leave_out_what_staff_proclaimed_and_go_on_past_what_is_known() -> None:
    friday = date(2026, 11, 6)
    assert working_days_after(friday, 3) == date(2026, 11, 11)

    ExtraHoliday.objects.create(
        day=date(2026, 11, 9), nations=["England", "Northern Ireland"], name="One", source="It"
    )

    assert working_days_after(friday, 3) == date(2026, 11, 12)
    assert working_days_after(date(2031, 3, 7), 3) == date(2031, 3, 12)


def test_an_evening_question_is_of_its_day_in_london(network: Network) -> None:
    topic = network.ask()
    late = datetime(2026, 7, 1, 23, 30, tzinfo=LONDON)
    Topic.objects.update(asked_at=late)
    topic.refresh_from_db()

    assert standing_of(topic).since == date(2026, 7, 1)


def found(words: str, reader: Member) -> list[str]:
    weigh_due(by=WORKER, tell=quietly)
    hits = find(
        Asked(words=words, kinds=frozenset({"question"})), tokens_of(_with_class(reader))
    ).hits
    return [str(hit.title) for hit in hits]


def _with_class(member: Member):
    actor = member.actor
    return type(actor)(
        actor.key,
        actor.name,
        actor.person,
        organisation_roles=actor.organisation_roles,
        classes=frozenset({"full"}),
    )


def test_the_states_a_question_ends_in_are_kept(network: Network) -> None:
    topic = network.ask()
    post = PostFactory(topic=topic)

    answer_question(topic, post, version=1, by=EDITOR)

    topic.refresh_from_db()
    assert topic.state == ANSWERED
    assert look_after(topic, by=WORKER) == ""


def test_what_was_told_of_a_reply_is_taken_back_with_it(network: Network) -> None:
    topic = network.ask()
    post = reply_to_question(
        topic, "Ask the wardens.", organisation=network.knows.organisation, by=network.knows.actor
    )
    assert [each.kind for each in told(network.asker.person)] == ["library.question_replied"]

    remove_reply(post, "It named a resident.", by=EDITOR)

    assert told(network.asker.person) == []


def test_nobody_is_told_at_once_but_those_to_whom_it_is_put(network: Network) -> None:
    topic = network.ask()
    post = reply_to_question(
        topic, "Ask the wardens.", organisation=network.knows.organisation, by=network.knows.actor
    )
    thank(post, by=network.asker.actor)
    answer_question(topic, post, version=topic.version, by=network.asker.actor)

    at_once = {each.kind: each.at_once for each in said()}

    assert at_once == {
        "library.question_put": True,
        "library.question_replied": False,
        "library.reply_thanked": False,
        "library.answer_marked": False,
    }


def test_who_asked_reads_the_reply_itself_in_its_latest_words(network: Network) -> None:
    topic = network.ask()
    post = reply_to_question(
        topic, "Ask the wardens.", organisation=network.knows.organisation, by=network.knows.actor
    )
    (first,) = Notice.objects.filter(kind="library.question_replied")
    assert "\nAsk the wardens.\n" in first.text

    change_reply(post, "Ask the rangers.", version=1, by=network.knows.actor)

    (second,) = Notice.objects.filter(kind="library.question_replied")
    assert "\nAsk the rangers.\n" in second.text
    assert "wardens" not in second.text
