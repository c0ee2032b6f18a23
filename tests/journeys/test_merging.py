"""Two records of one body, or of one person, become one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.audit.reads.history import history_of
from ccin.journeys.operations.merge_organisations import merge_organisations
from ccin.journeys.operations.merge_people import merge_people
from ccin.kernel.errors import Refused
from ccin.members.models import Identifier, Membership, Organisation, Person, Representation
from ccin.members.operations import add_identifier
from ccin.members.states import EndReason, RepresentationEnd
from ccin.principles.models import Assessment, Statement
from tests.actors import ADMINISTRATOR, OFFICER, STAND_IN
from tests.browser import OurClient
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db


def two_records() -> tuple[Organisation, Organisation]:
    kept = OrganisationFactory(company=True, name="Widgets", website="", notes="One")
    other = OrganisationFactory(
        company=True, name="Widgets Ltd", website="https://widgets.example", notes="Two"
    )
    return kept, other


class TestOrganisations:
    def test_both_histories_stay(self) -> None:
        kept, other = two_records()
        MembershipFactory(affiliate=True, organisation=kept, ended=True)
        MembershipFactory(affiliate=True, organisation=other, starts_on=date(2025, 8, 1))
        ours = RepresentationFactory(organisation=kept, is_primary=True)
        theirs = RepresentationFactory(organisation=other, is_primary=True)
        add_identifier(other, scheme="GB-COH", value="1", by=OFFICER)
        older = OrganisationFactory(merged_into=other)

        merge_organisations(kept, other, by=OFFICER)

        kept.refresh_from_db()
        other.refresh_from_db()
        older.refresh_from_db()
        assert Membership.objects.filter(organisation=kept).count() == 2
        assert list(Representation.objects.filter(organisation=kept, is_primary=True)) == [ours]
        assert Representation.objects.get(pk=theirs.pk).organisation == kept
        assert Identifier.objects.get().organisation == kept
        assert (kept.website, kept.notes) == ("https://widgets.example", "One\n\nTwo")
        assert (other.merged_into, older.merged_into) == (kept, kept)
        assert {line.entry.event for line in history_of(kept)} >= {"journeys.organisations_merged"}
        assert {line.entry.event for line in history_of(other)} >= {
            "journeys.organisations_merged",
            "members.identifier_added",
        }

    def test_the_old_address_leads_to_the_record_that_is_kept(self, client: OurClient) -> None:
        kept, other = two_records()
        merge_organisations(kept, other, by=OFFICER)

        answer = client.get(reverse("website:member", args=[other.slug]))

        assert (answer.status_code, answer.headers["Location"]) == (301, kept.get_absolute_url())

    def test_the_council_of_the_other_record_is_taken_over(self) -> None:
        kept = OrganisationFactory(authority=None)
        other = OrganisationFactory()

        merge_organisations(kept, other, by=OFFICER)

        kept.refresh_from_db()
        assert kept.authority == other.authority

    def test_an_identifier_of_both_is_kept_once(self) -> None:
        kept, other = two_records()
        for record in (kept, other):
            Identifier.objects.create(organisation=record, scheme="GB-COH", value="1")

        merge_organisations(kept, other, by=OFFICER)

        assert Identifier.objects.get().organisation == kept

    def test_overlapping_memberships_are_refused_with_what_to_put_right(self) -> None:
        kept, other = two_records()
        held = MembershipFactory(affiliate=True, organisation=kept, starts_on=date(2020, 1, 1))
        MembershipFactory(affiliate=True, organisation=other, starts_on=date(2021, 1, 1))

        with pytest.raises(Refused, match=r"since 1 January 2020.* end one of them before"):
            merge_organisations(kept, other, by=OFFICER)
        Membership.objects.filter(pk=held.pk).update(
            ends_on=date(2020, 1, 1), end_reason=EndReason.CORRECTED
        )
        merge_organisations(kept, other, by=OFFICER)

        assert Membership.objects.filter(organisation=kept).count() == 2

    def test_one_person_in_one_role_of_both_is_refused(self) -> None:
        kept, other = two_records()
        standing = RepresentationFactory(organisation=kept)
        RepresentationFactory(organisation=other, person=standing.person)

        with pytest.raises(Refused, match="is lead officer in both records since 2 May 2024"):
            merge_organisations(kept, other, by=OFFICER)

    def test_two_assessments_of_one_day_are_refused(self) -> None:
        kept, other = two_records()
        statement = Statement.objects.create(number=1, decision="A minute", source="Minutes")
        for record in (kept, other):
            Assessment.objects.create(
                organisation=record, statement=statement, assessed_on=date(2026, 3, 2)
            )

        with pytest.raises(Refused, match="2 March 2026"):
            merge_organisations(kept, other, by=OFFICER)

    def test_what_cannot_be_one_body_is_refused(self) -> None:
        council, another = OrganisationFactory(), OrganisationFactory()
        company, fictional = OrganisationFactory(company=True), OrganisationFactory(fictional=True)
        merged = OrganisationFactory(company=True, merged_into=company)

        for kept, other, why in [
            (company, company, "two different records"),
            (company, merged, "was merged already"),
            (council, fictional, "fictional"),
            (council, another, "two authorities in the register"),
            (company, council, "Correct the kind first"),
        ]:
            with pytest.raises(Refused, match=why):
                merge_organisations(kept, other, by=OFFICER)

        assert not Entry.objects.exists()

    def test_a_stand_in_may_not_merge(self) -> None:
        for stranger in [STAND_IN, ADMINISTRATOR]:
            with pytest.raises(PermissionDenied):
                merge_organisations(*two_records(), by=stranger)


class TestPeople:
    def test_representations_account_and_what_is_known_move(self) -> None:
        kept, other = PersonFactory(email="", notes="One"), PersonFactory(phone="1", notes="")
        kept_email = other.email
        other.listing_consent_on = date(2025, 1, 1)
        other.save()
        RepresentationFactory(person=kept)
        RepresentationFactory(person=other)
        account = Account.objects.create_user("a@council.example", name="A", person=other)
        older = PersonFactory(merged_into=other)

        merge_people(kept, other, by=OFFICER)

        kept.refresh_from_db()
        account.refresh_from_db()
        older.refresh_from_db()
        assert Representation.objects.filter(person=kept).count() == 2
        assert (account.person, older.merged_into) == (kept, kept)
        assert (kept.email, kept.phone, kept.notes) == (kept_email, "1", "One")
        assert kept.listing_consent_on == date(2025, 1, 1)
        assert list(Person.objects.kept()) == [kept]

    def test_two_who_can_both_sign_in_are_refused_until_one_is_stopped(self) -> None:
        kept, other = PersonFactory(), PersonFactory()
        ours, theirs = (
            Account.objects.create_user(person.email, name="A", person=person)
            for person in (kept, other)
        )

        with pytest.raises(Refused, match="Ask an administrator to stop one"):
            merge_people(kept, other, by=OFFICER)
        Account.objects.filter(pk=ours.pk).update(is_active=False)
        merge_people(kept, other, by=OFFICER)

        ours.refresh_from_db()
        theirs.refresh_from_db()
        assert (ours.person, theirs.person) == (None, kept)

    def test_a_stopped_account_of_the_other_record_is_let_go(self) -> None:
        kept, other = PersonFactory(), PersonFactory()
        Account.objects.create_user(kept.email, name="A", person=kept)
        theirs = Account.objects.create_user(other.email, name="A", person=other, is_active=False)

        merge_people(kept, other, by=OFFICER)

        theirs.refresh_from_db()
        assert theirs.person is None

    def test_what_cannot_be_one_person_is_refused(self) -> None:
        person, closed = PersonFactory(), PersonFactory(erased_on=date(2025, 1, 1))
        twice = RepresentationFactory(person=PersonFactory())
        RepresentationFactory(person=person, organisation=twice.organisation)
        RepresentationFactory(person=person, ended=True, end_reason=RepresentationEnd.CORRECTED)

        for kept, other, why in [
            (person, person, "two different records"),
            (person, closed, "closed already"),
            (person, PersonFactory(fictional=True), "fictional"),
            (person, twice.person, "Both records are lead officer of"),
        ]:
            with pytest.raises(Refused, match=why):
                merge_people(kept, other, by=OFFICER)

        assert not Entry.objects.exists()
