"""Six districts become one council by a plan: prepared ahead, reversible, confirmed once, and
everything that was said of earlier days stays true."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connections

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.audit.operations import seal_entries
from ccin.audit.reads.chain import verify_chain
from ccin.audit.reads.history import history_of
from ccin.funding.models import Bid, Project
from ccin.governance.models import Appointment, Participation, Seat
from ccin.governance.states import SeatKind
from ccin.joining.models import Application, ContactCheck
from ccin.joining.states import ApplicationState
from ccin.journeys.models import Choice, Plan
from ccin.journeys.operations.confirm_plan import Confirmation, confirm_plan
from ccin.journeys.operations.plans import begin_plan, choose, discard_plan
from ccin.journeys.reads.plans import (
    answers_of,
    changes_to_plan,
    inventory_of,
    outlook,
    suggestion,
    waiting_for,
)
from ccin.journeys.rules.plans import Answer
from ccin.journeys.states import CONFIRMED, DISCARDED, FATES, Fate, PlanStep
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Membership, Organisation, Representation
from ccin.members.reads.figures import figures
from ccin.members.states import EndReason
from ccin.principles.models import Assessment, Statement
from ccin.register.models import ChangeEvent
from ccin.website.reads.network import network_on
from tests.actors import EDITOR, OFFICER, STAND_IN, WORKER
from tests.browser import OurClient
from tests.factories import (
    AuthorityFactory,
    ChangeEventFactory,
    MeasureFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    SuccessionFactory,
)
from tests.funding.made import BidFactory, ProjectFactory
from tests.journeys.records import a_decision, a_matter, a_seat, an_application, sits

LAST_DAY, FIRST_DAY = date(2027, 3, 31), date(2027, 4, 1)
BEFORE, AFTER = "2026-11-23 09:00", "2027-04-06 09:00"
DISTRICTS = ("Alderwick", "Birchham", "Cressford", "Dunmoor", "Eldergate", "Fernley")
PAST_DAYS = (date(2021, 7, 1), date(2024, 1, 15), date(2026, 11, 22), LAST_DAY)


def six_districts() -> ChangeEvent:
    """All in membership but the last, which is applying; with people, a seat, a decision, an
    assessment, and a group of councillors on one of them."""
    event = ChangeEventFactory(title="Six become one", happens_on=FIRST_DAY)
    successor = AuthorityFactory(
        name="Great Dunmoor Council", short_name="Great Dunmoor", valid_from=FIRST_DAY
    )
    MeasureFactory(authority=successor, value=600_000)
    for number, name in enumerate(DISTRICTS):
        council = AuthorityFactory(
            name=f"{name} District Council", short_name=name, valid_to=LAST_DAY
        )
        MeasureFactory(authority=council, value=100_000 + number)
        SuccessionFactory(event=event, predecessor=council, successor=successor)
        organisation = OrganisationFactory(name=council.name, authority=council)
        if name == "Fernley":
            an_application(organisation, authority=council, name=council.name)
        else:
            MembershipFactory(organisation=organisation, starts_on=date(2020 + number, 8, 1))
        RepresentationFactory(organisation=organisation, role="leader")
        RepresentationFactory(organisation=organisation, is_primary=True)
    first = Organisation.objects.get(name="Alderwick District Council")
    _what_bodies_know_of(first)
    OrganisationFactory(name="Alderwick Group", party_group=True, principal_council=first.authority)
    return event


def _what_bodies_know_of(organisation: Organisation) -> None:
    sitting = PersonFactory(name="Wenna Crossthwaite")
    RepresentationFactory(person=sitting, organisation=organisation)
    seat = a_seat()
    Seat.objects.filter(pk=seat.pk).update(kind=SeatKind.FULL)
    sits(sitting, seat, organisation=organisation)
    a_decision(a_matter(organisation), sitting, organisation=organisation)
    statement = Statement.objects.create(number=1, decision="A minute", source="Minutes")
    Assessment.objects.create(
        organisation=organisation, statement=statement, assessed_on=date(2026, 3, 2)
    )
    ContactCheck.objects.create(
        organisation=organisation, asked_on=date(2027, 3, 1), due_on=date(2027, 4, 30)
    )
    ProjectFactory(lead=organisation)
    BidFactory(lead=organisation)


def prepared(event: ChangeEvent, *, by: Actor = OFFICER) -> Plan:
    """Every step as it is suggested, and the open application withdrawn."""
    plan = begin_plan(event, by=by)
    inventory = inventory_of(event)
    for step in PlanStep:
        answers = list(suggestion(inventory, step).values())
        if step is PlanStep.APPLICATIONS:
            answers = [Answer(each.item, Fate.ENDS) for each in answers]
        choose(plan, step, answers, version=plan.version, by=by)
    return plan


def said_of(day: date) -> dict[str, Any]:
    """Whatever the site says of that day, in figures, lists and the bodies' books."""
    live = figures(day)
    return {
        "figures": {key: figure.value for key, figure in live.by_key.items()},
        "members": [(one.name, one.class_name) for one in network_on(day).listed],
        "people": sorted(
            str(each)
            for each in Representation.objects.current_on(day).select_related(
                "person", "organisation"
            )
        ),
        "seats": sorted(
            (str(each.person), str(each.organisation))
            for each in Appointment.objects.current_on(day).select_related("person", "organisation")
        ),
        "memberships": sorted(
            (str(each.organisation), each.membership_class, each.starts_on)
            for each in Membership.objects.held_on(day).select_related("organisation")
        ),
    }


def said_for_good() -> dict[str, Any]:
    """What was decided and assessed, and by whom for whom."""
    return {
        "decisions": sorted(
            (str(each.decision), str(each.person), str(each.organisation), each.role)
            for each in Participation.objects.select_related("decision", "person", "organisation")
        ),
        "assessments": [str(each.organisation) for each in Assessment.objects.all()],
        "entries": list(
            Entry.objects.filter(at__year__lt=2027).order_by("pk").values_list("event", "values")
        ),
    }


@pytest.mark.django_db
class TestSixDistricts:
    def test_every_past_statement_stays_true(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            plan = prepared(event)
            seal_entries(by=WORKER)
        with time_machine.travel(AFTER):
            before = {day: said_of(day) for day in PAST_DAYS}
            for_good = said_for_good()

            confirm_plan(plan, Confirmation(decision="D-7"), version=plan.version, by=OFFICER)

            assert {day: said_of(day) for day in PAST_DAYS} == before
            assert said_for_good() == for_good
            seal_entries(by=WORKER)
            assert verify_chain().holds
            old = Organisation.objects.get(name="Alderwick District Council")
            events = {line.entry.event for line in history_of(old)}
            assert {"journeys.membership_passed_on", "journeys.reorganisation_confirmed"} <= events

    def test_on_the_first_day_there_is_one_member_with_its_people_its_seat_and_its_group(
        self,
    ) -> None:
        with time_machine.travel(BEFORE):
            plan = prepared(six_districts())
        with time_machine.travel(AFTER):
            confirm_plan(plan, Confirmation("D-7", "Minutes"), version=plan.version, by=OFFICER)

            successor = Organisation.objects.get(name="Great Dunmoor Council")
            held = Membership.objects.held_on(FIRST_DAY).get()
            standing = Representation.objects.current_on(FIRST_DAY)
            assert (held.organisation, held.decision, held.source) == (successor, "D-7", "Minutes")
            assert (figures(LAST_DAY).full.value, figures(FIRST_DAY).full.value) == (5, 1)
            assert {each.organisation for each in standing} == {successor}
            assert standing.count() == 7  # one officer a district, and whoever sits in the body
            assert standing.filter(is_primary=True).count() == 1
            assert Appointment.objects.current_on(FIRST_DAY).get().organisation == successor
            group = Organisation.objects.get(name="Alderwick Group")
            assert group.principal_council == successor.authority
            assert Application.objects.get().state == ApplicationState.WITHDRAWN
            assert not ContactCheck.objects.exists()
            plan.refresh_from_db()
            assert (plan.state, plan.decision) == (CONFIRMED, "D-7")
            assert not any(inventory_of(plan.event).items.values())

    def test_everything_can_be_prepared_ahead_and_nothing_changes_before(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            before = {day: said_of(day) for day in (*PAST_DAYS, FIRST_DAY)}

            plan = prepared(event)

            assert outlook(inventory_of(event), answers_of(plan)).is_complete
            assert {day: said_of(day) for day in (*PAST_DAYS, FIRST_DAY)} == before
            with pytest.raises(Refused, match=r"begin on 1 April 2027.*is kept"):
                confirm_plan(plan, Confirmation(), version=plan.version, by=OFFICER)
            assert waiting_for(OFFICER) == []
        with time_machine.travel(AFTER):
            assert [each.what for each in waiting_for(OFFICER)] == [
                "Confirm what was prepared for “Six become one”"
            ]
            assert waiting_for(EDITOR) == []


@pytest.mark.django_db
class TestPreparing:
    def test_a_draft_is_thrown_away_and_planned_anew(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            plan = prepared(event)

            discard_plan(plan, version=plan.version, by=OFFICER)

            assert plan.state == DISCARDED
            again = begin_plan(event, by=OFFICER)
            assert (again == plan, again.choices.count()) == (False, 0)
            with pytest.raises(MoveNotAllowed):
                choose(plan, PlanStep.PEOPLE, [], version=plan.version, by=OFFICER)

    def test_there_is_one_draft_whoever_begins_it_and_of_two_who_save_one_is_told(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            plan = begin_plan(event, by=OFFICER)

            assert begin_plan(event, by=STAND_IN) == plan
            choose(plan, PlanStep.PEOPLE, [], version=1, by=OFFICER)
            with pytest.raises(Stale):
                choose(plan, PlanStep.PEOPLE, [], version=1, by=STAND_IN)

    def test_choosing_again_replaces_what_was_chosen(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            plan = prepared(event)
            number = Choice.objects.count()
            people = [item.pk for item in inventory_of(event).items[PlanStep.PEOPLE]]

            choose(
                plan,
                PlanStep.PEOPLE,
                [Answer(key, Fate.ENDS) for key in people],
                version=plan.version,
                by=OFFICER,
            )

            assert Choice.objects.count() == number
            assert set(plan.choices.filter(step="people").values_list("fate", flat=True)) == {
                "ends"
            }

    def test_what_cannot_be_true_together_is_refused(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            plan = begin_plan(event, by=OFFICER)
            inventory = inventory_of(event)
            to = inventory.successors[0].pk
            held = [item.pk for item in inventory.items[PlanStep.MEMBERSHIPS]]
            people = [item.pk for item in inventory.items[PlanStep.PEOPLE]]

            for step, items, fate, why in [
                (PlanStep.MEMBERSHIPS, held, Fate.PASSES_ON, "Two memberships would pass on"),
                (PlanStep.MEMBERSHIPS, held, Fate.JOINS, "no membership that others could join"),
                (PlanStep.PEOPLE, people, Fate.LEADS, "has one main contact"),
            ]:
                with pytest.raises(Refused, match=why):
                    choose(plan, step, [Answer(i, fate, to) for i in items], version=1, by=OFFICER)
            MembershipFactory(organisation__authority=inventory.successors[0], starts_on=FIRST_DAY)
            with pytest.raises(Refused, match="holds a membership on that day already"):
                choose(
                    plan,
                    PlanStep.MEMBERSHIPS,
                    [Answer(held[0], Fate.PASSES_ON, to)],
                    version=1,
                    by=OFFICER,
                )
            assert suggestion(inventory_of(event), PlanStep.MEMBERSHIPS)[held[0]].fate == "joins"

    def test_only_who_changes_memberships_plans_and_only_where_a_council_ends(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            plan = begin_plan(event, by=OFFICER)
            for act in (
                lambda: begin_plan(event, by=EDITOR),
                lambda: choose(plan, PlanStep.PEOPLE, [], version=1, by=EDITOR),
                lambda: discard_plan(plan, version=1, by=EDITOR),
                lambda: confirm_plan(plan, Confirmation(), version=1, by=EDITOR),
            ):
                with pytest.raises(PermissionDenied):
                    act()
            goes_on = SuccessionFactory(event__happens_on=FIRST_DAY)
            with pytest.raises(Refused, match="no council that ends"):
                begin_plan(goes_on.event, by=OFFICER)


@pytest.mark.django_db
class TestConfirming:
    def test_what_came_since_is_chosen_first_and_nothing_happens_by_halves(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            plan = prepared(event)
            late = RepresentationFactory(
                organisation=Organisation.objects.get(name="Birchham District Council"),
                person__name="Late Comer",
            )
        with time_machine.travel(AFTER):
            with pytest.raises(Refused, match="what becomes of “Late Comer"):
                confirm_plan(plan, Confirmation(), version=plan.version, by=OFFICER)
            assert Membership.objects.filter(ends_on=None).count() == 5
            to = AuthorityFactory()
            Choice.objects.create(
                plan=plan, step="people", item=late.pk, fate=Fate.GOES_ON, successor=to
            )
            with pytest.raises(Refused, match="The register has changed"):
                confirm_plan(plan, Confirmation(), version=plan.version, by=OFFICER)

    def test_a_refusal_at_the_end_undoes_all_of_it(self) -> None:
        with time_machine.travel(BEFORE):
            plan = prepared(six_districts())
            seat = Appointment.objects.get().seat
            sits(PersonFactory(), seat, starts_on=FIRST_DAY)
        with time_machine.travel(AFTER):
            before = said_of(FIRST_DAY)

            with pytest.raises(Refused, match="holds this seat"):
                confirm_plan(plan, Confirmation(), version=plan.version, by=OFFICER)

            assert said_of(FIRST_DAY) == before
            assert not Organisation.objects.filter(name="Great Dunmoor Council").exists()

    def test_all_may_end_with_their_councils(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            MembershipFactory(
                organisation=Organisation.objects.get(name="Alderwick Group"),
                membership_class="associate",
                sub_kind="opposition_group",
            )
            plan = begin_plan(event, by=OFFICER)
            inventory = inventory_of(event)
            for step in PlanStep:
                fate = Fate.ENDS if Fate.ENDS in FATES[step] else Fate.STAYS
                answers = [Answer(item.pk, fate) for item in inventory.items[step]]
                choose(plan, step, answers, version=plan.version, by=OFFICER)
        with time_machine.travel(AFTER):
            confirm_plan(plan, Confirmation(), version=plan.version, by=OFFICER)

            ended = Membership.objects.filter(ends_on=LAST_DAY, end_reason=EndReason.DISSOLVED)
            assert ended.count() == 6
            assert not Representation.objects.current_on(FIRST_DAY).exists()
            assert not Appointment.objects.current_on(FIRST_DAY).exists()

    def test_somebody_of_two_councils_goes_on_once_and_may_lead(self) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            both = PersonFactory(name="Both Sides")
            for name in ("Alderwick", "Birchham"):
                RepresentationFactory(
                    person=both,
                    organisation=Organisation.objects.get(name=f"{name} District Council"),
                )
            plan = prepared(event)
            mine = list(Representation.objects.filter(person=both).order_by("pk"))
            plan.choices.filter(step="people", fate=Fate.LEADS).update(fate=Fate.GOES_ON)
            plan.choices.filter(step="people", item=mine[1].pk).update(fate=Fate.LEADS)
        with time_machine.travel(AFTER):
            confirm_plan(plan, Confirmation(), version=plan.version, by=OFFICER)

            standing = Representation.objects.current_on(FIRST_DAY).get(person=both)
            assert standing.is_primary
            contacts = Representation.objects.filter(is_primary=True, ends_on=None)
            assert contacts.get() == standing


@pytest.mark.django_db
class TestReading:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_inventory_costs_the_same_however_much_there_is(
        self, rows: int, django_assert_num_queries: Any
    ) -> None:
        event = ChangeEventFactory(happens_on=FIRST_DAY)
        successor = AuthorityFactory()
        for _number in range(rows):
            organisation = MembershipFactory(
                organisation__authority__valid_to=LAST_DAY
            ).organisation
            SuccessionFactory(event=event, predecessor=organisation.authority, successor=successor)
            RepresentationFactory(organisation=organisation)
            sits(PersonFactory(), organisation=organisation)
            an_application(authority=organisation.authority)
            OrganisationFactory(party_group=True, principal_council=organisation.authority)
            ProjectFactory(lead=organisation)
            BidFactory(lead=organisation)

        with django_assert_num_queries(9):
            inventory = inventory_of(event)

        assert [len(items) for items in inventory.items.values()] == [rows] * 7
        with django_assert_num_queries(2):
            assert [each for each, _plan in changes_to_plan()] == [event]


@pytest.mark.django_db
class TestPages:
    def test_staff_walk_it_from_the_list_to_the_end(self, client: OurClient) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
        with time_machine.travel(AFTER):
            client.act_as(OFFICER)
            base = f"/organisations/reorganisation/plan/{event.pk}/"
            listed = client.get("/organisations/reorganisation/").content.decode()
            page = client.post(f"{base}begin/", follow=True)
            for step in PlanStep:
                form = page.context["form"]
                sent = {"version": form.initial["version"]}
                for item in form.items:
                    suggested = form.fields[f"item_{item.pk}"].initial
                    is_asked = step is PlanStep.APPLICATIONS
                    sent[f"item_{item.pk}"] = "ends:" if is_asked else suggested
                page = client.post(f"{base}{step}/", sent, follow=True)
            looked = page.content.decode()
            unsure = client.post(f"{base}confirm/", {}).content.decode()
            version = Plan.objects.get().version
            done = client.post(f"{base}confirm/", {"version": version, "sure": "on"}, follow=True)

        assert base in listed
        assert "What will be true on 1 April 2027" in looked
        assert "Confirm that you have read what will be true" in unsure
        assert "All of it has happened" in done.content.decode()
        assert "Prepare it step by step" not in done.content.decode()
        assert Membership.objects.filter(ends_on=None).count() == 1
        successor = Organisation.objects.get(authority__name="Great Dunmoor Council")
        assert (Project.objects.get().lead, Bid.objects.get().lead) == (successor, successor)

    def test_an_empty_choice_is_asked_again_and_a_draft_can_go(self, client: OurClient) -> None:
        with time_machine.travel(BEFORE):
            event = six_districts()
            begin_plan(event, by=OFFICER)
            client.act_as(OFFICER)
            base = f"/organisations/reorganisation/plan/{event.pk}/"

            asked = client.post(f"{base}memberships/", {"version": 1}).content.decode()
            nowhere = client.get(f"{base}nonsense/")
            ahead = client.get(base).content.decode()
            look = client.get(f"{base}confirm/").content.decode()
            gone = client.post(f"{base}discard/", follow=True).content.decode()

        assert "Choose what becomes of Alderwick District Council" in asked
        assert nowhere.status_code == 404
        assert "can be confirmed from 1 April 2027" in ahead
        assert "can be confirmed from 1 April 2027" in look
        assert "nothing else has changed" in gone


def together(*acts: Callable[[], object]) -> list[str]:
    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except (MoveNotAllowed, Stale) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(one, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_does() -> None:
    with time_machine.travel(BEFORE):
        plan = prepared(six_districts())
    with time_machine.travel(date(2027, 4, 6) + timedelta(days=0)):

        def confirm() -> None:
            one = Plan.objects.get(pk=plan.pk)
            confirm_plan(one, Confirmation(), version=plan.version, by=OFFICER)

        told = together(confirm, confirm)

    assert (told[1], len(told)) == ("done", 2)
    assert Membership.objects.filter(ends_on=None).count() == 1
    assert Entry.objects.filter(event="journeys.reorganisation_confirmed").count() == 1
