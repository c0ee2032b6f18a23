"""Interests: computed, declared, lifted; who has one reads nothing and takes no part."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.governance.models import Interest, Matter, Question
from ccin.governance.operations.interests import (
    declare_interest,
    declare_standing_interest,
    record_dispensation,
    withdraw_interest,
)
from ccin.governance.operations.matters import withdraw_matter
from ccin.governance.operations.questions import answer_question, ask_question
from ccin.governance.reads.interests import interests_in, people_on_the_route
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Representation
from ccin.members.states import RepresentationEnd
from tests.actors import EDITOR, OFFICER, STRANGER, WORKER, chair_of
from tests.factories import OrganisationFactory, RepresentationFactory
from tests.governance.chamber import bring, route
from tests.letters import said

pytestmark = pytest.mark.django_db


def test_whoever_stands_for_an_organisation_has_an_interest_in_what_concerns_it() -> None:
    at = route()
    about = OrganisationFactory(company=True, name="Widgets")
    RepresentationFactory(person=at.members[0].person, organisation=about)
    at.board.seat(at.members[1].person, organisation=about)
    RepresentationFactory(person=at.deciders[0].person, organisation=about, ended=True)

    found = interests_in(bring(about), today())

    assert {
        key: reason for key, reason in found.items() if key in {each.pk for each in at.members}
    } == {
        at.members[0].pk: "Represents Widgets",
        at.members[1].pk: "Sits in a body for Widgets",
    }
    assert at.deciders[0].pk not in found


def test_an_interest_ends_with_what_it_followed_from() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    RepresentationFactory(person=at.members[0].person, organisation=about)
    matter = bring(about)

    Representation.objects.update(
        ends_on=today() - timedelta(days=1), end_reason=RepresentationEnd.ELECTION
    )

    assert interests_in(matter, today()) == {}
    assert list(interests_in(matter, today() - timedelta(days=2))) == [at.members[0].pk]


def test_one_declares_for_a_matter_or_for_an_organisation_and_takes_it_back() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    matter = bring(about)
    first, second = (at.board.acting(each) for each in at.members[:2])

    of_matter = declare_interest(matter, " My sister works there ", by=first)
    standing = declare_standing_interest(about, "My own firm", by=second)

    assert interests_in(matter, today()) == {
        at.members[0].pk: "My sister works there",
        at.members[1].pk: "My own firm",
    }
    withdraw_interest(of_matter, by=first)
    withdraw_interest(standing, by=second)
    assert interests_in(matter, today()) == {}
    assert Interest.objects.count() == 2


def test_nobody_declares_twice_without_words_or_for_others() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    matter = bring(about)
    member = at.board.acting(at.members[0])
    other = at.members[1].person
    nobody = chair_of(at.board.body)

    with pytest.raises(Refused, match="in a few words"):
        declare_interest(matter, " ", by=member)
    for stranger in [STRANGER, OFFICER]:
        with pytest.raises(PermissionDenied):
            declare_interest(matter, "A cousin", by=stranger)
        with pytest.raises(PermissionDenied):
            declare_standing_interest(about, "A cousin", by=stranger)
    with pytest.raises(PermissionDenied):
        declare_interest(matter, "A cousin", person=other, by=member)
    for act in [
        lambda: declare_interest(matter, "A cousin", by=nobody),
        lambda: declare_standing_interest(about, "A cousin", by=nobody),
    ]:
        with pytest.raises(Refused, match="choose whose"):
            act()
    assert not Interest.objects.exists()
    mine = declare_interest(matter, "A cousin", by=member)
    declare_standing_interest(about, "A cousin", by=member)
    with pytest.raises(Refused, match="already"):
        declare_interest(matter, "Another cousin", by=member)
    with pytest.raises(Refused, match="already"):
        declare_standing_interest(about, "Another cousin", by=member)
    with pytest.raises(PermissionDenied):
        withdraw_interest(mine, by=at.board.acting(at.members[1]))
    withdraw_interest(mine, by=member)
    with pytest.raises(Refused, match="taken back already"):
        withdraw_interest(mine, by=member)


def test_the_clerk_writes_down_what_somebody_declared_at_a_meeting() -> None:
    at = route()
    matter = bring()

    declare_interest(matter, "A cousin", person=at.members[0].person, by=at.clerking_board)

    assert interests_in(matter, today()) == {at.members[0].pk: "A cousin"}
    assert at.members[1].person_id in people_on_the_route(matter, at.clerking_board)
    assert people_on_the_route(matter, at.board.acting(at.members[0])) == []


def test_a_dispensation_lifts_an_interest_and_says_on_what_it_rests() -> None:
    at = route()
    about = OrganisationFactory(company=True, name="Widgets")
    RepresentationFactory(person=at.members[0].person, organisation=about)
    matter = bring(about)
    words = "Monitoring officer, 3 March, on file"

    interest = record_dispensation(matter, at.members[0].person, words, by=at.clerking_board)

    assert (interest.words, interest.dispensation) == ("Represents Widgets", words)
    assert interests_in(matter, today()) == {}
    assert Matter.objects.visible_to(at.board.acting(at.members[0])).count() == 1
    assert interests_in(bring(about, url_key="0"), today()) != {}


def test_a_dispensation_is_written_beside_what_was_declared() -> None:
    at = route()
    matter = bring()
    declared = declare_interest(matter, "A cousin", by=at.board.acting(at.members[0]))

    record_dispensation(matter, at.members[0].person, "On file", by=at.clerking_board)

    declared.refresh_from_db()
    assert (declared.words, declared.dispensation) == ("A cousin", "On file")
    assert Interest.objects.count() == 1


def test_a_dispensation_needs_a_clerk_an_interest_and_a_reference() -> None:
    at = route()
    matter = bring()
    member = at.members[0].person

    for stranger in [STRANGER, OFFICER, at.board.acting(at.members[0])]:
        with pytest.raises(PermissionDenied):
            record_dispensation(matter, member, "On file", by=stranger)
    with pytest.raises(Refused, match="nothing to lift"):
        record_dispensation(matter, member, "On file", by=at.clerking_board)
    with pytest.raises(Refused, match="where it is recorded"):
        record_dispensation(matter, member, " ", by=at.clerking_board)
    with pytest.raises(Refused, match="of your own"):
        record_dispensation(matter, at.board_clerk.person, "On file", by=at.clerking_board)
    assert not Interest.objects.exists()


def test_a_matter_is_hidden_from_whoever_has_an_interest_but_clerks_and_staff_keep_reading() -> (
    None
):
    at = route()
    about = OrganisationFactory(company=True)
    matter = bring(about)
    everybody = [at.board_clerk, *at.members, at.clerk, *at.deciders]
    readers = [at.board.acting(each) for each in [at.board_clerk, *at.members]]
    readers += [at.committee.acting(each) for each in [at.clerk, *at.deciders]]

    def seeing() -> list[int | None]:
        return [
            reader.person
            for reader in [*readers, OFFICER, EDITOR, STRANGER]
            if matter in Matter.objects.visible_to(reader)
        ]

    assert seeing() == [*(each.person_id for each in everybody), None, None]
    RepresentationFactory(person=at.members[0].person, organisation=about)
    at.committee.seat(at.members[1].person, organisation=about)
    declare_interest(matter, "A cousin", by=at.board.acting(at.members[2]))
    declare_standing_interest(about, "A cousin", by=at.committee.acting(at.deciders[0]))
    RepresentationFactory(person=at.clerk.person, organisation=about)

    kept = [at.board_clerk, at.clerk, *at.deciders[1:]]
    assert seeing() == [*(each.person_id for each in kept), None, None]


def test_what_is_restricted_is_hidden_from_everybody_with_an_interest() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    matter = bring(about, restricted=True)

    def seeing() -> list[str]:
        readers = [at.clerking_board, at.board.acting(at.members[0]), OFFICER, EDITOR]
        return [each.name for each in readers if matter in Matter.objects.visible_to(each)]

    chair = at.members[0].person.name
    assert seeing() == [at.board_clerk.person.name, chair, OFFICER.name]
    RepresentationFactory(person=at.board_clerk.person, organisation=about)
    assert seeing() == [chair, OFFICER.name]


def test_the_matters_somebody_may_see_are_found_in_one_query(
    django_assert_num_queries: object,
) -> None:
    at = route()
    matters = [bring(), bring(), bring()]

    with django_assert_num_queries(1):  # type: ignore[operator]
        seen = list(Matter.objects.visible_to(at.clerking_board))

    assert len(seen) == len(matters)


def test_a_question_and_its_answer_stay_on_the_record() -> None:
    at = route()
    matter = bring()

    question = ask_question(matter, " How many members? ", by=at.committee.acting(at.deciders[1]))
    answer_question(question, " 41 ", by=WORKER)

    assert (question.words, question.answer, question.answered_by) == (
        "How many members?",
        "41",
        WORKER.key,
    )
    assert question.body == at.committee.body
    [letter] = said()
    assert (letter.kind, letter.to_key) == (
        "governance.question_answered",
        f"person:{at.deciders[1].person_id}",
    )
    with pytest.raises(Refused, match="answered already"):
        answer_question(question, "42", by=WORKER)


def test_a_question_that_cannot_be_asked_leaves_no_trace() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    RepresentationFactory(person=at.members[0].person, organisation=about)
    matter = bring(about)
    entries = Entry.objects.count()

    for stranger in [STRANGER, OFFICER]:
        with pytest.raises(PermissionDenied):
            ask_question(matter, "Why?", by=stranger)
    with pytest.raises(Refused, match="You have an interest"):
        ask_question(matter, "Why?", by=at.board.acting(at.members[0]))
    with pytest.raises(Refused, match="Write your question"):
        ask_question(matter, " ", by=at.clerking_board)
    with pytest.raises(Refused, match="by a person"):
        ask_question(matter, "Why?", by=chair_of(at.board.body))

    assert not Question.objects.exists()
    assert Entry.objects.count() == entries
    question = ask_question(matter, "Why?", by=at.clerking_board)
    with pytest.raises(Refused, match="Write the answer"):
        answer_question(question, "", by=WORKER)
    withdraw_matter(matter, by=WORKER)
    with pytest.raises(MoveNotAllowed):
        ask_question(matter, "Why?", by=at.clerking_board)


def test_an_asker_without_an_address_gets_no_letter() -> None:
    at = route()
    at.board_clerk.person.email = ""
    at.board_clerk.person.save()
    question = ask_question(bring(), "Why?", by=at.clerking_board)

    answer_question(question, "Because", by=WORKER)

    assert said() == []
