"""Who is in a segment today, each person once, and who of them gets no letter and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ccin.discussion.models import Asking, Belonging, Group, Topic
from ccin.discussion.states import REMOVED
from ccin.discussion.states import UNANSWERED as UNANSWERED_TOPICS
from ccin.governance.models import Appointment, Body
from ccin.joining.models import ContactCheck, Welcome
from ccin.kernel.clock import today
from ccin.library.models import Adoption, QuestionSubject, Resource, Theme
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.states import MEMBER_CLASSES, MembershipClass, RepresentationRole, SubKind
from ccin.newsroom.models import Announcement
from ccin.newsroom.reads.segment_words import LEFT_OUT, Names, in_words
from ccin.newsroom.rules.segments import (
    ASSESSMENT,
    CONTACTS,
    MAIN_CONTACT,
    QUESTION,
    UNANSWERED,
    WELCOME,
    NoSegment,
    Segment,
    read_segment,
)
from ccin.newsroom.states import AnnouncementState
from ccin.outbox.models import Addressee
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.mailings import not_to_write_to
from ccin.outbox.rules.mailings import SAME_ADDRESS, Listed, twice_addressed
from ccin.outbox.states import FAILED, WRITTEN
from ccin.principles.models import Assessment
from ccin.register.forms import NATIONS, REGIONS

CODES = {
    "classes": MembershipClass.values,
    "sub_kinds": SubKind.values,
    "nations": [code for code, _name in NATIONS],
    "regions": [code for code, _name in REGIONS],
    "roles": [MAIN_CONTACT, *RepresentationRole.values],
    "unanswered": UNANSWERED,
}
A_YEAR = timedelta(days=365)
LAST_SENT = 12  # announcements that somebody may have missed


@dataclass(frozen=True, slots=True)
class Reader:
    person: int
    name: str
    email: str
    organisation: str
    role: str
    is_fictional: bool = False
    because: str = ""  # a code: why they get no letter

    @property
    def key(self) -> str:
        return f"person:{self.person}"

    @property
    def role_in_words(self) -> str:
        return str(RepresentationRole(self.role).label)

    @property
    def left_out_because(self) -> str:
        return str(LEFT_OUT[self.because])


@dataclass(frozen=True)
class Audience:
    """The segment in words, and everybody in it today by name."""

    sentence: str
    everybody: tuple[Reader, ...] = ()

    @cached_property
    def readers(self) -> list[Reader]:
        return [each for each in self.everybody if not each.because]

    @cached_property
    def left_out(self) -> list[Reader]:
        return [each for each in self.everybody if each.because]

    @property
    def number(self) -> int:
        return len(self.readers)

    def recipients(self) -> list[Recipient]:
        return [Recipient(each.email, each.name, each.key) for each in self.everybody]


def segment_of(announcement: Announcement) -> Segment:
    """What cannot be read any more, since a code was given up, is nobody: it is chosen anew."""
    try:
        return read_segment(announcement.segment, CODES)
    except NoSegment:
        return Segment()


def audience_of(segment: Segment, *, section: str) -> Audience:
    """In a constant number of queries. `section` is what readers may have stopped; a formal notice
    has none."""
    if segment.is_empty:
        return Audience("")
    everybody = _everybody(segment, today())
    why = not_to_write_to(section, [(each.key, each.email) for each in everybody])
    wanted = [Listed(each.key, each.email) for each in everybody if each.key not in why]
    why.update(dict.fromkeys(twice_addressed(wanted), SAME_ADDRESS))
    told = (replace(each, because=why.get(each.key, "")) for each in everybody)
    return Audience(sentence_of(segment), tuple(told))


def _everybody(segment: Segment, day: date) -> list[Reader]:
    """A person who stands for several of them, or in several roles, is there once: as main contact
    rather than not, then as recorded first."""
    rows = _standing(segment, day).order_by("person__name", "person", "-is_primary", "pk")
    values = rows.values_list(
        "person", "person__name", "person__email", "organisation__name", "role", "person__fictional"
    )
    found: dict[int, Reader] = {}
    for each in values:
        found.setdefault(each[0], Reader(*each))
    everybody = list(found.values())
    if segment.missed:
        sent = [set(_were_sent(each)) for each in segment.missed]
        everybody = [each for each in everybody if any(each.key not in keys for keys in sent)]
    return everybody


def _standing(segment: Segment, day: date) -> QuerySet[Representation]:
    found = Representation.objects.current_on(day).filter(
        organisation__in=_organisations(segment, day).values("pk"),
        person__erased_on=None,
        person__merged_into=None,
    )
    if not settings.DEMO:
        found = found.filter(person__fictional=False)
    if segment.roles:
        as_main = Q(is_primary=True) if MAIN_CONTACT in segment.roles else Q(pk__in=[])
        found = found.filter(Q(role__in=segment.roles) | as_main)
    if segment.groups:
        theirs = Belonging.objects.in_force_on(day).filter(group__in=segment.groups)
        found = found.filter(person__in=theirs.values("person"))
    if segment.bodies:
        seats = Appointment.objects.counting_on(day).filter(seat__body__in=segment.bodies)
        found = found.filter(person__in=seats.values("person"))
    if segment.unanswered:
        found = found.filter(_silent(segment.unanswered, day))
    return found


def _organisations(segment: Segment, day: date) -> QuerySet[Organisation]:
    """Members, and supporters only where their class is asked for."""
    classes = segment.classes or MEMBER_CLASSES
    found = Organisation.objects.in_class(*classes, on=day)
    if not settings.DEMO:
        found = found.real()
    if segment.sub_kinds:
        held = Membership.objects.held_on(day).filter(
            organisation=OuterRef("pk"),
            sub_kind__in=segment.sub_kinds,
            membership_class__in=classes,
        )
        found = found.filter(Exists(held))
    if segment.nations or segment.regions:
        found = found.filter(Q(nation__in=segment.nations) | Q(region__in=segment.regions))
    if segment.organisations:
        found = found.filter(pk__in=segment.organisations)
    if segment.themes:
        found = found.filter(_on_themes(segment.themes))
    return found


def _on_themes(themes: Iterable[int]) -> Q:
    """Published, adopted or asked: of what may be read today."""
    resources = Resource.objects.readable().filter(themes__in=themes)
    adopted = Adoption.objects.standing().filter(resource__in=resources.values("pk"))
    about = QuestionSubject.objects.filter(themes__in=themes).values("topic")
    asked = Topic.objects.to_the_network().filter(pk__in=about).exclude(state=REMOVED)
    return (
        Q(pk__in=resources.filter(owner__isnull=False).values("owner"))
        | Q(pk__in=adopted.values("organisation"))
        | Q(pk__in=asked.filter(organisation__isnull=False).values("organisation"))
    )


def _silent(kinds: Iterable[str], day: date) -> Q:
    """Who has not answered, by one of the ways that the records know of."""
    own = {"organisation": OuterRef("organisation")}
    question = Asking.objects.filter(
        person=OuterRef("person"),
        replied_at=None,
        passed_at=None,
        topic__group=None,
        topic__state__in=UNANSWERED_TOPICS,
    )
    ways = {
        CONTACTS: Exists(ContactCheck.objects.filter(**own, confirmed_on=None)),
        WELCOME: Exists(Welcome.objects.filter(**own, closed_on=None)),
        ASSESSMENT: ~Exists(Assessment.objects.filter(**own, assessed_on__gt=day - A_YEAR)),
        QUESTION: Exists(question),
    }
    return reduce(or_, (Q(ways[kind]) for kind in kinds))


def _were_sent(announcement: int) -> QuerySet[Addressee, str]:
    mailing = Announcement.objects.filter(pk=announcement).values("mailing")
    got = Addressee.objects.filter(mailing__in=mailing, state=WRITTEN)
    return got.exclude(letter__state=FAILED).values_list("to_key", flat=True)


def sentence_of(segment: Segment) -> str:
    return in_words(segment, names_of(segment))


def names_of(segment: Segment) -> Names:
    """A query for each kind of record that the segment names."""

    def named(model: type[Model], keys: tuple[int, ...], field: str = "name") -> dict[int, str]:
        found = model._default_manager.filter(pk__in=keys) if keys else None
        return dict(found.values_list("pk", field)) if found is not None else {}

    return Names(
        themes=named(Theme, segment.themes),
        groups=named(Group, segment.groups),
        bodies=named(Body, segment.bodies),
        organisations=named(Organisation, segment.organisations),
        missed=named(Announcement, segment.missed, "subject"),
    )


def addresses_today(keys: Iterable[str]) -> dict[str, str]:
    """Of those of these keys that are people."""
    pairs = (key.partition(":") for key in keys)
    people = [int(pk) for kind, _colon, pk in pairs if kind == "person" and pk.isdecimal()]
    found = Person.objects.filter(pk__in=people).exclude(email="").values_list("pk", "email")
    return {f"person:{pk}": email for pk, email in found}


@dataclass(frozen=True, slots=True)
class Choices:
    """The records that a segment may name: key and name."""

    themes: list[tuple[int, str]]
    groups: list[tuple[int, str]]
    bodies: list[tuple[int, str]]
    organisations: list[tuple[int, str]]
    missed: list[tuple[int, str]]


def choices_today() -> Choices:
    sent = Announcement.objects.filter(state=AnnouncementState.SENT).order_by("-pk")
    known = Organisation.objects.in_class(*MembershipClass.values, on=today()).order_by("name")
    return Choices(
        themes=list(Theme.objects.kept().order_by("name").values_list("pk", "name")),
        groups=list(Group.objects.open().order_by("name").values_list("pk", "name")),
        bodies=list(Body.objects.order_by("name").values_list("pk", "name")),
        organisations=list(known.values_list("pk", "name")),
        missed=list(sent.values_list("pk", "subject")[:LAST_SENT]),
    )
