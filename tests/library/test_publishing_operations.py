"""From a draft to what readers see: submitted, returned, published, revised, reviewed, ended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for
from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import quietly
from ccin.library.models import Check, Note, Resource
from ccin.library.operations.publishing import (
    Finding,
    a_year_after,
    archive_resource,
    ask_about,
    ask_for_review,
    check_resource,
    discard_resource,
    offer_changes,
    publish_resource,
    return_resource,
    review_resource,
    submit_resource,
    take_down_resource,
)
from ccin.library.operations.resources import (
    Beginning,
    describe_resource,
    details_of,
    save_section,
    start_resource,
)
from ccin.library.reads.writing import content_of, has_changed_since_release
from ccin.library.states.resources import READABLE, RESOURCE, ResourceKind, ResourceState
from ccin.library.tasks.writing import ask_for_reviews
from tests.actors import EDITOR, OFFICER, STRANGER, WORKER, main_contact_of, representative_of
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    ResourceFactory,
    RoleHeldFactory,
)
from tests.letters import said

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def a_day() -> Any:
    with time_machine.travel(timezone.datetime(2026, 11, 23, 12), tick=False):
        yield


def begun(*, by: Actor | None = None) -> Resource:
    owner = OrganisationFactory()
    return start_resource(
        ResourceKind.CASE_STUDY,
        Beginning("Repair cafés", owner, words={"problem": "Things were thrown away."}),
        by=by or representative_of(owner),
    )


def writer() -> tuple[Resource, Actor]:
    """A draft and somebody with an account who began it."""
    account = AccountFactory()
    owner = OrganisationFactory()
    roles = {owner.pk: frozenset({Role.REPRESENTATIVE})}
    by = Actor(f"account:{account.pk}", account.name, organisation_roles=roles)
    words = {"problem": "Things were thrown away."}
    return start_resource("case_study", Beginning("Cafés", owner, words=words), by=by), by


def an_editor() -> Actor:
    account = AccountFactory()
    RoleHeldFactory(account=account, role=Role.EDITOR, starts_on=date(2026, 1, 1))
    return Actor(f"account:{account.pk}", account.name, network_roles=frozenset({Role.EDITOR}))


def letters() -> list[tuple[str, str]]:
    return [(each.kind, each.to_email) for each in said()]


def in_state(state: str) -> Resource:
    """As a record of that state stands, whatever brought it there."""
    now = timezone.now()
    resource = ResourceFactory(
        state=state,
        published_on=DAY if state in READABLE or state == ResourceState.TAKEN_DOWN else None,
        submitted_at=now if state == ResourceState.SUBMITTED else None,
        review_due_on=DAY,
        taken_down_because="It was asked for." if state == ResourceState.TAKEN_DOWN else "",
    )
    resource.sections.filter(name="done").delete()  # so that it differs from its release
    return resource


MOVES: dict[str, Callable[[Resource, Actor], object]] = {
    "write": lambda one, by: save_section(one.sections.all()[0], "Anew.", version=1, by=by),
    "edit": lambda one, by: save_section(one.sections.all()[0], "Anew.", version=1, by=by),
    "revise": lambda one, by: save_section(one.sections.all()[0], "Anew.", version=1, by=by),
    "submit": lambda one, by: submit_resource(one, by=by),
    "offer_changes": lambda one, by: offer_changes(one, by=by),
    "return": lambda one, by: return_resource(one, "Say what it cost.", by=by),
    "publish": lambda one, by: publish_resource(one, changes="More.", by=by),
    "review": lambda one, by: review_resource(one, by=by),
    "archive": lambda one, by: archive_resource(one, by=by),
    "take_down": lambda one, by: take_down_resource(one, "It was asked for.", by=by),
    "discard": lambda one, by: discard_resource(one, by=by),
}
WRITING = frozenset({"write", "edit", "revise"})


def test_the_table_s_moves_are_all_walked() -> None:
    assert set(MOVES) == set(RESOURCE.moves)


@pytest.mark.parametrize("state", ResourceState.values)
@pytest.mark.parametrize("name", RESOURCE.moves)
def test_each_move_is_made_from_the_states_of_the_table_alone(name: str, state: str) -> None:
    resource = in_state(state)
    move = RESOURCE.moves[name]
    # Saving a section is one operation with three names, one for each state.
    sources = (
        frozenset().union(*(RESOURCE.moves[each].sources for each in WRITING))
        if name in WRITING
        else move.sources
    )

    if state not in sources:
        with pytest.raises(MoveNotAllowed):
            MOVES[name](resource, EDITOR)
        resource.refresh_from_db()
        assert resource.state == state
        return
    MOVES[name](resource, EDITOR)
    resource.refresh_from_db()
    assert resource.state == (state if name in WRITING else move.target)


@pytest.mark.parametrize("name", RESOURCE.moves)
def test_nobody_without_its_permission_makes_a_move(name: str) -> None:
    move = RESOURCE.moves[name]
    resource = in_state(sorted(move.sources)[0])
    other = representative_of(OrganisationFactory())
    strangers = [STRANGER, OFFICER, other]
    if move.needs != "resource_write":
        strangers.append(main_contact_of(resource.owner))

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            MOVES[name](resource, stranger)

    assert not Entry.objects.exists()
    assert said() == []


def test_from_a_first_sentence_to_what_readers_see() -> None:
    resource, by = writer()
    editor = an_editor()
    done = resource.sections.get(name="done")

    save_section(done, "We mended them.", version=1, by=by)
    submit_resource(resource, by=by)
    release = publish_resource(resource, by=editor)

    assert resource.state == ResourceState.PUBLISHED
    assert (resource.published_on, resource.review_due_on) == (DAY, date(2027, 11, 23))
    assert [words for _name, _heading, words in release.content["sections"]] == [
        "Things were thrown away.",
        "We mended them.",
    ]
    kinds = [kind for kind, _to in letters()]
    assert kinds == ["library.resource_submitted", "library.resource_published"]
    [published] = said("library.resource_published")
    assert f"/library/{resource.slug}/" in published.text


def test_an_empty_draft_is_neither_sent_nor_published() -> None:
    resource = start_resource("case_study", Beginning("Cafés", None), by=EDITOR)

    for act in (submit_resource, publish_resource):
        with pytest.raises(Refused) as refusal:
            act(resource, by=EDITOR)
        assert str(refusal.value) == (
            "There is nothing to read yet: write a section, or attach a file."
        )


def test_what_is_returned_can_be_written_again_and_says_what_to_do() -> None:
    resource, by = writer()
    submit_resource(resource, by=by)

    with pytest.raises(Refused):
        return_resource(resource, "  ", by=EDITOR)
    return_resource(resource, "Say what it cost.", by=EDITOR)

    assert resource.state == ResourceState.DRAFT
    assert Note.objects.get().words == "Say what it cost."
    [letter] = said("library.resource_returned")
    assert "Say what it cost." in letter.text
    save_section(resource.sections.get(name="cost"), "Nothing.", version=1, by=by)


def test_editor_and_writers_ask_each_other_by_letter() -> None:
    resource, by = writer()
    editor = an_editor()

    ask_about(resource, "What did it cost?", by=editor)
    ask_about(resource, "Nothing at all.", by=by)

    notes = Note.objects.order_by("pk").values_list("author", "words")
    assert list(notes) == [(editor.account, "What did it cost?"), (by.account, "Nothing at all.")]
    accounts = Account.objects.in_bulk([by.account, editor.account])
    emails = [accounts[each.account].email for each in (by, editor)]
    assert [each.to_email for each in said()] == emails


def test_nothing_is_asked_of_what_is_gone_nor_without_words_nor_by_strangers() -> None:
    resource = begun()

    with pytest.raises(Refused):
        ask_about(resource, " ", by=EDITOR)
    with pytest.raises(PermissionDenied):
        ask_about(resource, "Why?", by=STRANGER)
    discard_resource(resource, by=EDITOR)
    with pytest.raises(Refused):
        ask_about(resource, "Why?", by=EDITOR)

    assert not Note.objects.exists()


def test_the_editor_s_ticks_are_kept_by_criterion() -> None:
    resource = begun()

    check_resource(resource, {"plain": Finding(False, "Too many initials")}, by=EDITOR)
    check_resource(resource, {"plain": Finding(True), "contact": Finding(True)}, by=EDITOR)

    found = Check.objects.order_by("criterion").values_list("criterion", "is_met", "note")
    assert list(found) == [("contact", True, ""), ("plain", True, "")]
    with pytest.raises(PermissionDenied):
        check_resource(resource, {}, by=representative_of(resource.owner))


def test_readers_see_nothing_of_a_revision_before_its_release() -> None:
    resource, by = writer()
    first = publish_resource(resource, by=EDITOR)
    problem = resource.sections.get(name="problem")

    save_section(problem, "Much was thrown away.", version=1, by=by)
    assert has_changed_since_release(resource)
    offer_changes(resource, by=by)

    first.refresh_from_db()
    assert resource.releases.get().content == first.content
    assert first.content["sections"][0][2] == "Things were thrown away."
    second = publish_resource(resource, changes="How much it was.", by=EDITOR)
    assert (second.number, second.changes) == (2, "How much it was.")
    assert second.content["sections"][0][2] == "Much was thrown away."
    assert resource.changes_offered_at is None
    assert not has_changed_since_release(resource)


def test_a_second_release_says_what_changed() -> None:
    resource = begun()
    publish_resource(resource, by=EDITOR)

    with pytest.raises(Refused):
        publish_resource(resource, by=EDITOR)

    assert resource.releases.count() == 1


def test_nothing_is_offered_where_nothing_changed() -> None:
    resource = begun()
    publish_resource(resource, by=EDITOR)

    with pytest.raises(Refused):
        offer_changes(resource, by=EDITOR)


def test_its_contact_is_asked_once_when_a_year_is_over() -> None:
    contact = PersonFactory(email="ada@council.example")
    resource = ResourceFactory(published=True, review_due_on=DAY, contact=contact)
    RepresentationFactory(person=contact, organisation=resource.owner, is_primary=False)
    RepresentationFactory(organisation=resource.owner, is_primary=True)

    assert ask_for_reviews(WORKER, quietly) == "Asked whether it is still right: 1"
    assert ask_for_reviews(WORKER, quietly) == ""
    assert not ask_for_review(resource, by=WORKER)

    assert letters() == [("library.review_due", "ada@council.example")]
    review_resource(resource, by=representative_of(resource.owner))
    assert (resource.reviewed_on, resource.review_due_on) == (DAY, date(2027, 11, 23))
    assert resource.review_asked_on is None


def test_the_main_contact_is_asked_where_the_contact_has_left() -> None:
    main = PersonFactory(email="main@council.example")
    resource = ResourceFactory(published=True, review_due_on=DAY, contact=PersonFactory())
    RepresentationFactory(person=main, organisation=resource.owner, is_primary=True)

    ask_for_review(resource, by=WORKER)

    assert letters() == [("library.review_due", "main@council.example")]


def test_the_editors_are_asked_where_nobody_is_left() -> None:
    editor = an_editor()
    ask_for_review(ResourceFactory(published=True, review_due_on=DAY), by=WORKER)

    [told] = said()
    assert (told.kind, told.to_key) == ("library.review_due", editor.key)


def test_what_is_old_stays_to_be_read_and_comes_back_with_a_release() -> None:
    resource, _by = writer()
    publish_resource(resource, by=EDITOR)

    archive_resource(resource, by=EDITOR)
    assert (resource.state, resource.archived_on) == (ResourceState.ARCHIVED, DAY)
    assert resource.review_due_on is None
    publish_resource(resource, changes="Still right.", by=EDITOR)

    assert (resource.state, resource.archived_on) == (ResourceState.PUBLISHED, None)


def test_taking_down_needs_a_reason_and_tells_those_who_wrote_it() -> None:
    resource, _by = writer()
    publish_resource(resource, by=EDITOR)

    with pytest.raises(Refused):
        take_down_resource(resource, " ", by=EDITOR)
    take_down_resource(resource, "Its owner asked for it.", by=EDITOR)

    assert resource.state == ResourceState.TAKEN_DOWN
    assert resource.taken_down_because == "Its owner asked for it."
    assert resource.releases.count() == 1
    [letter] = said("library.resource_taken_down")
    assert "Its owner asked for it." in letter.text


def test_what_was_published_once_is_not_given_up() -> None:
    resource = begun()
    discard_resource(resource, by=representative_of(resource.owner))
    assert resource.state == ResourceState.DISCARDED
    again = ResourceFactory(published_on=DAY)

    with pytest.raises(Refused):
        discard_resource(again, by=EDITOR)


def test_whoever_did_it_gets_no_letter_about_it() -> None:
    editor = an_editor()
    resource = begun(by=editor)

    submit_resource(resource, by=editor)
    publish_resource(resource, by=editor)

    assert letters() == []


def test_when_the_owner_leaves_its_people_write_no_more_and_staff_go_on() -> None:
    membership = MembershipFactory(starts_on=date(2024, 4, 1))
    person = PersonFactory()
    RepresentationFactory(person=person, organisation=membership.organisation)
    account = AccountFactory(person=person)
    words = {"problem": "Things were thrown away."}
    begun_by_them = Beginning("Cafés", membership.organisation, words=words)
    by = actor_for(account, second_factor=False)
    resource = start_resource("case_study", begun_by_them, by=by)
    membership.ends_on, membership.end_reason = date(2026, 11, 1), "resigned"
    membership.save()
    former = actor_for(account, second_factor=False)

    with pytest.raises(PermissionDenied):
        submit_resource(resource, by=former)
    assert not Resource.objects.visible_to(former).exists()
    submit_resource(resource, by=EDITOR)
    publish_resource(resource, by=EDITOR)

    assert resource.owner == membership.organisation
    assert list(Resource.objects.visible_to(former)) == [resource]


def test_the_last_day_of_february_comes_back_a_day_earlier() -> None:
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_after(date(2026, 1, 31)) == date(2027, 1, 31)


def test_a_changed_title_waits_for_the_release() -> None:
    resource = begun()
    publish_resource(resource, by=EDITOR)
    slug = resource.slug

    details = replace(details_of(resource), title="Repair cafés everywhere")
    describe_resource(resource, details, version=resource.version, by=EDITOR)

    assert resource.slug == slug
    assert resource.releases.get().content["title"] == "Repair cafés"
    assert content_of(resource)["title"] == "Repair cafés everywhere"
