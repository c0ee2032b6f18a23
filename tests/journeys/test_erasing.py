"""A person is erased: what must stay says no more who it was, and the chain still verifies."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.accounts.models import Account
from ccin.audit.models import Detail
from ccin.audit.operations import seal_entries
from ccin.audit.reads.chain import verify_chain
from ccin.audit.reads.history import history_of
from ccin.joining.models import Enquiry
from ccin.joining.states import EnquiryKind
from ccin.journeys.operations.erase_person import erase_person
from ccin.journeys.operations.merge_people import merge_people
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Person, Representation
from ccin.members.operations import (
    PersonDetails,
    RepresentationDetails,
    add_person,
    appoint_representative,
)
from ccin.members.states import RepresentationEnd, RepresentationRole
from ccin.outbox.models import Letter, Telling
from tests.actors import OFFICER, STAND_IN, WORKER
from tests.factories import (
    NoticeFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db


def known_everywhere() -> Person:
    person = add_person(
        PersonDetails(
            name="Rhŷs Evans",
            email="rhys@council.example",
            phone="01234",
            notes="Likes tea",
            listing_consent_on=date(2025, 1, 1),
            listing_consent_source="A form",
        ),
        by=OFFICER,
    )
    details = RepresentationDetails(
        role=RepresentationRole.LEADER,
        starts_on=date(2025, 5, 1),
        job_title="Leader",
        is_primary=True,
    )
    appoint_representative(person, OrganisationFactory(name="Anytown"), details, by=OFFICER)
    Account.objects.create_user("evans@home.example", name="Rhŷs Evans", person=person)
    for key, email in [(f"person:{person.pk}", "rhys@council.example"), ("", "evans@home.example")]:
        Letter.objects.create(
            kind="a.b",
            to_key=key,
            to_name="Rhŷs Evans",
            to_email=email,
            subject="Rhŷs Evans",
            text="Dear Rhŷs Evans",
            due_at=timezone.now(),
        )
    Enquiry.objects.create(
        kind=EnquiryKind.values[0],
        name="Rhŷs Evans",
        email="RHYS@council.example",
        question="I am Rhŷs Evans",
        asked_at=timezone.now(),
    )
    return person


def test_nothing_says_any_more_who_it_was_and_the_chain_still_verifies() -> None:
    person = known_everywhere()
    seal_entries(by=WORKER)

    erase_person(person, by=OFFICER)
    seal_entries(by=WORKER)

    person.refresh_from_db()
    assert (str(person), person.email, person.erased_on) == ("A person", "", today())
    standing = Representation.objects.get()
    assert (standing.ends_on, standing.end_reason, standing.job_title, standing.is_primary) == (
        today(),
        RepresentationEnd.LEFT,
        "",
        False,
    )
    account = Account.objects.get()
    assert (account.is_active, account.name) == (False, "A person")
    texts = [
        *Person.objects.values_list("name", "email", "phone", "notes"),
        *Account.objects.values_list("name", "email"),
        *Letter.objects.values_list("to_name", "to_email", "subject", "text"),
        *Enquiry.objects.values_list("name", "email", "question"),
        *Detail.objects.values_list("values"),
    ]
    assert not [row for row in texts if "Evans" in str(row) or "evans" in str(row).lower()]
    assert verify_chain().holds
    told = [str(line.words) for line in history_of(standing.organisation)]
    assert "a person who has since been erased" in told[-1]


def test_records_merged_into_a_person_are_erased_with_it() -> None:
    kept, other = PersonFactory(), PersonFactory(name="Rhŷs Evans")
    merge_people(kept, other, by=OFFICER)
    kept.refresh_from_db()

    erase_person(kept, by=OFFICER)

    assert not Person.objects.exclude(name="A person").exists()
    assert not Person.objects.kept().exists()


def test_a_representation_that_has_not_begun_never_does() -> None:
    standing = RepresentationFactory(starts_on=date(2999, 1, 1))

    erase_person(standing.person, by=OFFICER)

    standing.refresh_from_db()
    assert standing.end_reason == RepresentationEnd.CORRECTED
    assert not Representation.objects.current_on(date(2999, 1, 2)).exists()


def test_erasing_twice_or_a_merged_record_is_refused() -> None:
    person, merged = PersonFactory(), PersonFactory()
    Person.objects.filter(pk=merged.pk).update(merged_into=person)

    with pytest.raises(Refused, match="Erase that one"):
        erase_person(merged, by=OFFICER)
    erase_person(person, by=OFFICER)
    with pytest.raises(Refused, match="erased already"):
        erase_person(person, by=OFFICER)


def test_a_stand_in_may_not_erase() -> None:
    person = PersonFactory(name="Rhŷs Evans")

    with pytest.raises(PermissionDenied):
        erase_person(person, by=STAND_IN)

    person.refresh_from_db()
    assert person.name == "Rhŷs Evans"


def test_what_waits_for_a_digest_follows_a_merge_and_goes_with_an_erasure() -> None:
    kept, other = PersonFactory(), PersonFactory()
    Telling.objects.create(notice=NoticeFactory(), to_key=f"person:{other.pk}")

    merge_people(kept, other, by=OFFICER)
    assert [each.to_key for each in Telling.objects.all()] == [f"person:{kept.pk}"]

    erase_person(kept, by=OFFICER)
    assert not Telling.objects.exists()
