"""The directory of people: those who chose to stand in it, for people of the network alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccin.access.actor import Actor
from ccin.discussion.models import Profile
from ccin.discussion.reads.groups import in_the_network
from ccin.governance.models import Appointment
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Person, Representation
from ccin.members.states import in_membership

MOST_WORDS = 6  # of what is looked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is looked for: by name or by what they know, by role, by place, by organisation."""

    words: str = ""
    role: str = ""
    region: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the directory; the address is empty unless they show it."""

    person: Person
    standings: list[str]
    expertise: str
    email: str


def listed_people() -> QuerySet[Person]:
    """Those of the network today who chose to be listed, or agreed once to be named in public and
    have not chosen otherwise since."""
    chose = Profile.objects.filter(person=OuterRef("pk"))
    agreed = Q(listing_consent_on__isnull=False) & ~Exists(chose)
    return in_the_network(Person.objects.kept()).filter(
        Exists(chose.filter(is_listed=True)) | agreed
    )


def profile_of(actor: Actor) -> Profile | None:
    return Profile.objects.filter(person=actor.person or 0).first()


def is_listed(actor: Actor) -> bool:
    return listed_people().filter(pk=actor.person or 0).exists()


def may_look(actor: Actor) -> bool:
    """Members, those who sit in a body, and staff: supporters are not members."""
    return actor.is_staff or bool(actor.body_roles) or in_membership(actor.classes)


def found_people(actor: Actor, wanted: Wanted) -> QuerySet[Person]:
    if not may_look(actor):
        return Person.objects.none()
    found = listed_people()
    for word in wanted.words.split()[:MOST_WORDS]:
        knows = Profile.objects.filter(person=OuterRef("pk"), expertise__icontains=word)
        found = found.filter(Q(name__icontains=word) | Exists(knows))
    standing = _standing().filter(person=OuterRef("pk"))
    if wanted.role:
        standing = standing.filter(role=wanted.role)
    if wanted.region:
        at = Q(organisation__region=wanted.region) | Q(organisation__nation=wanted.region)
        standing = standing.filter(at | Q(organisation__authority__region=wanted.region))
    if wanted.organisation:
        standing = standing.filter(organisation__name__icontains=wanted.organisation.strip())
    if wanted.role or wanted.region or wanted.organisation:
        found = found.filter(Exists(standing))
    return found.order_by("name", "pk")


def entries(people: Iterable[Person]) -> list[Entry]:
    """Each with what they are and what they say of themselves, in three queries."""
    found = list(people)
    keys = [each.pk for each in found]
    profiles = {each.person_id: each for each in Profile.objects.filter(person__in=keys)}
    standings = standings_of(keys)
    return [
        Entry(
            each,
            standings[each.pk],
            profiles[each.pk].expertise if each.pk in profiles else "",
            each.email if each.pk in profiles and profiles[each.pk].shows_email else "",
        )
        for each in found
    ]


def standings_of(people: Collection[int]) -> dict[int, list[str]]:
    """All that each of them is today, in two queries: roles for members, seats in bodies."""
    said: dict[int, list[str]] = defaultdict(list)
    for standing in _standing().filter(person__in=people).select_related("organisation"):
        role = standing.job_title or standing.get_role_display()
        said[standing.person_id].append(f"{role}, {standing.organisation}")
    seated = Appointment.objects.current_on(today()).filter(person__in=people)
    for held in seated.select_related("seat__body").order_by("seat__position", "pk"):
        said[held.person_id].append(f"{held.seat.name}, {held.seat.body}")
    return said


def _standing() -> QuerySet[Representation]:
    members = Organisation.objects.members_on(today()).order_by().values("pk")
    return (
        Representation.objects.current_on(today())
        .filter(organisation__in=members)
        .order_by("-is_primary", "pk")
    )
