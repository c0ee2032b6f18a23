"""Adopting: once an organisation, both put in touch, the outcome asked a year later."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from time_machine import travel

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.library.models import Adoption
from ccin.library.operations.adopting import (
    Outcome,
    adopt_resource,
    ask_for_outcome,
    change_adoption,
    stop_adoption,
    tell_outcome,
    withdraw_adoption,
)
from ccin.library.states.adoptions import Again, Stage
from ccin.library.states.resources import Visibility
from tests.actors import EDITOR, OFFICER, STRANGER, WORKER, main_contact_of, representative_of
from tests.factories import (
    AccountFactory,
    AdoptionFactory,
    MembershipFactory,
    PersonFactory,
    ResourceFactory,
    RoleHeldFactory,
)
from tests.letters import said
from tests.library.adopting import SAID, a_member, an_adoption, given_by, main_contact, officer

pytestmark = pytest.mark.django_db

TOLD = Outcome("Less waste.", "We weighed it.", Again.YES, Stage.USING)


@pytest.fixture(autouse=True)
def in_november():
    with travel("2026-11-23 12:00", tick=False):
        yield


def letters() -> dict[str, str]:
    """The words of each letter that waits, by the address it goes to."""
    return {each.to_email: each.text for each in said()}


class TestAdopting:
    def test_the_giver_is_told_and_both_are_put_in_touch(self) -> None:
        giver, taker = a_member("Giver Council"), a_member("Taker Council")
        named, main = officer(giver, "Nia Named"), main_contact(giver, "Gwen Giver")
        contact = officer(taker, "Tariq Taker")
        resource = given_by(giver, contact=named)

        adopt_resource(resource, taker, replace(SAID, contact=contact), by=representative_of(taker))

        words = letters()
        assert sorted(words) == sorted([named.email, main.email, contact.email])
        for address in [named.email, main.email]:
            assert "Taker Council has taken up “Repair cafés”" in words[address]
            assert "Tariq Taker, tariq@council.example" in words[address]
            assert "In all our libraries." in words[address]
        assert "Nia Named, nia@council.example" in words[contact.email]
        assert "Gwen Giver, gwen@council.example" in words[contact.email]

    def test_it_is_kept_with_its_stage_and_asked_about_a_year_later(self) -> None:
        taker = a_member("Taker Council")

        adoption = adopt_resource(given_by(a_member("A")), taker, SAID, by=representative_of(taker))

        adoption.refresh_from_db()
        assert adoption.stage == Stage.USING
        assert adoption.recorded_on == date(2026, 11, 23)
        assert adoption.outcome_due_on == date(2027, 5, 4)
        steps = adoption.steps.values_list("stage", "reached_on")
        assert list(steps) == [(Stage.USING, date(2026, 5, 4))]

    def test_staff_record_it_for_a_member(self) -> None:
        taker = a_member("Taker Council")

        adopt_resource(given_by(a_member("A")), taker, SAID, by=EDITOR)

        assert Adoption.objects.get().organisation == taker

    def test_what_the_network_owns_is_given_by_its_editors(self) -> None:
        taker = a_member("Taker Council")
        contact = main_contact(taker, "Tariq Taker")
        editor = RoleHeldFactory(account=AccountFactory(name="Eda Editor")).account
        resource = given_by(None, contact_line="Ask the office.")

        adopt_resource(resource, taker, SAID, by=representative_of(taker))

        assert set(letters()) == {editor.email, contact.email}
        assert "Ask the office." in letters()[contact.email]

    def test_an_owner_who_has_left_gets_no_letter_and_its_people_are_not_named(self) -> None:
        taker = a_member("Taker Council")
        contact = main_contact(taker, "Tariq Taker")
        owner = MembershipFactory(ended=True).organisation
        gone = main_contact(owner, "Gone Giver")

        adopt_resource(given_by(owner, contact=gone), taker, SAID, by=representative_of(taker))

        assert set(letters()) == {contact.email}
        assert gone.email not in letters()[contact.email]

    def test_a_contact_who_stands_for_the_owner_no_more_is_not_written_to(self) -> None:
        giver, taker = a_member("Giver Council"), a_member("Taker Council")
        main = main_contact(giver, "Gwen Giver")
        resource = given_by(giver, contact=PersonFactory())

        adopt_resource(resource, taker, SAID, by=representative_of(taker))

        assert set(letters()) == {main.email}

    def test_who_gives_for_one_and_takes_for_another_is_written_to_once(self) -> None:
        giver, taker = a_member("Giver Council"), a_member("Taker Council")
        both = main_contact(giver, "Bo Both")
        resource = given_by(giver)
        taker.representations.create(
            person=both, role="lead_officer", is_primary=True, starts_on=date(2024, 5, 2)
        )

        adopt_resource(resource, taker, SAID, by=representative_of(taker))

        assert [each.to_email for each in said()].count(both.email) == 1

    def test_an_organisation_says_it_once_until_it_was_a_mistake(self) -> None:
        taker = a_member("Taker Council")
        resource = given_by(a_member("A"))
        adoption = adopt_resource(resource, taker, SAID, by=representative_of(taker))
        with pytest.raises(Refused, match="recorded already"):
            adopt_resource(resource, taker, SAID, by=representative_of(taker))

        withdraw_adoption(adoption, by=representative_of(taker))
        adopt_resource(resource, taker, SAID, by=representative_of(taker))

        assert Adoption.objects.standing().count() == 1

    def test_what_cannot_be_is_refused_and_leaves_no_trace(self) -> None:
        taker = a_member("Taker Council")
        resource = given_by(a_member("A"))
        by = representative_of(taker)
        refused = [
            (given_by(taker), SAID, "cannot take up its own work"),
            (ResourceFactory(), SAID, "not published any more"),
            (
                given_by(a_member("B"), visibility=Visibility.CLASS, visible_class="affiliate"),
                SAID,
                "Only members who may read this",
            ),
            (resource, replace(SAID, since=date(2026, 11, 24)), "lies in the future"),
            (resource, replace(SAID, since=date(1026, 11, 24)), "four digits"),
            (resource, replace(SAID, stage=Stage.STOPPED), "considering, trying or using"),
            (resource, replace(SAID, contact=PersonFactory()), "does not stand for"),
        ]

        for given, wish, words in refused:
            with pytest.raises(Refused, match=words):
                adopt_resource(given, taker, wish, by=by)

        assert not Adoption.objects.exists()
        assert said() == []
        assert not Entry.objects.exists()

    def test_only_members_take_up(self) -> None:
        resource = given_by(a_member("A"))
        for outsider in [MembershipFactory(ended=True), MembershipFactory(supporter=True)]:
            with pytest.raises(Refused, match="Choose a member"):
                adopt_resource(resource, outsider.organisation, SAID, by=EDITOR)

    def test_nobody_says_it_for_another_organisation(self) -> None:
        taker = a_member("Taker Council")
        resource = given_by(a_member("A"))
        for stranger in [STRANGER, representative_of(a_member("Other"))]:
            with pytest.raises(PermissionDenied):
                adopt_resource(resource, taker, SAID, by=stranger)


class TestGoingOn:
    def test_the_stages_are_kept_with_their_days(self) -> None:
        adoption = an_adoption(stage=Stage.CONSIDERING)
        by = representative_of(adoption.organisation)

        change_adoption(adoption, replace(SAID, stage=Stage.TRYING), version=1, by=by)
        change_adoption(adoption, SAID, version=2, by=by)
        stop_adoption(adoption, by=by)
        change_adoption(adoption, SAID, version=4, by=by)

        stages = [step.stage for step in adoption.steps.all()]
        assert stages == [Stage.TRYING, Stage.USING, Stage.STOPPED, Stage.USING]
        adoption.refresh_from_db()
        assert (adoption.stage, adoption.note) == (Stage.USING, SAID.note)
        assert said() == []

    def test_other_words_alone_are_no_new_step(self) -> None:
        adoption = an_adoption(stage=Stage.USING)

        change_adoption(adoption, SAID, version=1, by=OFFICER)

        assert not adoption.steps.exists()

    def test_a_changed_beginning_moves_the_day_on_which_the_outcome_is_due(self) -> None:
        adoption = an_adoption()

        change_adoption(adoption, replace(SAID, since=date(2026, 11, 1)), version=1, by=OFFICER)

        adoption.refresh_from_db()
        assert adoption.outcome_due_on == date(2027, 11, 1)

    def test_once_asked_the_day_stays(self) -> None:
        adoption = an_adoption(outcome_due_on=date(2026, 11, 1), outcome_asked_on=date(2026, 11, 1))

        change_adoption(adoption, SAID, version=1, by=OFFICER)

        adoption.refresh_from_db()
        assert adoption.outcome_due_on == date(2026, 11, 1)

    def test_who_comes_late_learns_that_it_was_changed(self) -> None:
        adoption = an_adoption()
        change_adoption(adoption, SAID, version=1, by=OFFICER)

        with pytest.raises(Stale):
            change_adoption(adoption, SAID, version=1, by=OFFICER)
        with pytest.raises(Stale):
            tell_outcome(adoption, TOLD, version=1, by=OFFICER)

    def test_a_stage_that_is_none_of_being_at_it_is_refused(self) -> None:
        adoption = an_adoption()

        for stage in [Stage.STOPPED, Stage.WITHDRAWN, "gone"]:
            with pytest.raises(Refused, match="Choose how far"):
                change_adoption(adoption, replace(SAID, stage=stage), version=1, by=OFFICER)

    def test_what_was_a_mistake_is_changed_no_more(self) -> None:
        adoption = an_adoption()
        withdraw_adoption(adoption, by=OFFICER)

        with pytest.raises(MoveNotAllowed):
            change_adoption(adoption, SAID, version=adoption.version, by=OFFICER)
        with pytest.raises(MoveNotAllowed):
            tell_outcome(adoption, TOLD, version=adoption.version, by=OFFICER)
        with pytest.raises(MoveNotAllowed):
            stop_adoption(adoption, by=OFFICER)

    def test_nobody_changes_what_another_organisation_says(self) -> None:
        adoption = an_adoption()
        by = main_contact_of(adoption.resource.owner)

        for act in [
            lambda: change_adoption(adoption, SAID, version=1, by=by),
            lambda: tell_outcome(adoption, TOLD, version=1, by=by),
            lambda: stop_adoption(adoption, by=by),
            lambda: withdraw_adoption(adoption, by=by),
            lambda: ask_for_outcome(adoption, by=by),
        ]:
            with pytest.raises(PermissionDenied):
                act()


class TestOutcome:
    def test_it_is_kept_and_the_giver_is_told(self) -> None:
        adoption = an_adoption()

        tell_outcome(
            adoption,
            replace(TOLD, stage=Stage.STOPPED),
            version=1,
            by=representative_of(adoption.organisation),
        )

        adoption.refresh_from_db()
        assert (adoption.outcome, adoption.outcome_known) == ("Less waste.", "We weighed it.")
        assert (adoption.again, adoption.stage) == (Again.YES, Stage.STOPPED)
        assert adoption.outcome_told_on == date(2026, 11, 23)
        assert set(letters()) == {"gwen@council.example"}
        assert "We weighed it." in letters()["gwen@council.example"]
        assert "tariq@council.example" in letters()["gwen@council.example"]

    def test_the_adopter_is_asked_once_and_reminded_once(self) -> None:
        adoption = an_adoption(outcome_due_on=date(2026, 11, 23))
        days = ["2026-11-22", "2026-11-23", "2026-11-24", "2026-12-22", "2026-12-23", "2027-03-01"]

        asked = []
        for day in days:
            with travel(f"{day} 12:00", tick=False):
                asked.append(ask_for_outcome(adoption, by=WORKER))

        assert asked == [False, True, False, False, True, False]
        asked_of_him = [each for each in said() if each.to_email == "tariq@council.example"]
        assert ["only reminder" in each.text for each in asked_of_him] == [False, True]

    def test_one_who_has_told_is_not_asked(self) -> None:
        adoption = an_adoption(outcome_due_on=date(2026, 11, 23))
        tell_outcome(adoption, TOLD, version=1, by=OFFICER)

        assert ask_for_outcome(adoption, by=WORKER) is False

    def test_one_who_has_left_the_network_is_not_written_to(self) -> None:
        gone = MembershipFactory(ended=True).organisation
        main_contact(gone, "Gone Contact")
        adoption = AdoptionFactory(organisation=gone, outcome_due_on=date(2026, 11, 23))

        assert ask_for_outcome(adoption, by=WORKER) is False
        assert said() == []

    def test_a_mistake_and_what_was_taken_down_are_not_asked_about(self) -> None:
        mistake = an_adoption(outcome_due_on=date(2026, 11, 1))
        withdraw_adoption(mistake, by=OFFICER)
        gone = AdoptionFactory(
            organisation=mistake.organisation,
            resource=ResourceFactory(
                published=True, state="taken_down", taken_down_because="On request"
            ),
            outcome_due_on=date(2026, 11, 1),
        )

        assert ask_for_outcome(mistake, by=WORKER) is False
        assert ask_for_outcome(gone, by=WORKER) is False

    def test_one_without_anybody_to_write_to_is_asked_when_there_is(self) -> None:
        taker = a_member("Taker Council")
        adoption = AdoptionFactory(organisation=taker, outcome_due_on=date(2026, 11, 1))
        assert ask_for_outcome(adoption, by=WORKER) is False

        main_contact(taker, "Tariq Taker")

        assert ask_for_outcome(adoption, by=WORKER) is True
