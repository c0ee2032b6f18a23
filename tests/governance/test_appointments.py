"""Who may be appointed to which seat, and how an appointment ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.governance.models import Appointment, Body, Seat
from ccin.governance.operations.appointments import (
    AppointmentDetails,
    appoint,
    change_office,
    end_appointment,
)
from ccin.governance.reads.bodies import body_roles_of, sitting
from ccin.governance.states import AppointmentEnd, Office, SeatKind
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation
from ccin.outbox.models import Letter
from tests.actors import EDITOR, OFFICER, chair_of, clerk_of
from tests.factories import (
    AppointmentFactory,
    BodyFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

SINCE = date(2025, 11, 1)
ONE_DAY = timedelta(days=1)


def council() -> Organisation:
    return MembershipFactory().organisation


def details(**values: object) -> AppointmentDetails:
    given = {"starts_on": SINCE, "authority_on_file": "Election of 30 October 2025"}
    return AppointmentDetails(**{**given, **values})


def of_a_council(seat: Seat, organisation: Organisation, **values: object) -> Appointment:
    given = details(organisation=organisation, **values)
    person = RepresentationFactory(organisation=organisation).person
    return appoint(seat, person, given, by=OFFICER)


def two_apart() -> tuple[Body, Body]:
    committee = BodyFactory()
    return committee, BodyFactory(apart_from=committee)


def test_an_appointment_gives_rights_for_the_term_of_the_seat_and_is_written_down() -> None:
    seat, organisation = SeatFactory(for_a_council=True, term_years=2), council()
    person = RepresentationFactory(organisation=organisation).person

    made = appoint(seat, person, details(organisation=organisation, office="chair"), by=OFFICER)

    entry = Entry.objects.get()
    assert (made.starts_on, made.ends_on) == (SINCE, date(2027, 10, 31))
    assert seat.body_id in body_roles_of(person.pk, SINCE)
    assert (entry.event, entry.subject_key, entry.detail.values) == (
        "governance.appointed",
        str(seat.body_id),
        {"name": person.name},
    )
    letter = Letter.objects.get()
    assert (letter.to_email, letter.to_key) == (person.email, f"person:{person.pk}")
    for words in [seat.name, organisation.name, "Chair", "31 October 2027", "30 October 2025"]:
        assert words in letter.text


def test_a_term_does_not_outlast_the_seat_and_a_seat_without_a_term_goes_on() -> None:
    ending = SeatFactory(term_years=2, ends_on=date(2026, 3, 31))

    short = appoint(ending, PersonFactory(), details(), by=OFFICER)
    without = appoint(SeatFactory(), PersonFactory(email=""), details(), by=OFFICER)

    assert (short.ends_on, without.ends_on) == (date(2026, 3, 31), None)
    assert Letter.objects.count() == 1


def test_only_those_who_keep_the_bodies_appoint() -> None:
    held = AppointmentFactory()
    body = held.seat.body

    for stranger in [EDITOR, chair_of(body), clerk_of(body)]:
        for act in [
            lambda by: appoint(SeatFactory(), PersonFactory(), details(), by=by),
            lambda by: end_appointment(held, ends_on=today(), reason="resigned", by=by),
            lambda by: change_office(held, Office.CHAIR, starts_on=today(), by=by),
        ]:
            with pytest.raises(PermissionDenied):
                act(stranger)
    assert not Entry.objects.exists()
    assert not Letter.objects.exists()


def test_a_seat_has_one_holder_at_a_time() -> None:
    held = AppointmentFactory(starts_on=SINCE, ends_on=SINCE + 30 * ONE_DAY)
    AppointmentFactory(seat=held.seat, starts_on=SINCE, end_reason=AppointmentEnd.CORRECTED)

    for wrong in [
        details(starts_on=SINCE + 30 * ONE_DAY),
        details(starts_on=SINCE - ONE_DAY),
        details(starts_on=SINCE - ONE_DAY, ends_on=SINCE),
    ]:
        with pytest.raises(Refused, match="holds this seat then"):
            appoint(held.seat, PersonFactory(), wrong, by=OFFICER)
    before = details(starts_on=SINCE - 9 * ONE_DAY, ends_on=SINCE - ONE_DAY)
    appoint(held.seat, PersonFactory(), before, by=OFFICER)
    appoint(held.seat, PersonFactory(), details(starts_on=SINCE + 31 * ONE_DAY), by=OFFICER)


def test_an_appointment_lies_within_the_life_of_its_seat() -> None:
    seat = SeatFactory(starts_on=SINCE, ends_on=SINCE + 30 * ONE_DAY)

    for wrong, words in [
        (details(ends_on=SINCE - ONE_DAY), "before the first"),
        (details(starts_on=SINCE - ONE_DAY), "only from 1 November 2025"),
        (details(), "goes on 1 December 2025"),
        (details(ends_on=SINCE + 31 * ONE_DAY), "goes on 1 December 2025"),
    ]:
        with pytest.raises(Refused, match=words):
            appoint(seat, PersonFactory(), wrong, by=OFFICER)


def test_a_closed_record_nobody_and_a_second_seat_are_refused() -> None:
    held = AppointmentFactory()
    seat = SeatFactory(body=held.seat.body)

    for person, given, words in [
        (PersonFactory(erased_on=today()), details(), "closed"),
        (PersonFactory(merged_into=held.person), details(), "closed"),
        (PersonFactory(), details(authority_on_file=" "), "rests on"),
        (held.person, details(), "one seat in a body"),
    ]:
        with pytest.raises(Refused, match=words):
            appoint(seat, person, given, by=OFFICER)


def test_a_seat_is_held_for_an_organisation_of_its_class_on_the_first_day() -> None:
    full = SeatFactory(for_a_council=True)
    later = MembershipFactory(starts_on=SINCE + ONE_DAY).organisation
    merged = OrganisationFactory(merged_into=OrganisationFactory())

    for seat, organisation, words in [
        (full, None, "Choose the organisation"),
        (SeatFactory(kind=SeatKind.ACCOUNTABLE_BODY), None, "Choose the organisation"),
        (full, MembershipFactory(of_a_group=True).organisation, "class “Full"),
        (full, MembershipFactory(ended=True).organisation, "class “Full"),
        (full, later, "on 1 November 2025"),
        (SeatFactory(kind=SeatKind.STAFF), merged, "merged"),
        (SeatFactory(), council(), "for an individual"),
    ]:
        with pytest.raises(Refused, match=words):
            appoint(seat, PersonFactory(), details(organisation=organisation), by=OFFICER)
    of_a_council(full, later, starts_on=SINCE + ONE_DAY)
    of_a_council(SeatFactory(kind=SeatKind.ACCOUNTABLE_BODY), OrganisationFactory())


def test_members_of_a_body_kept_apart_come_from_organisations_without_a_seat_in_the_other() -> None:
    committee, board = two_apart()
    sits_above, sits_below = council(), council()
    of_a_council(SeatFactory(body=committee, for_a_council=True), sits_above)
    of_a_council(SeatFactory(body=board, for_a_council=True), sits_below)
    above = SeatFactory(body=committee, for_a_council=True)
    below = SeatFactory(body=board, for_a_council=True)

    with pytest.raises(Refused, match="exception rests"):
        of_a_council(below, sits_above)
    with pytest.raises(Refused, match="exception rests"):
        of_a_council(above, sits_below)
    by_exception = of_a_council(below, sits_above, note="Agreed by the AGM, minute 7")
    of_a_council(SeatFactory(for_a_council=True), sits_above)

    assert by_exception.note == "Agreed by the AGM, minute 7"


def test_a_boards_own_representative_in_the_committee_is_in_both() -> None:
    committee, board = two_apart()
    organisation = council()
    of_a_council(SeatFactory(body=board, for_a_council=True), organisation)

    of_a_council(SeatFactory(body=committee, kind=SeatKind.ANOTHER_BODY), organisation)
    of_a_council(SeatFactory(body=board, for_a_council=True), organisation)

    assert sitting(board, SINCE).count() == 2


def test_a_body_has_one_chair_at_a_time_who_has_a_vote() -> None:
    chair = AppointmentFactory(office=Office.CHAIR, starts_on=SINCE)
    body = chair.seat.body

    with pytest.raises(Refused, match="is chair then"):
        appoint(SeatFactory(body=body), PersonFactory(), details(office="chair"), by=OFFICER)
    clerk = SeatFactory(body=BodyFactory(), clerk=True)
    with pytest.raises(Refused, match="with a vote"):
        appoint(clerk, PersonFactory(), details(office="chair"), by=OFFICER)
    appoint(SeatFactory(body=body), PersonFactory(), details(office="vice_chair"), by=OFFICER)


def test_an_appointment_ends_and_the_rights_with_it() -> None:
    held = AppointmentFactory(starts_on=SINCE, ends_on=SINCE + 700 * ONE_DAY)
    last = SINCE + 10 * ONE_DAY

    end_appointment(held, ends_on=last, reason=AppointmentEnd.RESIGNED, by=OFFICER)

    held.refresh_from_db()
    assert (held.ends_on, held.end_reason) == (last, AppointmentEnd.RESIGNED)
    assert body_roles_of(held.person_id, last) != {}
    assert body_roles_of(held.person_id, last + ONE_DAY) == {}
    assert Entry.objects.get().values["reason"] == AppointmentEnd.RESIGNED
    assert "11 November 2025" in Letter.objects.get().text


def test_an_appointment_recorded_in_error_never_was_and_nobody_is_told() -> None:
    held = AppointmentFactory(starts_on=SINCE)

    end_appointment(held, ends_on=SINCE - ONE_DAY, reason=AppointmentEnd.CORRECTED, by=OFFICER)

    held.refresh_from_db()
    assert held.ends_on == SINCE
    assert body_roles_of(held.person_id, SINCE) == {}
    assert not Letter.objects.exists()


def test_an_end_that_cannot_be_is_refused() -> None:
    held = AppointmentFactory(starts_on=SINCE, ends_on=SINCE + 700 * ONE_DAY)
    over = AppointmentFactory(ends_on=SINCE, end_reason=AppointmentEnd.RESIGNED)

    for appointment, day, reason, words in [
        (held, today(), "tired", "Choose why"),
        (held, SINCE - ONE_DAY, "resigned", "cannot be earlier"),
        (held, SINCE + 701 * ONE_DAY, "resigned", "by itself"),
        (over, SINCE - ONE_DAY, "resigned", "already"),
    ]:
        with pytest.raises(Refused, match=words):
            end_appointment(appointment, ends_on=day, reason=reason, by=OFFICER)


def test_a_chair_is_chosen_in_the_middle_of_a_term_and_the_days_before_stay_as_they_were() -> None:
    held = AppointmentFactory(
        seat=SeatFactory(for_a_council=True),
        organisation=council(),
        starts_on=SINCE,
        ends_on=SINCE + 700 * ONE_DAY,
    )
    chosen_on = SINCE + 100 * ONE_DAY

    going_on = change_office(held, Office.CHAIR, starts_on=chosen_on, by=OFFICER)

    assert [
        (each.pk, each.office, each.starts_on, each.ends_on)
        for each in Appointment.objects.order_by("starts_on")
    ] == [
        (held.pk, "", SINCE, chosen_on - ONE_DAY),
        (going_on.pk, Office.CHAIR, chosen_on, SINCE + 700 * ONE_DAY),
    ]
    assert (going_on.organisation, going_on.seat) == (held.organisation, held.seat)


def test_an_office_recorded_wrongly_from_the_first_day_is_put_right_in_place() -> None:
    held = AppointmentFactory(office=Office.CHAIR, starts_on=SINCE)

    change_office(held, "", starts_on=SINCE, by=OFFICER)

    assert Appointment.objects.get().office == ""


def test_an_office_that_cannot_be_held_is_refused() -> None:
    chair = AppointmentFactory(office=Office.CHAIR, starts_on=SINCE)
    other = AppointmentFactory(
        seat__body=chair.seat.body, starts_on=SINCE, ends_on=SINCE + 9 * ONE_DAY
    )

    for appointment, office, day, words in [
        (other, "chair", SINCE, "is chair then"),
        (other, "", SINCE, "held already"),
        (other, "vice_chair", SINCE - ONE_DAY, "within it"),
        (other, "vice_chair", SINCE + 10 * ONE_DAY, "within it"),
    ]:
        with pytest.raises(Refused, match=words):
            change_office(appointment, office, starts_on=day, by=OFFICER)
