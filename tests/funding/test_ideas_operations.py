from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.funding.models import Idea, Support
from ccin.funding.operations.ideas import (
    MOST_A_DAY,
    IdeaDetails,
    change_idea,
    merge_ideas,
    put_idea,
    reopen_idea,
    set_idea_aside,
    sort_idea,
    support_idea,
    take_support_back,
    withdraw_idea,
    write_to_partner,
)
from ccin.funding.reads.ideas import found_ideas
from ccin.funding.rules.ideas import stronger
from ccin.funding.states import IdeaState, Willingness
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation
from ccin.outbox.models import Letter, Notice
from tests.actors import EDITOR, OFFICER, STRANGER, main_contact_of, representative_of
from tests.factories import (
    BelongingFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    ThemeFactory,
)
from tests.funding.made import IdeaFactory

pytestmark = pytest.mark.django_db
WORDS = IdeaDetails("Repair cafés", "Why do they close?")


def member() -> Organisation:
    found: Organisation = MembershipFactory().organisation
    return found


def speaking_for(organisation: Organisation, email: str = "") -> Actor:
    person = PersonFactory(email=email)
    RepresentationFactory(organisation=organisation, person=person)
    return representative_of(organisation, person=person.pk)


def supported(idea: Idea, willingness: str = "join") -> Support:
    organisation = member()
    by = main_contact_of(organisation)
    return support_idea(idea, willingness, organisation=organisation, by=by)


def test_any_member_puts_a_work_area_forward_and_nobody_else() -> None:
    organisation, outside = member(), OrganisationFactory()

    idea = put_idea(WORDS, organisation=organisation, by=speaking_for(organisation))

    assert (idea.organisation, idea.state) == (organisation, IdeaState.OPEN)
    with pytest.raises(PermissionDenied):
        put_idea(WORDS, organisation=organisation, by=STRANGER)
    with pytest.raises(Refused):
        put_idea(WORDS, organisation=outside, by=representative_of(outside))


def test_its_own_member_changes_and_withdraws_it() -> None:
    organisation = member()
    idea, by = IdeaFactory(organisation=organisation), representative_of(organisation)

    change_idea(idea, WORDS, version=1, by=by)
    with pytest.raises(Stale):
        change_idea(idea, WORDS, version=1, by=by)
    with pytest.raises(PermissionDenied):
        withdraw_idea(idea, by=representative_of(member()))
    withdraw_idea(idea, by=by)

    assert (idea.title, idea.state) == ("Repair cafés", IdeaState.WITHDRAWN)
    with pytest.raises(MoveNotAllowed):
        supported(idea)


def test_a_member_says_us_too_once_and_may_say_more_or_take_it_back() -> None:
    idea, organisation = IdeaFactory(), member()
    by = main_contact_of(organisation)

    support_idea(idea, Willingness.SUPPORT, organisation=organisation, by=by)
    support_idea(idea, Willingness.LEAD, note="Ten cafés", organisation=organisation, by=by)
    [said] = idea.supports.all()
    assert (said.willingness, said.note) == ("lead", "Ten cafés")

    take_support_back(idea, organisation=organisation, by=by)
    assert not idea.supports.exists()
    with pytest.raises(Refused):
        take_support_back(idea, organisation=organisation, by=by)
    with pytest.raises(Refused):
        support_idea(idea, "perhaps", organisation=organisation, by=by)
    with pytest.raises(Refused):
        support_idea(
            IdeaFactory(fictional=True), Willingness.JOIN, organisation=organisation, by=by
        )


def test_merged_work_areas_keep_their_supporters_each_with_the_more_it_said() -> None:
    stays, goes, earlier = IdeaFactory(), IdeaFactory(put_by=PersonFactory()), IdeaFactory()
    merge_ideas(earlier, goes, by=OFFICER)
    both = supported(stays, "support")
    by = main_contact_of(both.organisation)
    support_idea(goes, Willingness.LEAD, organisation=both.organisation, by=by)
    only = supported(goes, "join")

    merge_ideas(goes, stays, by=OFFICER)

    said = {each.organisation: each.willingness for each in stays.supports.all()}
    assert said == {
        both.organisation: "lead",
        only.organisation: "join",
        goes.organisation: "support",
        earlier.organisation: "support",
    }
    earlier.refresh_from_db()
    assert (goes.state, goes.merged_into, earlier.merged_into) == (IdeaState.MERGED, stays, stays)
    assert not goes.supports.exists()


def test_a_work_area_goes_into_another_open_one_alone() -> None:
    idea, closed = IdeaFactory(), IdeaFactory(state=IdeaState.WITHDRAWN)

    for wrong in (idea, closed, IdeaFactory(fictional=True)):
        with pytest.raises(Refused):
            merge_ideas(idea, wrong, by=OFFICER)


def test_staff_and_the_officer_network_sort_work_areas_and_nobody_else() -> None:
    idea, theme = IdeaFactory(), ThemeFactory()
    in_network = Actor("account:9", "Olwen Officer", BelongingFactory().person.pk)
    elsewhere = BelongingFactory(group=GroupFactory(kind="theme")).person
    somebody = Actor("account:8", "Tom Theme", elsewhere.pk)

    for by in (OFFICER, in_network):
        sort_idea(idea, theme, by=by)
        set_idea_aside(idea, "Not this year", by=by)
        reopen_idea(idea, by=by)
    for by in (EDITOR, somebody, STRANGER):
        with pytest.raises(PermissionDenied):
            sort_idea(idea, theme, by=by)

    assert idea.theme == theme
    assert idea.set_aside_because == ""


def test_what_a_round_took_up_keeps_its_theme() -> None:
    with pytest.raises(Refused):
        sort_idea(IdeaFactory(state=IdeaState.TAKEN_UP), ThemeFactory(), by=OFFICER)


def test_whoever_put_it_forward_is_told_why_it_was_set_aside() -> None:
    person = PersonFactory(email="ada@council.example")
    idea = IdeaFactory(put_by=person)

    with pytest.raises(Refused):
        set_idea_aside(idea, " ", by=OFFICER)
    set_idea_aside(idea, "Another network works on it", by=OFFICER)

    assert "Another network works on it" in Notice.objects.get().text


def test_partners_write_to_each_other_without_showing_addresses() -> None:
    organisation, other = member(), member()
    asker = speaking_for(organisation, "asker@council.example")
    answerer = speaking_for(other, "partner@council.example")
    idea = IdeaFactory(organisation=other, put_by_id=answerer.person)

    with pytest.raises(Refused):
        write_to_partner(idea, other, "Shall we?", organisation=organisation, by=asker)
    support_idea(idea, Willingness.JOIN, organisation=organisation, by=asker)
    write_to_partner(idea, other, "Shall we?", organisation=organisation, by=asker)
    write_to_partner(idea, organisation, "Yes", organisation=other, by=answerer)

    first, second = Letter.objects.order_by("pk")
    assert (first.to_email, second.to_email) == (
        "partner@council.example",
        "asker@council.example",
    )
    assert "Shall we?" in first.text
    assert "asker@council.example" not in first.text


def test_a_letter_to_nobody_or_to_oneself_is_refused() -> None:
    organisation = member()
    by, idea = main_contact_of(organisation), IdeaFactory()
    support_idea(idea, Willingness.JOIN, organisation=organisation, by=by)

    for partner, words in (
        (organisation, "Hello"),
        (member(), "Hello"),
        (idea.organisation, " "),
        (idea.organisation, "Hello"),  # where nobody has an address
    ):
        with pytest.raises(Refused):
            write_to_partner(idea, partner, words, organisation=organisation, by=by)
    assert not Letter.objects.exists()


def test_nobody_writes_to_more_members_a_day_than_a_person_can_mean() -> None:
    organisation, other = member(), member()
    asker = speaking_for(organisation)
    speaking_for(other, "partner@council.example")
    idea = IdeaFactory(organisation=other)
    support_idea(idea, Willingness.JOIN, organisation=organisation, by=asker)

    for _number in range(MOST_A_DAY):
        write_to_partner(idea, other, "Shall we?", organisation=organisation, by=asker)
    with pytest.raises(Refused):
        write_to_partner(idea, other, "Shall we?", organisation=organisation, by=asker)


def test_a_work_area_that_is_closed_brings_nobody_together() -> None:
    organisation = member()
    idea = IdeaFactory(organisation=organisation, state=IdeaState.WITHDRAWN)

    with pytest.raises(MoveNotAllowed):
        write_to_partner(
            idea, organisation, "Hello", organisation=organisation, by=main_contact_of(organisation)
        )


def test_the_list_is_narrowed_by_words_theme_and_what_is_ones_own() -> None:
    organisation, theme = member(), ThemeFactory()
    by = main_contact_of(organisation)
    own = IdeaFactory(organisation=organisation, title="Warm rooms", theme=theme)
    backed, aside = IdeaFactory(), IdeaFactory(state="set_aside", set_aside_because="Later")
    support_idea(backed, Willingness.LEAD, organisation=organisation, by=by)

    assert [(each.pk, each.others, each.leading) for each in found_ideas(by)] == [
        (backed.pk, 1, 1),
        (own.pk, 0, 0),
    ]
    assert set(found_ideas(by, show="mine")) == {own, backed}
    assert list(found_ideas(by, show="unsorted")) == [backed]
    assert list(found_ideas(by, show="set_aside")) == [aside]
    assert list(found_ideas(by, words="warm room", theme=theme.pk)) == [own]
    assert not found_ideas(STRANGER).exists()


def test_of_two_things_said_the_more_stands() -> None:
    assert {stronger(*pair) for pair in permutations(("support", "join"))} == {"join"}
    assert stronger("lead", "join") == "lead"
