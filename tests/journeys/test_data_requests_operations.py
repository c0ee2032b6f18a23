"""What people ask about their data, answered on the clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import models

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.journeys.models import DataRequest
from ccin.journeys.operations.data_requests import (
    Asked,
    ByPost,
    acknowledge_request,
    answer_request,
    ask_about_data,
    ask_the_person,
    check_identity,
    confirm_identity,
    extend_request,
    hear_the_person,
    record_data_request,
    refuse_request,
    say_whose,
    withdraw_request,
)
from ccin.journeys.reads.data_requests import waiting_for
from ccin.journeys.states import RequestKind, RequestState
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter, Notice, Telling
from ccin.outbox.reads.reaching import objecting
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, PUBLIC
from tests.factories import AccountFactory, PersonFactory, RoleHeldFactory

pytestmark = pytest.mark.django_db

ACCESS, OBJECTION, COMPLAINT = RequestKind.ACCESS, RequestKind.OBJECTION, RequestKind.COMPLAINT
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


def signed_in(account: Account) -> Actor:
    return Actor(f"account:{account.pk}", account.name, account.person_id)


def asked_openly(kind: str = ACCESS) -> DataRequest:
    return ask_about_data(Asked(kind, "All of it", "Rhŷs Evans", "rhys@home.example"), by=PUBLIC)


def by_post(kind: str = ACCESS, *, email: str = "") -> DataRequest:
    asked = Asked(kind, "By letter", "Rhŷs Evans", email)
    return record_data_request(asked, ByPost("a letter", date(2026, 11, 2)), by=OFFICER)


@time_machine.travel(NOW, tick=False)
def test_staff_who_may_answer_are_told_in_their_digest_and_never_who_asks() -> None:
    officer = RoleHeldFactory(role=Role.MEMBERSHIP_OFFICER).account
    RoleHeldFactory(role=Role.EDITOR)

    asked_openly()

    assert list(Telling.objects.values_list("to_key", flat=True)) == [f"account:{officer.pk}"]
    notice = Notice.objects.get()
    assert notice.personal
    assert "3 December 2026" in notice.text
    assert "Evans" not in notice.title + notice.text
    assert "rhys@" not in notice.title + notice.text


def letters() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


@time_machine.travel(NOW, tick=False)
def test_whoever_is_signed_in_is_known_and_told_at_once_by_when_they_are_answered() -> None:
    account = AccountFactory(person=PersonFactory())

    request = ask_about_data(Asked(ACCESS), by=signed_in(account))

    assert (request.person, request.account, request.due_on) == (
        account.person,
        account,
        date(2026, 12, 3),
    )
    assert request.is_known
    letter = Letter.objects.get()
    assert (letter.to_email, letter.to_key) == (account.email, f"account:{account.pk}")
    assert "3 December 2026" in letter.text
    assert "press the button" not in letter.text


def test_a_request_that_comes_after_midnight_in_london_is_of_that_day() -> None:
    with time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False):
        request = asked_openly()

    assert (request.received_on, request.due_on) == (date(2026, 7, 1), date(2026, 8, 3))


def test_nothing_is_told_to_a_stranger_before_they_have_opened_the_letter() -> None:
    request = asked_openly()
    letter = Letter.objects.get()
    assert "Rhŷs" not in letter.text
    assert "/my/data/ask/" in letter.text

    with pytest.raises(Refused, match="Check who they are"):
        answer_request(request, answer="Here it is", by=OFFICER)
    confirm_identity(request, by=PUBLIC)
    confirm_identity(request, by=PUBLIC)
    answer_request(request, answer="Here it is", held="- Name: Rhŷs", by=OFFICER)

    request.refresh_from_db()
    assert request.state == RequestState.ANSWERED
    assert "- Name: Rhŷs" in Letter.objects.order_by("-pk").first().text
    assert Entry.objects.filter(event="journeys.data_request_known").count() == 1


def test_staff_may_make_sure_of_who_asks_in_another_way_and_say_whose_it_is() -> None:
    request, person = by_post(), PersonFactory(name="Rhŷs Evans")

    check_identity(request, how="Called back", by=OFFICER)
    say_whose(request, person, by=OFFICER)

    request.refresh_from_db()
    assert (request.identity_by, request.person, request.is_known) == ("Called back", person, True)


def test_nobody_says_whose_a_request_is_where_its_maker_had_signed_in() -> None:
    request = ask_about_data(Asked(ACCESS), by=signed_in(AccountFactory()))

    with pytest.raises(Refused, match="signed in"):
        say_whose(request, PersonFactory(), by=OFFICER)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_an_objection_holds_once_it_is_known_whose_and_until_it_is_withdrawn(
    is_signed_in: bool,
) -> None:
    account = AccountFactory(email="rhys@home.example") if is_signed_in else None
    asked = Asked(OBJECTION, "", "Rhŷs", "" if account else "rhys@home.example")

    request = ask_about_data(asked, by=signed_in(account) if account else PUBLIC)
    before = objecting(["rhys@home.example"])
    confirm_identity(request, by=PUBLIC)

    assert bool(before) is is_signed_in  # nobody silences another by typing in their address
    assert objecting(["rhys@home.example"]) == {"rhys@home.example"}
    assert "no announcements" in Letter.objects.get().text
    with pytest.raises(Refused, match="holds already"):
        refuse_request(request, reasons="No", by=OFFICER)
    withdraw_request(request, by=signed_in(account) if account else OFFICER)
    assert not objecting(["rhys@home.example"])


def test_an_objection_holds_where_staff_made_sure_who_objects() -> None:
    asked = Asked(OBJECTION, "", "Rhŷs", "rhys@home.example")
    request = ask_about_data(asked, by=PUBLIC)

    check_identity(request, how="Called back", by=OFFICER)

    assert objecting(["rhys@home.example"]) == {"rhys@home.example"}


def test_an_objection_by_letter_holds_where_an_address_is_known() -> None:
    by_post(OBJECTION)
    by_post(OBJECTION, email="rhys@home.example")

    assert objecting(["rhys@home.example"]) == {"rhys@home.example"}


@time_machine.travel(NOW, tick=False)
def test_one_that_came_by_letter_counts_from_the_day_it_came() -> None:
    request = by_post()

    assert (request.received_on, request.due_on) == (date(2026, 11, 2), date(2026, 12, 2))
    assert request.acknowledged_at is None
    acknowledge_request(request, by=OFFICER)
    assert request.acknowledged_at == NOW
    assert letters() == []


def test_an_objection_holds_wherever_they_are_written_to() -> None:
    person = PersonFactory(email="office@council.example")
    account = AccountFactory(email="rhys@home.example", person=person)

    ask_about_data(Asked(OBJECTION), by=signed_in(account))

    both = {"office@council.example", "rhys@home.example"}
    assert objecting(both) == both


def test_one_of_tomorrow_is_refused() -> None:
    with pytest.raises(Refused, match="future"):
        record_data_request(Asked(ACCESS), ByPost("a letter", date(2999, 1, 1)), by=OFFICER)


def test_one_of_somebody_who_has_an_account_goes_to_the_address_they_sign_in_at() -> None:
    account = AccountFactory(person=PersonFactory())
    came = ByPost("a call", date(2026, 11, 2), account.person)

    request = record_data_request(Asked(ACCESS, email="other@home.example"), came, by=OFFICER)

    assert request.account == account
    assert Letter.objects.get().to_email == account.email


def test_the_clock_stands_still_while_the_person_is_asked() -> None:
    with time_machine.travel(NOW, tick=False):
        request = asked_openly()
        assert ask_the_person(request, asked="Which year?", by=OFFICER)
    assert (request.state, request.paused_on) == (RequestState.ASKED, date(2026, 11, 3))
    assert not request.is_late(date(2999, 1, 1))

    with time_machine.travel(datetime(2026, 11, 13, 12, tzinfo=UTC), tick=False):
        hear_the_person(request, by=OFFICER)

    assert (request.state, request.paused_days, request.paused_on) == (
        RequestState.RECEIVED,
        10,
        None,
    )
    assert request.due_on == date(2026, 12, 14)  # 3 December and ten days: a Sunday
    assert request.is_late(date(2026, 12, 15))


def test_one_withdrawn_while_the_clock_stands_still_is_over() -> None:
    request = asked_openly()
    ask_the_person(request, asked="Which year?", by=OFFICER)

    withdraw_request(request, by=OFFICER)

    assert (request.state, request.paused_on) == (RequestState.WITHDRAWN, None)


def test_more_time_is_taken_once_and_within_the_first_month() -> None:
    with time_machine.travel(NOW, tick=False):
        request = asked_openly()
        assert extend_request(request, because="Twenty years of letters", by=OFFICER)
        assert request.due_on == date(2027, 2, 3)
        with pytest.raises(Refused, match="already"):
            extend_request(request, because="Again", by=OFFICER)
        late, complaint = asked_openly(), asked_openly(COMPLAINT)
        with pytest.raises(Refused, match="without delay"):
            extend_request(complaint, because="Hard", by=OFFICER)

    with (
        time_machine.travel(datetime(2026, 12, 4, 12, tzinfo=UTC), tick=False),
        pytest.raises(Refused, match="too late"),
    ):
        extend_request(late, because="Hard", by=OFFICER)

    late.refresh_from_db()
    assert late.extended_because == ""


def test_a_refusal_says_why_and_how_to_complain() -> None:
    request = asked_openly()

    assert refuse_request(request, reasons="It is not about you", by=OFFICER)

    words = Letter.objects.order_by("-pk").first().text
    assert "It is not about you" in words
    assert "ico.org.uk" in words


def test_a_complaint_is_answered_whoever_wrote_it_and_by_post_where_there_is_no_address() -> None:
    request = by_post(COMPLAINT)

    assert not answer_request(request, answer="We were wrong", by=OFFICER)

    assert request.state == RequestState.ANSWERED


def test_what_is_over_stays_over() -> None:
    request = asked_openly()
    withdraw_request(request, by=OFFICER)

    for move in (
        lambda: answer_request(request, answer="Late", by=OFFICER),
        lambda: hear_the_person(request, by=OFFICER),
        lambda: withdraw_request(request, by=OFFICER),
    ):
        with pytest.raises(MoveNotAllowed):
            move()


STAFF_S: list[Callable[[DataRequest, Actor], object]] = [
    lambda request, by: acknowledge_request(request, by=by),
    lambda request, by: ask_the_person(request, asked="What?", by=by),
    lambda request, by: extend_request(request, because="Hard", by=by),
    lambda request, by: answer_request(request, answer="So", by=by),
    lambda request, by: refuse_request(request, reasons="No", by=by),
    lambda request, by: withdraw_request(request, by=by),
    lambda request, by: check_identity(request, how="So", by=by),
    lambda request, by: say_whose(request, PersonFactory(), by=by),
    lambda request, by: record_data_request(
        Asked(ACCESS), ByPost("a call", date(2026, 1, 2)), by=by
    ),
]


@pytest.mark.parametrize("act", STAFF_S)
def test_only_those_who_answer_may_move_a_request(
    act: Callable[[DataRequest, Actor], object],
) -> None:
    request = asked_openly()
    before = rows(DataRequest), rows(Entry), rows(Letter)

    for by in (EDITOR, ADMINISTRATOR, PUBLIC, signed_in(AccountFactory())):
        with pytest.raises(PermissionDenied):
            act(request, by)

    assert (rows(DataRequest), rows(Entry), rows(Letter)) == before


def rows(model: type[models.Model]) -> list[tuple[object, ...]]:
    return list(model._base_manager.order_by("pk").values_list())


def test_an_address_and_everybody_together_are_kept_from_flooding() -> None:
    for _ in range(5):
        asked_openly()

    with pytest.raises(Refused, match="several requests"):
        asked_openly()
    DataRequest.objects.bulk_create(
        DataRequest(
            kind=ACCESS,
            email=f"a{number}@home.example",
            came_by="this site",
            received_on=date(2026, 11, 2),
            due_on=date(2026, 12, 2),
            acknowledged_at=DataRequest.objects.first().acknowledged_at,
        )
        for number in range(115)
    )
    with pytest.raises(Refused, match="more requests than we can keep"):
        ask_about_data(Asked(ACCESS, email="new@home.example"), by=PUBLIC)


def test_what_runs_out_first_waits_first_for_those_who_answer() -> None:
    with time_machine.travel(NOW, tick=False):
        asked_openly(), by_post(COMPLAINT), ask_the_person(asked_openly(), asked="?", by=OFFICER)

        assert [each.due_on for each in waiting_for(OFFICER)] == [
            date(2026, 12, 1),
            date(2026, 12, 3),
        ]
        assert waiting_for(EDITOR) == []
