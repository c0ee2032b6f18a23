"""Who sits where, from when to when, for whom and on what it rests."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Appointment, Body, Seat
from ccin.governance.models.bodies import AppointmentQuerySet
from ccin.governance.notices import appointments as notices
from ccin.governance.rules.terms import last_day_of_term
from ccin.governance.states import SEAT_CLASSES, AppointmentEnd, Office, SeatKind, SeatRole
from ccin.kernel.errors import Refused
from ccin.members.models import Membership, Organisation, Person
from ccin.members.reasons import day_in_words
from ccin.members.states import MembershipClass


@dataclass(frozen=True, slots=True)
class AppointmentDetails:
    """`ends_on` is the planned last day; without one the seat's term says it. `note` says why a
    rule is set aside that may be: members of one body coming from organisations of another."""

    starts_on: date
    ends_on: date | None = None
    office: str = ""
    organisation: Organisation | None = None
    authority_on_file: str = ""
    note: str = ""


@transaction.atomic
def appoint(seat: Seat, person: Person, details: AppointmentDetails, *, by: Actor) -> Appointment:
    """The seat must be free for the whole period, whoever sits must be allowed to, and a body has
    one chair and one vice-chair at a time."""
    Body.objects.select_for_update().get(pk=seat.body_id)
    seat.refresh_from_db()
    by.must(Permission.APPOINTMENT_CHANGE)
    if details.ends_on is None and seat.term_years:
        planned = last_day_of_term(details.starts_on, seat.term_years)
        details = replace(details, ends_on=min(planned, seat.ends_on or planned))
    _check_period(seat, details)
    _check_person(seat, person, details)
    _check_office(seat, details)
    _check_organisation(seat, details)
    values = {name: getattr(details, name) for name in details.__slots__}
    appointment = Appointment.objects.create(seat=seat, person=person, **values)
    body, told = seat.body, _told(appointment)
    record(by, "governance.appointed", body, office=appointment.office, **told)
    notices.appointed(appointment)
    return appointment


def _told(appointment: Appointment) -> dict[str, Any]:
    organisation = [appointment.organisation] if appointment.organisation else []
    return {
        "concerning": [appointment, appointment.person, *organisation],
        "personal": {"name": appointment.person.name},
        "seat": appointment.seat.name,
        "starts_on": appointment.starts_on.isoformat(),
        "ends_on": appointment.ends_on.isoformat() if appointment.ends_on else "",
    }


def _meeting(details: AppointmentDetails) -> AppointmentQuerySet:
    """Appointments that share a day with this one."""
    found = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=details.starts_on)
    ).exclude(end_reason=AppointmentEnd.CORRECTED)
    if details.ends_on is not None:
        found = found.filter(starts_on__lte=details.ends_on)
    return found.select_related("person", "organisation", "seat__body")


def _check_period(seat: Seat, details: AppointmentDetails) -> None:
    if details.ends_on and details.ends_on < details.starts_on:
        raise Refused(_("The last day cannot be before the first."))
    if details.starts_on < seat.starts_on:
        raise Refused(
            _("There is such a seat only from %(day)s. Choose a later first day.")
            % {"day": day_in_words(seat.starts_on)}
        )
    if seat.ends_on and (details.ends_on is None or details.ends_on > seat.ends_on):
        raise Refused(
            _("The seat goes on %(day)s. Choose a last day that is not after it.")
            % {"day": day_in_words(seat.ends_on)}
        )
    holder = _meeting(details).filter(seat=seat).order_by("starts_on").first()
    if holder is not None:
        raise Refused(
            _("%(person)s holds this seat then. End that appointment first, or choose other dates.")
            % {"person": holder.person}
        )


def _check_person(seat: Seat, person: Person, details: AppointmentDetails) -> None:
    if person.erased_on or person.merged_into_id:
        raise Refused(_("This record of a person is closed. Choose the person’s current record."))
    if not details.authority_on_file.strip():
        raise Refused(_("Say what the appointment rests on: which election or which decision."))
    other = _meeting(details).filter(seat__body=seat.body_id, person=person).first()
    if other is not None:
        raise Refused(
            _("%(person)s sits there already, as “%(seat)s”. One person holds one seat in a body.")
            % {"person": person, "seat": other.seat.name}
        )


def _check_office(seat: Seat, details: AppointmentDetails) -> None:
    if not details.office:
        return
    if seat.role != SeatRole.VOTING:
        raise Refused(_("Only somebody with a vote can be chair or vice-chair."))
    same = _meeting(details).filter(seat__body=seat.body_id, office=details.office)
    holder = same.order_by("starts_on").first()
    if holder is not None:
        raise Refused(
            _("%(person)s is %(office)s then. Give up that office first, or choose other dates.")
            % {"person": holder.person, "office": Office(details.office).label.lower()}
        )


def _check_organisation(seat: Seat, details: AppointmentDetails) -> None:
    organisation = details.organisation
    if organisation is None:
        if seat.kind in SEAT_CLASSES or seat.kind == SeatKind.ACCOUNTABLE_BODY:
            raise Refused(_("Choose the organisation that the seat is held for."))
        return
    if seat.kind in {SeatKind.INDEPENDENT, SeatKind.HONORARY}:
        raise Refused(_("This seat is for an individual. Leave the organisation empty."))
    if organisation.merged_into_id:
        raise Refused(_("That record was merged into another. Choose the one it was merged into."))
    _check_class(seat, organisation, details.starts_on)
    if not details.note.strip():
        _check_apart(seat, organisation, details)


def _check_class(seat: Seat, organisation: Organisation, day: date) -> None:
    classes = SEAT_CLASSES.get(SeatKind(seat.kind))
    held = Membership.objects.held_on(day).filter(organisation=organisation)
    if classes and not held.filter(membership_class__in=classes).exists():
        names = [str(MembershipClass(name).label) for name in sorted(classes)]
        raise Refused(
            _(
                "This seat is for members of the class “%(classes)s”, and %(organisation)s is none "
                "on %(day)s. Choose another organisation or another seat."
            )
            % {
                "classes": get_text_list(names, _("or")),
                "organisation": organisation,
                "day": day_in_words(day),
            }
        )


def _check_apart(seat: Seat, organisation: Organisation, details: AppointmentDetails) -> None:
    """Both ways: whoever oversees sits for no organisation that sits in what they oversee. A
    body's own representative in the other is meant to be in both."""
    if seat.kind == SeatKind.ANOTHER_BODY:
        return
    kept_apart = Q(seat__body=seat.body.apart_from_id) | Q(seat__body__apart_from=seat.body_id)
    others = _meeting(details).filter(kept_apart, organisation=organisation)
    other = others.exclude(seat__kind=SeatKind.ANOTHER_BODY).first()
    if other is not None:
        raise Refused(
            _(
                "%(organisation)s has a seat in the body “%(body)s”, and members of the two come "
                "from different organisations. Choose another organisation, or say in the note on "
                "what an exception rests."
            )
            % {"organisation": organisation, "body": other.seat.body}
        )


@transaction.atomic
def end_appointment(appointment: Appointment, *, ends_on: date, reason: str, by: Actor) -> None:
    """Its last day; rights end with it. `corrected`: it never was, and drops out of every date."""
    Body.objects.select_for_update().get(pk=appointment.seat.body_id)
    appointment.refresh_from_db()
    by.must(Permission.APPOINTMENT_CHANGE)
    if reason not in AppointmentEnd.values:
        raise Refused(_("Choose why it ends."))
    if appointment.end_reason:
        raise Refused(_("This appointment has been ended already. Look at the seat again."))
    if reason != AppointmentEnd.CORRECTED:
        _check_end(appointment, ends_on)
    appointment.ends_on = max(ends_on, appointment.starts_on)
    appointment.end_reason = reason
    appointment.save(update_fields=["ends_on", "end_reason"])
    body, told = appointment.seat.body, _told(appointment)
    record(by, "governance.appointment_ended", body, reason=reason, **told)
    if reason != AppointmentEnd.CORRECTED:
        notices.appointment_ended(appointment)


def _check_end(appointment: Appointment, ends_on: date) -> None:
    if ends_on < appointment.starts_on:
        raise Refused(
            _("It began on %(day)s. Its last day cannot be earlier.")
            % {"day": day_in_words(appointment.starts_on)}
        )
    if appointment.ends_on and ends_on > appointment.ends_on:
        raise Refused(
            _("The term ends on %(day)s by itself. To go on longer takes a new appointment.")
            % {"day": day_in_words(appointment.ends_on)}
        )


@transaction.atomic
def change_office(
    appointment: Appointment, office: str, *, starts_on: date, by: Actor
) -> Appointment:
    """A chair chosen, or given up, in the middle of a term: from that day the same person holds
    the same seat with the other office, and the days before keep the one they had."""
    Body.objects.select_for_update().get(pk=appointment.seat.body_id)
    appointment.refresh_from_db()
    by.must(Permission.APPOINTMENT_CHANGE)
    over = appointment.ends_on is not None and appointment.ends_on < starts_on
    if over or appointment.end_reason or starts_on < appointment.starts_on:
        raise Refused(_("The appointment does not hold on that day. Choose a day within it."))
    if office == appointment.office:
        raise Refused(_("That is the office held already."))
    _check_office(
        appointment.seat, AppointmentDetails(starts_on, appointment.ends_on, office=office)
    )
    was, going_on = appointment.office, appointment
    if starts_on > appointment.starts_on:
        going_on = Appointment(
            seat=appointment.seat,
            person=appointment.person,
            organisation=appointment.organisation,
            ends_on=appointment.ends_on,
            authority_on_file=appointment.authority_on_file,
            note=appointment.note,
        )
        appointment.ends_on = starts_on - timedelta(days=1)
        appointment.save(update_fields=["ends_on"])
    going_on.starts_on, going_on.office = starts_on, office
    going_on.save()
    body, told = going_on.seat.body, _told(going_on)
    record(by, "governance.office_changed", body, was=was, office=office, **told)
    return going_on
