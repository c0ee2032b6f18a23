"""What bodies, applications and welcome lists keep follows a merge, and outlives an erasure."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ccin.accounts.models import Account, Invitation
from ccin.accounts.operations.invitations import Invitee, invite
from ccin.audit.models import Detail
from ccin.audit.operations import record, seal_entries
from ccin.audit.reads.chain import verify_chain
from ccin.governance.models import Appointment, Concern, Interest, Participation, Question
from ccin.governance.states import AppointmentEnd, MatterKind
from ccin.joining.models import Application, ContactCheck, NamedRepresentative, Welcome
from ccin.joining.operations.applications import (
    Beginning,
    Colleague,
    share_application,
    start_application,
)
from ccin.joining.states import ApplicationState
from ccin.journeys.operations.erase_person import erase_person
from ccin.journeys.operations.merge_organisations import merge_organisations
from ccin.journeys.operations.merge_people import merge_people
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation, Person
from tests.actors import OFFICER, WORKER
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.joining.applying import a_council, acting, begun, for_council, lay_out, somebody
from tests.journeys.records import (
    a_decision,
    a_matter,
    a_seat,
    an_application,
    named,
    sits,
    wrote,
)

pytestmark = pytest.mark.django_db


def a_welcome(organisation: Organisation, *, mentor: Person | None = None) -> Welcome:
    return Welcome.objects.create(
        membership=MembershipFactory(organisation=organisation),
        organisation=organisation,
        mentor=mentor,
        starts_on=date(2026, 10, 1),
        due_on=date(2026, 12, 30),
    )


def a_check(organisation: Organisation, due_on: date) -> ContactCheck:
    return ContactCheck.objects.create(
        organisation=organisation, asked_on=due_on - timedelta(days=30), due_on=due_on
    )


def an_interest(person: Person, **what: object) -> Interest:
    return Interest.objects.create(
        person=person, words="Their partner works there", declared_at=timezone.now(), **what
    )


class TestMergingOrganisations:
    def test_seats_matters_interests_and_concerns_move(self) -> None:
        kept, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
        seat = sits(PersonFactory(), organisation=other)
        of_both, of_one = a_matter(kept, other), a_matter(other)
        decision = a_decision(of_one, PersonFactory(), organisation=other)
        interest = an_interest(PersonFactory(), organisation=other)
        concern = Concern.objects.create(
            kind=MatterKind.CONCERN, about=other, words="It is not", raised_at=timezone.now()
        )

        merge_organisations(kept, other, by=OFFICER)

        for record_ in (seat, interest, concern):
            record_.refresh_from_db()
        assert (seat.organisation, interest.organisation, concern.about) == (kept, kept, kept)
        assert list(of_both.concerns.all()) == list(of_one.concerns.all()) == [kept]
        assert decision.participations.get().organisation == kept

    def test_applications_welcome_and_checks_move(self) -> None:
        kept, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
        application = an_application(
            other, state=ApplicationState.REFUSED, closed_at=timezone.now()
        )
        welcome = a_welcome(OrganisationFactory())
        Welcome.objects.update(organisation=other)
        a_check(kept, date(2027, 2, 1))
        first = a_check(other, date(2027, 1, 1))

        merge_organisations(kept, other, by=OFFICER)

        application.refresh_from_db()
        welcome.refresh_from_db()
        assert (application.organisation, welcome.organisation) == (kept, kept)
        check = ContactCheck.objects.get()
        assert (check, check.organisation) == (first, kept)

    def test_two_open_applications_or_one_beside_a_membership_are_refused(self) -> None:
        kept, other = OrganisationFactory(company=True), OrganisationFactory(company=True)
        ours, _theirs = an_application(kept), an_application(other)

        with pytest.raises(Refused, match="withdraw one of the two"):
            merge_organisations(kept, other, by=OFFICER)
        ours.delete()
        MembershipFactory(affiliate=True, organisation=kept)
        with pytest.raises(Refused, match="Withdraw the application"):
            merge_organisations(kept, other, by=OFFICER)


class TestMergingPeople:
    def test_seats_parts_interests_and_questions_move(self) -> None:
        kept, other = PersonFactory(), PersonFactory()
        sits(kept, ends_on=date(2024, 12, 31), end_reason=AppointmentEnd.TERM)
        sits(other, starts_on=date(2025, 1, 1))
        sits(other, a_seat("Board"))
        matter = a_matter()
        a_decision(matter, other)
        an_interest(other, matter=matter)
        Question.objects.create(
            matter=matter, body=matter.body, asked_by=other, words="Why?", asked_at=timezone.now()
        )
        Concern.objects.create(
            kind=MatterKind.CONCERN, words="It is not", raised_by=other, raised_at=timezone.now()
        )
        an_application(mentor=other)
        a_welcome(OrganisationFactory(), mentor=other)

        merge_people(kept, other, by=OFFICER)

        held = [
            *Appointment.objects.values_list("person", flat=True),
            *Participation.objects.values_list("person", flat=True),
            *Interest.objects.values_list("person", flat=True),
            *Question.objects.values_list("asked_by", flat=True),
            *Concern.objects.values_list("raised_by", flat=True),
            *Application.objects.values_list("mentor", flat=True),
            *Welcome.objects.values_list("mentor", flat=True),
        ]
        assert held == [kept.pk] * 9

    def test_two_seats_in_one_body_at_once_are_refused_until_one_was_an_error(self) -> None:
        kept, other = PersonFactory(), PersonFactory()
        sits(kept)
        theirs = sits(other, starts_on=date(2025, 1, 1))

        with pytest.raises(Refused, match="Both records sit in the Executive"):
            merge_people(kept, other, by=OFFICER)
        Appointment.objects.filter(pk=theirs.pk).update(
            ends_on=date(2025, 1, 1), end_reason=AppointmentEnd.CORRECTED
        )
        merge_people(kept, other, by=OFFICER)

        assert Appointment.objects.filter(person=kept).count() == 2

    def test_two_who_took_part_in_one_decision_were_two_people(self) -> None:
        kept, other = PersonFactory(), PersonFactory()
        decision = a_decision(a_matter(), kept, other)

        with pytest.raises(Refused, match=f"on the roll of “{decision.number}"):
            merge_people(kept, other, by=OFFICER)

        assert Person.objects.kept().count() == 2


class TestErasing:
    def test_their_seats_end_and_the_decision_keeps_the_role(self) -> None:
        person = PersonFactory(name="Rhŷs Evans")
        now = sits(person, note="Evans prefers evenings")
        sits(person, starts_on=date(2999, 1, 1))
        over = sits(person, ends_on=date(2024, 5, 1), end_reason=AppointmentEnd.TERM)
        decision = a_decision(a_matter(), person)

        erase_person(person, by=OFFICER)

        now.refresh_from_db()
        over.refresh_from_db()
        assert (now.ends_on, now.end_reason, now.note) == (today(), AppointmentEnd.RESIGNED, "")
        assert (over.ends_on, over.end_reason) == (date(2024, 5, 1), AppointmentEnd.TERM)
        assert not Appointment.objects.current_on(date(2999, 1, 2)).exists()
        part = decision.participations.get()
        assert (str(part.person), part.role) == ("A person", "voting")

    def test_what_they_said_goes_and_the_chain_still_verifies(self) -> None:
        person = PersonFactory()
        account = AccountFactory(person=person)
        matter, other = a_matter(), PersonFactory()
        interest = an_interest(person, matter=matter)
        asked = [
            Question.objects.create(
                matter=matter, body=matter.body, asked_by=who, words="Why?", asked_at=timezone.now()
            )
            for who in (person, other)
        ]
        Question.objects.filter(pk=asked[1].pk).update(
            answer="So", answered_by=f"account:{account.pk}", answered_at=timezone.now()
        )
        Concern.objects.create(
            kind=MatterKind.CONCERN,
            words="It is not",
            raised_by=person,
            raised_at=timezone.now(),
            matter=a_matter(title="What Evans says"),
        )
        Concern.objects.create(
            kind=MatterKind.COMPLAINT,
            words="It is late",
            raised_by_account=f"account:{account.pk}",
            raised_at=timezone.now(),
            answer="Dear Evans",
        )
        record(OFFICER, "members.person_added", interest, personal={"words": interest.words})
        seal_entries(by=WORKER)

        erase_person(person, by=OFFICER)

        interest.refresh_from_db()
        assert (interest.words, interest.withdrawn_at is None) == ("Erased", False)
        assert list(Question.objects.values_list("words", "answer")) == [
            ("Erased", ""),
            ("Why?", "Erased"),
        ]
        concerns = Concern.objects.order_by("pk")
        assert list(concerns.values_list("words", "answer")) == [
            ("Erased", ""),
            ("Erased", "Erased"),
        ]
        assert str(concerns[0].matter) == "A matter"
        assert Detail.objects.exclude(values={}).count() == 0
        assert verify_chain().holds

    def test_applications_lose_who_wrote_them_and_open_lists_their_mentor(self) -> None:
        person = PersonFactory(email="evans@home.example")
        account = AccountFactory(person=person)
        draft = an_application(mentor=person, why="To learn")
        refused = an_application(state=ApplicationState.REFUSED, closed_at=timezone.now())
        Application.objects.filter(pk=refused.pk).update(mentor=person)
        for application in (draft, refused):
            wrote(application, account)
            named(application, "Evans@home.example")
            named(application, "other@council.example", "Somebody Else")
        welcome = a_welcome(OrganisationFactory(), mentor=person)

        erase_person(person, by=OFFICER)

        for row in (draft, refused, welcome):
            row.refresh_from_db()
        assert (draft.applicant_name, draft.why, draft.mentor) == ("A person", "To learn", None)
        assert (refused.applicant_name, str(refused.mentor)) == ("A person", "A person")
        assert welcome.mentor is None
        people = NamedRepresentative.objects.order_by("pk")
        assert [(each.application, each.name, each.email) for each in people] == [
            (draft, "Somebody Else", "other@council.example"),
            (refused, "A person", ""),
            (refused, "Somebody Else", "other@council.example"),
        ]

    def test_an_invitation_to_them_lets_nobody_in_any_more(self) -> None:
        person = PersonFactory(email="evans@home.example")
        invitee = Invitee("Rhŷs Evans", "Evans@home.example", "leader")
        invite(invitee, OrganisationFactory(), by=OFFICER)

        erase_person(person, by=OFFICER)

        invitation = Invitation.objects.get()
        assert (invitation.state, invitation.name, invitation.email) == (
            "withdrawn",
            "A person",
            "",
        )

    def test_a_supporters_own_application_is_withdrawn_first(self) -> None:
        person = PersonFactory()
        own = an_application(kind="", membership_class="supporter", name="Rhŷs Evans", why="I care")
        wrote(own, Account.objects.create_user("evans@home.example", name="R", person=person))

        with pytest.raises(Refused, match="Withdraw it first"):
            erase_person(person, by=OFFICER)
        Application.objects.update(state=ApplicationState.WITHDRAWN, closed_at=timezone.now())
        erase_person(person, by=OFFICER)

        own.refresh_from_db()
        assert (own.name, own.why, own.body_key) == ("An applicant", "", "")


class TestErasingAColleague:
    def test_the_history_of_an_application_names_no_erased_person_whom_it_was_shared_with(
        self,
    ) -> None:
        lay_out()
        writer, colleague = somebody(), AccountFactory(person=PersonFactory(name="Tamsin Hale"))
        application = begun(for_council(a_council()), writer)
        share_application(application, Colleague("Tamsin Hale", colleague.email), by=acting(writer))

        erase_person(colleague.person, by=OFFICER)

        kept = Detail.objects.filter(entry__event="joining.application_shared")
        assert [each.values for each in kept] == [{}]

    def test_nor_one_who_asked_for_the_same_body(self) -> None:
        lay_out()
        council, late = a_council(), AccountFactory(person=PersonFactory())
        begun(for_council(council), somebody())
        start_application(Beginning(for_council(council), "Tamsin Hale"), by=acting(late))

        erase_person(late.person, by=OFFICER)

        kept = Detail.objects.filter(entry__event="joining.application_asked_for")
        assert [each.values for each in kept] == [{}]
