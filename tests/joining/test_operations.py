from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.joining.models import Enquiry
from ccin.joining.operations.enquiries import (
    FROM_EVERYBODY_AN_HOUR,
    FROM_ONE_ADDRESS_A_DAY,
    Plan,
    Question,
    add_enquiry,
    answer_enquiry,
    close_enquiry,
    make_enquiry,
    plan_enquiry,
    take_enquiry,
)
from ccin.joining.states import EnquiryKind, EnquirySource, EnquiryState
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter
from tests.actors import EDITOR, OFFICER, PUBLIC, STRANGER
from tests.browser import account_of
from tests.factories import EnquiryFactory
from tests.letters import said

pytestmark = pytest.mark.django_db

ASKED = Question(
    kind=EnquiryKind.JOINING,
    name="Eluned Bowen",
    email="eluned.bowen@council.example",
    question="May a district council join?",
)


@pytest.fixture
def officer() -> Account:
    return account_of(OFFICER)


def acting(account: Account) -> Actor:
    return Actor(
        f"account:{account.pk}",
        account.name,
        network_roles=frozenset({Role.MEMBERSHIP_OFFICER}),
    )


def test_anyone_may_ask_and_staff_and_asker_are_told(officer: Account) -> None:
    enquiry = make_enquiry(ASKED, by=PUBLIC)

    assert (enquiry.state, enquiry.source) == (EnquiryState.NEW, EnquirySource.SITE)
    assert [(letter.kind, letter.to_email) for letter in said()] == [
        ("joining.enquiry_received", "eluned.bowen@council.example"),
        ("joining.enquiry_arrived", officer.email),
    ]
    [entry] = Entry.objects.about(enquiry)
    assert (entry.actor_key, entry.event) == ("public", "joining.enquiry_made")
    assert "Eluned" not in str(entry.values)


def test_the_receipt_repeats_nothing_that_the_sender_wrote() -> None:
    make_enquiry(ASKED, by=PUBLIC)

    [receipt] = Letter.objects.filter(kind="joining.enquiry_received")
    assert "Eluned" not in receipt.text
    assert "district" not in receipt.text


def test_one_address_cannot_be_flooded() -> None:
    for _ in range(FROM_ONE_ADDRESS_A_DAY):
        make_enquiry(ASKED, by=PUBLIC)

    with pytest.raises(Refused, match="several enquiries"):
        make_enquiry(ASKED, by=PUBLIC)

    assert Enquiry.objects.count() == FROM_ONE_ADDRESS_A_DAY


def test_staff_cannot_be_flooded() -> None:
    EnquiryFactory.create_batch(FROM_EVERYBODY_AN_HOUR)

    with pytest.raises(Refused, match="more enquiries"):
        make_enquiry(ASKED, by=PUBLIC)


def test_staff_write_down_what_was_asked_at_a_stand_and_no_letter_goes(officer: Account) -> None:
    enquiry = add_enquiry(ASKED, source=EnquirySource.STAND, by=OFFICER)

    assert enquiry.source == EnquirySource.STAND
    assert said() == []


def test_whoever_takes_an_enquiry_owns_it(officer: Account) -> None:
    enquiry = EnquiryFactory()

    take_enquiry(enquiry, by=acting(officer))

    assert (enquiry.state, enquiry.owner) == (EnquiryState.TAKEN, officer)


def test_a_command_cannot_take_an_enquiry() -> None:
    with pytest.raises(PermissionDenied):
        take_enquiry(EnquiryFactory(), by=Actor.command("worker"))


def test_an_enquiry_that_is_passed_on_counts_as_taken(officer: Account) -> None:
    enquiry = EnquiryFactory()
    plan = Plan(owner=officer, next_step="Ring them", due_on=date(2026, 12, 1))

    plan_enquiry(enquiry, plan, version=1, by=OFFICER)

    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.TAKEN
    assert (enquiry.next_step, enquiry.due_on) == ("Ring them", date(2026, 12, 1))


def test_of_two_who_plan_at_once_the_second_is_told(officer: Account) -> None:
    enquiry = EnquiryFactory()
    plan_enquiry(enquiry, Plan(officer, "Ring them", None), version=1, by=OFFICER)

    with pytest.raises(Stale):
        plan_enquiry(enquiry, Plan(officer, "Write to them", None), version=1, by=OFFICER)

    enquiry.refresh_from_db()
    assert enquiry.next_step == "Ring them"


def test_a_closed_enquiry_is_not_planned(officer: Account) -> None:
    enquiry = EnquiryFactory()
    close_enquiry(enquiry, outcome="Answered by telephone", by=OFFICER)

    with pytest.raises(Refused, match="Take it again"):
        plan_enquiry(enquiry, Plan(officer, "", None), version=2, by=OFFICER)


def test_an_answer_goes_to_the_asker_with_the_question() -> None:
    enquiry = EnquiryFactory(question="May a parish join?")

    answer_enquiry(enquiry, answer="Yes, as an associate.", by=OFFICER)

    [letter] = Letter.objects.all()
    assert letter.to_email == enquiry.email
    assert "Yes, as an associate." in letter.text
    assert "May a parish join?" in letter.text
    assert enquiry.state == EnquiryState.ANSWERED


def test_without_an_address_no_answer_is_sent() -> None:
    enquiry = EnquiryFactory(email="", phone="01632 960000")

    with pytest.raises(Refused, match="no e-mail address"):
        answer_enquiry(enquiry, answer="Yes.", by=OFFICER)

    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.NEW
    assert said() == []


def test_a_closed_enquiry_may_be_taken_up_again(officer: Account) -> None:
    enquiry = EnquiryFactory()
    close_enquiry(enquiry, outcome="Answered by telephone", by=OFFICER)

    take_enquiry(enquiry, by=acting(officer))

    assert (enquiry.state, enquiry.closed_at) == (EnquiryState.TAKEN, None)


def test_an_enquiry_is_closed_once() -> None:
    enquiry = EnquiryFactory()
    close_enquiry(enquiry, outcome="Not for us", by=OFFICER)

    with pytest.raises(MoveNotAllowed):
        close_enquiry(enquiry, outcome="Not for us", by=OFFICER)


def test_only_staff_who_answer_enquiries_may_deal_with_them(officer: Account) -> None:
    enquiry = EnquiryFactory()

    for stranger in [PUBLIC, STRANGER, EDITOR]:
        with pytest.raises(PermissionDenied):
            add_enquiry(ASKED, source=EnquirySource.PHONE, by=stranger)
        with pytest.raises(PermissionDenied):
            take_enquiry(enquiry, by=stranger)
        with pytest.raises(PermissionDenied):
            plan_enquiry(enquiry, Plan(officer, "", None), version=1, by=stranger)
        with pytest.raises(PermissionDenied):
            answer_enquiry(enquiry, answer="Yes.", by=stranger)
        with pytest.raises(PermissionDenied):
            close_enquiry(enquiry, outcome="Done", by=stranger)

    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.NEW
    assert not Entry.objects.exists()
    assert said() == []
