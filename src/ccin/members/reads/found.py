"""What members and those who stand for them are found by: plain entries for the index.

A member is found by everybody; a person by members and staff, as long as they stand for a member.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from ccin.kernel.clock import today
from ccin.members.models import Edition, Organisation, Person, Representation
from ccin.members.reasons import SIZE_WORDS
from ccin.members.rules.sizes import size_band
from ccin.members.states import MEMBER_CLASSES
from ccin.register.models import Authority
from ccin.register.reads import latest_measures
from ccin.register.states import MeasureKind
from ccin.search.reads import mark_of
from ccin.search.rules import Entry

MEMBER, PERSON = "member", "person"
# Supporters hold a class too, but are not members.
AMONG_MEMBERS = frozenset({"staff", *(f"class:{each}" for each in MEMBER_CLASSES)})
KINDS = frozenset({MEMBER, PERSON})
INDEXED = "members"  # the mark of what was handed over


def state_of_members() -> str:
    """Another whenever the membership changes, and each day."""
    stamp = Edition.objects.order_by("pk").values_list("stamp", flat=True).first()
    return f"{stamp or ''} {today()}"


def is_index_behind() -> bool:
    return mark_of(INDEXED) != state_of_members()


def member_key(organisation: int) -> str:
    return f"members.organisation:{organisation}"


def person_key(person: int) -> str:
    return f"members.person:{person}"


def member_entries(organisations: Iterable[int] | None, *, on: date) -> list[Entry]:
    """Of those of these (of all, without) that are members on that day."""
    members = Organisation.objects.members_on(on).select_related("authority", "principal_council")
    if organisations is not None:
        members = members.filter(pk__in=organisations)
    rows = list(members.order_by("pk"))
    facets = _facets(rows)
    return [_member(each, facets[each.pk]) for each in rows]


def person_entries(people: Iterable[int] | None, *, on: date) -> list[Entry]:
    """Of those of these (of all, without) who stand for a member on that day."""
    standing = Representation.objects.current_on(on).filter(
        organisation__in=Organisation.objects.members_on(on)
    )
    standing = standing.select_related(
        "organisation__authority", "organisation__principal_council"
    ).order_by("-is_primary", "pk")
    found = Person.objects.kept().filter(pk__in=standing.order_by().values("person"))
    if people is not None:
        found = found.filter(pk__in=people)
    held: dict[int, list[Representation]] = {}
    for each in standing.filter(person__in=found):
        held.setdefault(each.person_id, []).append(each)
    rows = [(person, held[person.pk]) for person in found.order_by("pk")]
    facets = _facets({each.organisation for _person, theirs in rows for each in theirs})
    return [_person(person, theirs, facets) for person, theirs in rows]


def _member(organisation: Organisation, facets: Iterable[tuple[str, str]]) -> Entry:
    return Entry(
        key=member_key(organisation.pk),
        kind=MEMBER,
        title=organisation.name,
        url=organisation.get_absolute_url(),
        audience=frozenset({"public"}),
        summary=organisation.summary,
        body="\n\n".join(filter(None, [organisation.offers, organisation.seeks])),
        also=" ".join(_other_names(organisation)),
        facets=tuple(sorted({("kind", _("Member")), *facets})),
        fictional=organisation.fictional,
    )


def _other_names(organisation: Organisation) -> Iterator[str]:
    place = organisation.authority
    if place:
        yield from (place.name, place.short_name, str(place.get_kind_display()))
    else:
        yield str(organisation.get_kind_display())
    yield from filter(None, [organisation.region, organisation.nation])


def _person(
    person: Person, standings: list[Representation], facets: dict[int, set[tuple[str, str]]]
) -> Entry:
    organisations = [each.organisation for each in standings]
    shared = {facet for each in organisations for facet in facets[each.pk]}
    return Entry(
        key=person_key(person.pk),
        kind=PERSON,
        title=person.name,
        url=organisations[0].get_absolute_url(),
        audience=AMONG_MEMBERS,
        summary="; ".join(map(_standing, standings)),
        facets=tuple(sorted({("kind", _("Person")), *shared})),
        fictional=person.fictional,
    )


def _standing(standing: Representation) -> str:
    """Job title and role, if both are given, and whom they stand for."""
    role = str(standing.get_role_display())
    words = [standing.job_title, role] if standing.job_title else [role]
    return ", ".join([*words, standing.organisation.name])


def _facets(organisations: Iterable[Organisation]) -> dict[int, set[tuple[str, str]]]:
    places = {each.pk: each.authority or each.principal_council for each in organisations}
    known = {place.pk for place in places.values() if place}
    residents = latest_measures(MeasureKind.POPULATION, known)
    facets: dict[int, set[tuple[str, str]]] = {}
    for each in organisations:
        region = each.region or each.nation
        found = {("region", region)} if region else set()
        place = places[each.pk]
        if place:
            found |= _facets_of(place, residents[place.pk].value if place.pk in residents else None)
        facets[each.pk] = found
    return facets


def _facets_of(place: Authority, residents: int | None) -> set[tuple[str, str]]:
    facets = {("council_kind", str(place.get_kind_display()))}
    if band := size_band(residents):
        facets.add(("size", str(SIZE_WORDS[band])))
    return facets
