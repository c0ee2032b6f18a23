"""A council looks at itself: what is weak, who helps, what stays private."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.kernel.clock import today
from ccin.library.models import PrincipleShown
from ccin.library.operations.ourselves import ask_for_next_assessment
from ccin.library.reads.ourselves import due_again, progress_of, waiting_for
from ccin.library.rules.ourselves import change, is_due, weak
from ccin.library.states.resources import Visibility
from ccin.members.models import Organisation
from ccin.principles.models import Assessment, Principle, Statement
from ccin.principles.operations import Answer, assess, load_statement, publish_assessment
from tests.actors import OFFICER, PUBLIC, WORKER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RepresentationFactory,
    ResourceFactory,
)
from tests.letters import said

pytestmark = pytest.mark.django_db
A_YEAR = timedelta(days=365)


@pytest.fixture
def principles() -> list[Principle]:
    load_statement(by=WORKER)
    return list(Statement.objects.get().principles.order_by("position"))


def a_member(**kwargs: object) -> Organisation:
    return MembershipFactory(**kwargs).organisation


def speaking_for(organisation: Organisation, held: str = "full") -> Actor:
    return replace(main_contact_of(organisation), classes=frozenset({held}))


def assessed(organisation: Organisation, on: date, *scores: int) -> Assessment:
    principles = Statement.objects.get().principles.order_by("position")
    answers = {
        principle: Answer(score, "") for principle, score in zip(principles, scores, strict=False)
    }
    return assess(organisation, answers, assessed_on=on, by=main_contact_of(organisation))


@pytest.mark.parametrize(
    ("scores", "first"),
    [
        ({"a": 0, "b": 4, "c": 1}, ["a", "c"]),
        ({"a": 2, "b": 2, "c": 3}, ["a", "b"]),
        ({"a": 1, "b": 1, "c": 1, "d": 0}, ["d", "a", "b"]),
        ({"a": 3, "b": 4}, []),
        ({}, []),
    ],
)
def test_what_is_hardly_begun_comes_first(scores, first) -> None:
    assert weak(scores) == first


@pytest.mark.parametrize(
    ("scores", "moved"), [([1, 3], 2), ([3, None], None), ([2, None, 1], -1), ([4], None)]
)
def test_a_change_is_between_the_last_two_answers(scores, moved) -> None:
    assert change(scores) == moved


def test_an_assessment_is_due_again_after_a_year() -> None:
    assert [is_due(date(2025, 3, 2), date(2026, 3, day)) for day in (1, 2)] == [False, True]


def test_the_years_stand_beside_each_other(principles) -> None:
    council = a_member()
    assessed(council, today() - A_YEAR, 1, 2)
    assessed(council, today(), 3, 2)

    progress = progress_of(council, main_contact_of(council))

    assert [(row.principle, row.change) for row in progress.rows] == [
        (principles[0].name, 2),
        (principles[1].name, 0),
    ]
    assert progress.due_on == today() + A_YEAR
    assert [point.value for point in progress.chart.series[0].points] == [1.5, 2.5]


def test_who_is_strong_is_known_from_what_they_published_alone(principles) -> None:
    council, open_one, private_one = a_member(), a_member(), a_member()
    contact = RepresentationFactory(organisation=open_one, is_primary=True)
    publish_assessment(assessed(open_one, today(), 4), by=main_contact_of(open_one))
    assessed(private_one, today(), 4)
    assessed(council, today(), 0)

    [help_] = progress_of(council, speaking_for(council)).help

    assert [(each.organisation, each.contact) for each in help_.strong] == [(open_one, contact)]


def test_a_supporter_reads_who_is_strong_but_nobodys_address(principles) -> None:
    supporter, strong = a_member(supporter=True), a_member()
    RepresentationFactory(organisation=strong, is_primary=True)
    publish_assessment(assessed(strong, today(), 4), by=main_contact_of(strong))
    assessed(supporter, today(), 0)

    [help_] = progress_of(supporter, speaking_for(supporter, "supporter")).help

    assert [(each.organisation, each.contact) for each in help_.strong] == [(strong, None)]


def test_what_to_read_stands_under_the_title_that_readers_know(principles) -> None:
    council = a_member()
    assessed(council, today(), 0)
    resource = ResourceFactory(published=True, owner=a_member(), title="As released")
    PrincipleShown.objects.create(resource=resource, principle=principles[0], sentence="So.")
    type(resource).objects.update(title="Not released yet")
    client = OurClient()
    client.act_as(representative_of(council))

    page = client.get(reverse("library:ourselves", args=[council.pk])).content.decode()

    assert "As released" in page
    assert "Not released yet" not in page


def test_what_to_read_is_what_the_reader_may_see(principles) -> None:
    council = a_member()
    assessed(council, today(), 0)
    shown = ResourceFactory(published=True, owner=a_member())
    hidden = ResourceFactory(
        published=True, owner=a_member(), visibility=Visibility.CLASS, visible_class="affiliate"
    )
    draft = ResourceFactory(owner=a_member())
    own = ResourceFactory(published=True, owner=council)
    for resource in (shown, hidden, draft, own):
        PrincipleShown.objects.create(resource=resource, principle=principles[0], sentence="So.")

    [help_] = progress_of(council, main_contact_of(council)).help

    assert help_.read == [shown]
    assert [each.organisation for each in help_.strong] == [shown.owner]


def test_a_year_later_the_main_contact_is_asked_once(principles) -> None:
    council = a_member()
    contact = RepresentationFactory(organisation=council, is_primary=True)
    assessed(council, today() - A_YEAR - A_YEAR, 1)
    assessed(council, today() - A_YEAR, 1)
    assessed(a_member(), today() - timedelta(days=300), 1)
    lapsed = OrganisationFactory()
    assessed(lapsed, today() - A_YEAR, 1)

    asked = [ask_for_next_assessment(each, by=WORKER) for each in due_again(today())]

    assert asked == [True]
    assert [letter.to_email for letter in said()] == [contact.person.email]
    assert due_again(today()) == []


def test_a_race_of_two_workers_writes_one_letter(principles) -> None:
    council = a_member()
    RepresentationFactory(organisation=council, is_primary=True)
    assessment = assessed(council, today() - A_YEAR, 1)

    both = [ask_for_next_assessment(assessment, by=WORKER) for _ in range(2)]

    assert both == [True, False]


def test_the_desk_of_the_main_contact_says_when_it_is_due(principles) -> None:
    council = a_member()
    assessed(council, today() - A_YEAR, 1)

    assert [each.due_on for each in waiting_for(main_contact_of(council))] == [today()]
    assert waiting_for(representative_of(council)) == waiting_for(PUBLIC) == []


def test_a_main_contact_lets_everybody_read_it_and_takes_that_back(principles) -> None:
    council = a_member()
    assessment = assessed(council, today(), 1)
    client = OurClient()
    client.act_as(main_contact_of(council))

    for name, is_public in [("publish_assessment", True), ("withdraw_assessment", False)]:
        client.post(reverse(f"library:{name}", args=[council.pk, assessment.pk]))
        assessment.refresh_from_db()
        assert assessment.is_public is is_public


def test_an_earlier_one_that_everybody_reads_can_still_be_taken_back(principles) -> None:
    council = a_member()
    earlier = assessed(council, today() - A_YEAR, 1)
    publish_assessment(earlier, by=main_contact_of(council))
    assessed(council, today(), 2)
    client = OurClient()
    client.act_as(main_contact_of(council))

    page = client.get(reverse("library:ourselves", args=[council.pk])).content.decode()

    assert reverse("library:withdraw_assessment", args=[council.pk, earlier.pk]) in page


def test_the_page_shows_itself_to_its_own_and_to_staff_alone(principles) -> None:
    council = a_member()
    assessed(council, today(), 0, 4)
    address = reverse("library:ourselves", args=[council.pk])
    seen: dict[str, int] = {}

    for name, actor in {
        "own": representative_of(council),
        "staff": OFFICER,
        "other": representative_of(a_member()),
        "stranger": Actor("account:test-stranger", "Sam Stranger"),
    }.items():
        client = OurClient()
        client.act_as(actor)
        seen[name] = client.get(address).status_code

    assert seen == {"own": 200, "staff": 200, "other": 404, "stranger": 404}


@pytest.mark.parametrize("others", [1, 3])
def test_it_costs_the_same_however_many_help(others, principles, django_assert_num_queries) -> None:
    council = a_member()
    for years in range(others):
        assessed(council, today() - years * A_YEAR, 0, 0)
    for _ in range(others):
        resource = ResourceFactory(published=True, owner=a_member())
        for principle in principles[:2]:
            PrincipleShown.objects.create(resource=resource, principle=principle, sentence="So.")

    with django_assert_num_queries(8):
        progress_of(council, speaking_for(council))
