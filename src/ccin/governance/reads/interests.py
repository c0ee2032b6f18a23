"""Whom an interest keeps out of a matter, and why.

An interest follows from standing for an organisation that the matter concerns, as its
representative or in a seat of any body, or from the person's own declaration. A dispensation on
file lifts it: one for the matter lifts all, one for an organisation what follows from it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import Appointment, Interest, Matter, Power
from ccin.governance.reasons import represents, sits_for
from ccin.kernel.clock import today
from ccin.members.models import Representation


def interests_in(matter: Matter, on: date) -> dict[int, str]:
    """Whom it keeps out, of those who sit in the bodies on the matter's route: by appointment."""
    bodies = [power.clause.terms.body_id for power in route_of(matter)]
    sitting = Appointment.objects.current_on(on).filter(seat__body__in=bodies).order_by("pk")
    people = dict(sitting.values_list("pk", "person"))
    reasons = interests_of(set(people.values()), matter, on)
    return {key: reasons[person] for key, person in people.items() if person in reasons}


def interests_of(people: Collection[int], matter: Matter, on: date) -> dict[int, str]:
    """Why each of these people may not take part; who may is not named."""
    return interests_in_each(people, [matter.pk], on).get(matter.pk, {})


def interests_in_each(
    people: Collection[int], matters: Collection[int], on: date
) -> dict[int, dict[int, str]]:
    """By matter, why each of these people may not take part in it; in four queries, however many
    matters there are."""
    concerned: dict[int, dict[int, str]] = {key: {} for key in matters}
    through = Matter.concerns.through.objects.filter(matter__in=matters)
    for matter, key, name in through.values_list("matter", "organisation", "organisation__name"):
        concerned[matter][key] = name
    named = {key: name for names in concerned.values() for key, name in names.items()}
    declared = [
        each
        for each in Interest.objects.standing().filter(person__in=people)
        if each.matter_id in concerned or each.organisation_id in named
    ]
    stood_for = [*_represented(people, named, on), *_sat_for(people, named, on)]
    return {
        matter: _reasons(matter, organisations, declared, stood_for)
        for matter, organisations in concerned.items()
    }


def _reasons(
    matter: int,
    concerned: dict[int, str],
    declared: list[Interest],
    stood_for: list[tuple[int, int, str]],
) -> dict[int, str]:
    here = [
        each for each in declared if each.matter_id == matter or each.organisation_id in concerned
    ]
    lifted = {(each.person_id, each.organisation_id) for each in here if each.dispensation}
    found = [
        *(each for each in stood_for if each[1] in concerned),
        *((each.person_id, each.organisation_id, each.words) for each in here),
    ]
    reasons: dict[int, str] = {}
    for person, organisation, reason in found:
        if not lifted & {(person, None), (person, organisation)}:
            reasons.setdefault(person, reason)
    return reasons


def interest_of(person: int | None, matter: Matter, on: date) -> str:
    """Why this person may not take part, or nothing."""
    return "" if person is None else interests_of([person], matter, on).get(person, "")


@dataclass(frozen=True, slots=True)
class KeptOut:
    name: str
    reason: str


def people_kept_out(matter: Matter, on: date) -> dict[int, KeptOut]:
    """By person: whom of those who sit in the bodies on its route an interest keeps out."""
    interests = interests_in(matter, on)
    sitting = Appointment.objects.filter(pk__in=interests).select_related("person")
    return {each.person_id: KeptOut(each.person.name, interests[each.pk]) for each in sitting}


def people_on_the_route(matter: Matter, actor: Actor) -> list[int]:
    """Those for whom this clerk may write down an interest: who sits in a body on its route."""
    bodies = [power.body.pk for power in route_of(matter)]
    if not any(actor.may(Permission.INTEREST_RECORD, body=body) for body in bodies):
        return []
    sitting = Appointment.objects.current_on(today()).filter(seat__body__in=bodies)
    return list(sitting.order_by().values_list("person", flat=True).distinct())


def route_of(matter: Matter) -> list[Power]:
    """The powers under which a matter is recommended, where it is, and decided."""
    return [power for power in (matter.recommended_under, matter.decided_under) if power]


def _represented(
    people: Collection[int], concerned: dict[int, str], on: date
) -> list[tuple[int, int, str]]:
    held = Representation.objects.current_on(on).filter(
        person__in=people, organisation__in=concerned
    )
    return [
        (person, organisation, represents(concerned[organisation]))
        for person, organisation in held.order_by("pk").values_list("person", "organisation")
    ]


def _sat_for(
    people: Collection[int], concerned: dict[int, str], on: date
) -> list[tuple[int, int, str]]:
    held = Appointment.objects.current_on(on).filter(person__in=people, organisation__in=concerned)
    return [
        (person, organisation, sits_for(concerned[organisation]))
        for person, organisation in held.order_by("pk").values_list("person", "organisation")
        if organisation is not None
    ]
