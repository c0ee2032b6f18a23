"""Bodies, their terms of reference, powers and seats."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.governance.models import Body, Clause, Power, Seat, Terms
from ccin.governance.operations.bodies import (
    BodyDetails,
    ClauseDetails,
    TermsDetails,
    add_body,
    adopt_terms,
    correct_body,
    correct_clause,
    load_bodies,
)
from ccin.governance.operations.powers import PowerDetails, end_power, give_power
from ccin.governance.operations.seats import SeatDetails, add_seat, end_seat
from ccin.governance.states import (
    AppointmentEnd,
    BodyKind,
    FilledBy,
    MatterKind,
    SeatKind,
    SeatRole,
    Step,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from tests.actors import EDITOR, OFFICER, WORKER, chair_of
from tests.factories import (
    AppointmentFactory,
    BodyFactory,
    ClauseFactory,
    PowerFactory,
    SeatFactory,
    TermsFactory,
)

pytestmark = pytest.mark.django_db

BEGAN = date(2018, 10, 4)
LATER = date(2026, 2, 12)
ONE_DAY = timedelta(days=1)


def details(name: str = "Ethics Board", **values: object) -> BodyDetails:
    return BodyDetails(name=name, kind=BodyKind.BOARD, **values)


def version(*numbers: str, starts_on: date = LATER, **values: object) -> TermsDetails:
    clauses = [ClauseDetails(number, f"It does {number}.", "Minutes") for number in numbers]
    return TermsDetails(starts_on, "Minutes", clauses=clauses, **values)


def seat(**values: object) -> SeatDetails:
    given = {
        "name": "Full member",
        "kind": SeatKind.FULL,
        "filled_by": FilledBy.ELECTION,
        "starts_on": BEGAN,
    }
    return SeatDetails(**{**given, **values})


def test_staff_add_a_body_and_correct_it() -> None:
    above = BodyFactory()

    body = add_body(details(), by=OFFICER)
    correct_body(body, details(purpose="Reads.", reports_to=above), version=1, by=OFFICER)

    body.refresh_from_db()
    assert (body.slug, body.purpose, body.reports_to, body.version) == (
        "ethics-board",
        "Reads.",
        above,
        2,
    )
    events = Entry.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == ["governance.body_added", "governance.body_corrected"]
    assert Entry.objects.get(event="governance.body_corrected").values == {
        "fields": ["purpose", "reports_to"]
    }


def test_a_body_has_a_name_of_its_own_and_does_not_report_to_itself() -> None:
    body, other = BodyFactory(name="Ethics Board", slug="ethics-board"), BodyFactory()

    for wrong in ["Ethics Board", "Ethics  board!", "…"]:
        with pytest.raises(Refused):
            add_body(details(wrong), by=OFFICER)
    with pytest.raises(Refused, match="already"):
        correct_body(other, details("Ethics Board"), version=1, by=OFFICER)
    with pytest.raises(Refused, match="itself"):
        correct_body(body, details(apart_from=body), version=1, by=OFFICER)
    with pytest.raises(Stale):
        correct_body(body, details(), version=0, by=OFFICER)


def test_only_those_who_keep_the_constitution_change_it() -> None:
    clause = ClauseFactory(terms__starts_on=BEGAN)
    body, power, place = clause.terms.body, PowerFactory(clause=clause), SeatFactory()
    power_details = PowerDetails(MatterKind.CONCERN, Step.DECIDE, LATER)

    for stranger in [EDITOR, chair_of(body)]:
        for act in [
            lambda by: add_body(details(), by=by),
            lambda by: correct_body(body, details(), version=1, by=by),
            lambda by: adopt_terms(body, version("1"), by=by),
            lambda by: correct_clause(clause, ClauseDetails("1", "So.", "Minutes"), by=by),
            lambda by: give_power(clause, power_details, by=by),
            lambda by: end_power(power, ends_on=LATER, by=by),
            lambda by: add_seat(body, seat(), by=by),
            lambda by: end_seat(place, ends_on=LATER, by=by),
            lambda by: load_bodies(by=by),
        ]:
            with pytest.raises(PermissionDenied):
                act(stranger)
    assert not Entry.objects.exists()


def test_a_new_version_ends_the_old_one_the_day_before_and_both_keep_their_clauses() -> None:
    old = TermsFactory(number=1, starts_on=BEGAN)
    kept = ClauseFactory(terms=old, number="4")

    new = adopt_terms(old.body, version("4", "5"), by=OFFICER)

    old.refresh_from_db()
    assert (old.ends_on, new.number, new.ends_on) == (LATER - ONE_DAY, 2, None)
    assert list(old.clauses.all()) == [kept]
    assert list(new.clauses.values_list("number", flat=True)) == ["4", "5"]
    assert list(Terms.objects.in_force_on(LATER - ONE_DAY)) == [old]
    assert list(Terms.objects.in_force_on(LATER)) == [new]


def test_powers_go_on_under_the_clause_of_the_same_number_or_end() -> None:
    old = TermsFactory(number=1, starts_on=BEGAN)
    passed_on = PowerFactory(clause=ClauseFactory(terms=old, number="4"), delegated=True)
    dropped = PowerFactory(clause=ClauseFactory(terms=old, number="9"), kind=MatterKind.COMPLAINT)
    to_come = PowerFactory(
        clause=passed_on.clause, kind=MatterKind.CONCERN, starts_on=LATER + ONE_DAY
    )
    over = PowerFactory(
        clause=passed_on.clause, kind=MatterKind.JOIN_AFFILIATE, ends_on=LATER - ONE_DAY
    )

    new = adopt_terms(old.body, version("4"), by=OFFICER)

    follower, later = Power.objects.filter(clause__terms=new).order_by("starts_on")
    for power in [passed_on, dropped, over]:
        power.refresh_from_db()
        assert power.ends_on == LATER - ONE_DAY
    assert (follower.kind, follower.is_delegated, follower.starts_on) == (
        MatterKind.JOIN_FULL,
        True,
        LATER,
    )
    assert (later.kind, later.starts_on) == (MatterKind.CONCERN, LATER + ONE_DAY)
    assert not Power.objects.filter(pk=to_come.pk).exists()
    assert Entry.objects.get().values["powers_ended"] == [MatterKind.COMPLAINT]


def test_terms_that_cannot_be_are_refused() -> None:
    body = TermsFactory(number=1, starts_on=LATER).body

    for wrong, words in [
        (version("1", starts_on=LATER), "after that day"),
        (version("1", "2", "1", starts_on=today()), "there twice"),
        (version("1", starts_on=today(), quorum_numerator=4), "quorum"),
        (version("1", starts_on=today(), quorum_numerator=0), "quorum"),
        (version("1", starts_on=today(), majority_numerator=2), "majority"),
    ]:
        with pytest.raises(Refused, match=words):
            adopt_terms(body, wrong, by=OFFICER)
    assert body.terms.count() == 1


def test_a_clause_is_put_right_under_its_number() -> None:
    clause = ClauseFactory(number="4")

    correct_clause(clause, ClauseDetails("4", "So.", "Page 2", is_proposal=True), by=OFFICER)

    clause.refresh_from_db()
    assert (clause.words, clause.source, clause.is_proposal) == ("So.", "Page 2", True)
    with pytest.raises(Refused, match="keeps its number"):
        correct_clause(clause, ClauseDetails("5", "So.", "Page 2"), by=OFFICER)


def test_a_power_passes_from_one_body_to_another() -> None:
    held, clause = PowerFactory(starts_on=BEGAN), ClauseFactory(terms__starts_on=BEGAN)

    given = give_power(
        clause,
        PowerDetails(MatterKind.JOIN_FULL, Step.DECIDE, LATER, is_delegated=True),
        by=OFFICER,
    )

    held.refresh_from_db()
    assert (held.ends_on, given.body, given.is_delegated) == (
        LATER - ONE_DAY,
        clause.terms.body,
        True,
    )
    assert list(Power.objects.in_force_on(LATER)) == [given]


def test_a_power_that_cannot_be_is_refused() -> None:
    PowerFactory(starts_on=LATER)
    clause = ClauseFactory(terms__starts_on=BEGAN, terms__ends_on=LATER)

    for kind, step, day, words in [
        (MatterKind.JOIN_FULL, Step.DECIDE, BEGAN, "has this power from 12 February 2026"),
        (MatterKind.CONCERN, Step.DECIDE, BEGAN - ONE_DAY, "cannot begin before"),
        (MatterKind.CONCERN, Step.DECIDE, LATER + ONE_DAY, "are over"),
    ]:
        with pytest.raises(Refused, match=words):
            give_power(clause, PowerDetails(kind, step, day), by=OFFICER)
    delegated = PowerDetails(MatterKind.CONCERN, Step.RECOMMEND, BEGAN, is_delegated=True)
    with pytest.raises(Refused, match="Only a decision"):
        give_power(clause, delegated, by=OFFICER)


def test_a_power_ends_on_a_day() -> None:
    power = PowerFactory(starts_on=BEGAN)

    end_power(power, ends_on=LATER, by=OFFICER)

    power.refresh_from_db()
    assert power.ends_on == LATER
    with pytest.raises(Refused, match="already ends"):
        end_power(power, ends_on=LATER, by=OFFICER)
    with pytest.raises(Refused, match="cannot be earlier"):
        end_power(power, ends_on=BEGAN - ONE_DAY, by=OFFICER)


def test_seats_are_added_one_after_another() -> None:
    clause = ClauseFactory()
    body = clause.terms.body

    first = add_seat(body, seat(clause=clause, term_years=2), by=OFFICER)
    second = add_seat(body, seat(role=SeatRole.NON_VOTING), by=OFFICER)

    assert [first.position, second.position] == [1, 2]
    assert list(body.seats.all()) == [first, second]
    with pytest.raises(Refused, match="own terms"):
        add_seat(BodyFactory(), seat(clause=clause), by=OFFICER)


def test_a_seat_ends_once_nobody_holds_it_longer() -> None:
    held = AppointmentFactory(seat=SeatFactory(starts_on=BEGAN), starts_on=date(2024, 1, 1))
    AppointmentFactory(seat=held.seat, end_reason=AppointmentEnd.CORRECTED, ends_on=today())

    with pytest.raises(Refused, match="holds this seat after that day"):
        end_seat(held.seat, ends_on=LATER, by=OFFICER)
    with pytest.raises(Refused, match="cannot be earlier"):
        end_seat(held.seat, ends_on=BEGAN - ONE_DAY, by=OFFICER)
    held.ends_on = LATER
    held.save()
    end_seat(held.seat, ends_on=LATER, by=OFFICER)

    held.seat.refresh_from_db()
    assert held.seat.ends_on == LATER


# What the project knows


def test_the_bodies_are_loaded_once_with_every_kind_of_matter_decided_by_one_of_them() -> None:
    first, again = load_bodies(by=WORKER), load_bodies(by=WORKER)

    on_the_day = Power.objects.in_force_on(today())
    deciding = on_the_day.filter(step=Step.DECIDE)
    assert (first, again, Body.objects.count()) == (6, 0, 6)
    assert sorted(deciding.values_list("kind", flat=True)) == sorted(MatterKind.values)
    delegated = deciding.filter(is_delegated=True).values_list("kind", flat=True)
    assert set(delegated) == {MatterKind.JOIN_SUPPORTER, MatterKind.PROJECT_TIME}
    assert {power.body.name for power in on_the_day.filter(step=Step.RECOMMEND)} == {
        "Values and Principles Board"
    }


def test_the_committee_has_the_seats_that_its_terms_give_it() -> None:
    load_bodies(by=WORKER)
    committee = Body.objects.get(slug="executive-oversight-committee")

    then = committee.seats.in_force_on(date(2020, 1, 1))
    now = committee.seats.in_force_on(today())

    full = now.filter(kind=SeatKind.FULL)
    assert (full.count(), full.filter(may_stay_empty=True).count()) == (8, 2)
    assert now.filter(role=SeatRole.VOTING).count() == 11
    assert now.filter(role=SeatRole.NON_VOTING).count() == 1
    assert then.count() == 9
    old, new = committee.terms.order_by("number")
    assert (old.ends_on, new.starts_on) == (date(2022, 2, 15), date(2022, 2, 16))


def test_what_is_not_public_is_marked_as_a_proposal_and_nobody_is_named() -> None:
    load_bodies(by=WORKER)

    assert not Terms.objects.filter(rules_are_proposal=False).exists()
    assert set(
        Clause.objects.filter(source__startswith="Proposal").values_list("is_proposal", flat=True)
    ) == {True}
    assert set(
        Seat.objects.filter(clause__is_proposal=True).values_list("is_proposal", flat=True)
    ) == {True}
    assert not Body.objects.filter(source="").exists()
    assert not Seat.objects.filter(appointments__isnull=False).exists()
