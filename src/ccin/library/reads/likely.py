"""Who may know about a question: what members published, adopted, answered and offer on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Asking, Topic
from ccin.discussion.rules.asking import MONTH, may_be_asked, terms_on
from ccin.discussion.states import ANSWERED
from ccin.kernel.clock import today
from ccin.library.models import Adoption, QuestionSubject, Resource, Theme
from ccin.library.reasons.asking import because
from ccin.library.rules.asking import Because, Candidate, kept_reasons, likely, themes_in
from ccin.library.states.resources import Visibility
from ccin.members.models import Organisation, Representation
from ccin.members.states import MEMBER_CLASSES
from ccin.search.reads import find
from ccin.search.rules import Asked
from ccin.search.rules.entries import PUBLIC

LOOKED_AT = 200  # of each kind, newest first: what is older says less about who knows today
CHOICES = 10  # people to choose from when somebody names another
NEAR = 5  # resources found by the question's own words count as if they were on its theme
FOR_ALL_MEMBERS = (Visibility.PUBLIC, Visibility.MEMBERS)
Reasons = dict[int, list[Because]]


def vocabulary() -> dict[int, list[str]]:
    """Each theme with its name and the words people search by."""
    themes = Theme.objects.kept().prefetch_related("synonyms").order_by("name")
    return {each.pk: [each.name, *(one.words for one in each.synonyms.all())] for each in themes}


def who_may_know(
    topic: Topic, themes: Collection[int], *, at_most: int | None = None
) -> list[Candidate]:
    """Those who have not been asked about it and may be asked today, likeliest first."""
    people, bodies = _reasons(topic, themes)
    standing = (
        Representation.objects.current_on(today())
        .filter(Q(person__in=people) | Q(organisation__in=bodies))
        .filter(
            organisation__in=Organisation.objects.members_on(today()).values("pk"),
            organisation__fictional=topic.fictional,
            person__erased_on=None,
            person__merged_into=None,
        )
        .exclude(person__email="")
        .exclude(person__in=_colleagues(topic))
        .exclude(person__in=topic.askings.values("person"))
        .order_by("pk")
    )
    candidates = [
        Candidate(
            person=each.person_id,
            organisation=each.organisation_id,
            role=each.role,
            is_primary=each.is_primary,
            because=kept_reasons([*people[each.person_id], *bodies[each.organisation_id]]),
        )
        for each in standing
    ]
    free = _free({each.person for each in candidates})
    return likely(
        (each for each in candidates if each.person in free),
        not_of=topic.organisation_id,
        at_most=at_most,
    )


def _colleagues(topic: Topic) -> QuerySet[Representation, int]:
    standing = Representation.objects.current_on(today())
    return standing.filter(organisation=topic.organisation_id).values_list("person", flat=True)


def _free(people: Iterable[int]) -> set[int]:
    """Those of them who have been left in peace for long enough."""
    people, terms, moment = set(people), terms_on(today()), timezone.now()
    asked_at, passed_at = defaultdict(list), defaultdict(list)
    recent = Asking.objects.filter(person__in=people, asked_at__gt=moment - MONTH)
    passed = Asking.objects.filter(person__in=people, passed_at__gt=moment - MONTH)
    for asking in (recent | passed).order_by("pk"):
        asked_at[asking.person_id].append(asking.asked_at)
        if asking.passed_at:
            passed_at[asking.person_id].append(asking.passed_at)
    return {
        each
        for each in people
        if may_be_asked(terms, moment, asked_at=asked_at[each], passed_at=passed_at[each])
    }


def _reasons(topic: Topic, themes: Collection[int]) -> tuple[Reasons, Reasons]:
    """What speaks for people, and for organisations."""
    people: Reasons = defaultdict(list)
    bodies: Reasons = defaultdict(list)
    resources = _resources(topic, themes)
    for resource in resources:
        bodies[resource.owner_id or 0].append(("published", resource.title))
        people[resource.contact_id or 0].append(("contact", resource.title))
    for adoption in _adoptions(resources):
        bodies[adoption.organisation_id].append(("adopted", adoption.resource.title))
        people[adoption.contact_id or 0].append(("uses", adoption.resource.title))
    for answered in _answered(topic, themes):
        author = answered.answer.author_id if answered.answer else None
        people[author or 0].append(("answered", answered.title))
    for key, names in _offers(topic, themes):
        bodies[key] += [("offers", name) for name in names]
    return people, bodies  # under 0: what names nobody


def _resources(topic: Topic, themes: Collection[int]) -> list[Resource]:
    hits = find(
        Asked(words=f"{topic.title} {topic.words}"[:500], kinds=frozenset()),
        frozenset({PUBLIC, *(f"class:{each}" for each in MEMBER_CLASSES)}),
    ).hits
    keys = [key.removeprefix("library.resource:") for key in (hit.key for hit in hits)]
    near = [int(key) for key in keys if key.isdecimal()][:NEAR]
    found = (
        Resource.objects.readable()
        .filter(Q(themes__in=themes) | Q(pk__in=near), visibility__in=FOR_ALL_MEMBERS)
        .order_by("-published_on", "-pk")
        .distinct()
    )
    return list(found[:LOOKED_AT])


def _adoptions(resources: Iterable[Resource]) -> QuerySet[Adoption]:
    found = Adoption.objects.standing().filter(resource__in=[each.pk for each in resources])
    return found.select_related("resource").order_by("-since", "-pk")[:LOOKED_AT]


def _answered(topic: Topic, themes: Collection[int]) -> QuerySet[Topic]:
    about = QuestionSubject.objects.filter(themes__in=themes).values("topic")
    found = Topic.objects.to_the_network().filter(pk__in=about, state=ANSWERED).exclude(pk=topic.pk)
    return found.select_related("answer").order_by("-answered_at", "-pk")[:LOOKED_AT]


def _offers(topic: Topic, themes: Collection[int]) -> Iterable[tuple[int, list[str]]]:
    """Members whose own words of what they can help with name one of the themes."""
    words = {key: phrases for key, phrases in vocabulary().items() if key in set(themes)}
    members = Organisation.objects.members_on(today()).filter(fictional=topic.fictional)
    offering = members.exclude(offers="").order_by("pk").values_list("pk", "offers")
    for key, offers in offering if words else ():
        if met := themes_in(offers, words):
            yield key, [words[theme][0] for theme in met]


def to_choose_from(topic: Topic, actor: Actor) -> list[tuple[Candidate, str]]:
    """Whom somebody may name: for one who was asked also their own colleagues, each in words."""
    themes = list(QuestionSubject.objects.filter(topic=topic).values_list("themes", flat=True))
    found = who_may_know(topic, [key for key in themes if key], at_most=CHOICES)
    mine = topic.askings.filter(person=actor.person or 0).exists()
    by = _body_of(actor)
    if mine:
        found = [replace(each, because=(*each.because, ("suggested", by))) for each in found]
        found += _colleagues_of(actor, topic, by=by, already={each.person for each in found})
    standing = (
        Representation.objects.current_on(today())
        .filter(person__in=[each.person for each in found])
        .select_related("person", "organisation")
        .order_by("-pk")
    )
    known = {(each.person_id, each.organisation_id): each for each in standing}
    return [
        (each, _described(known[(each.person, each.organisation)], each))
        for each in found
        if (each.person, each.organisation) in known
    ]


def _body_of(actor: Actor) -> str:
    """For whom they stand: who named somebody else stays known without their name."""
    own = actor.organisations_where(Permission.TOPIC_REPLY)
    body = Organisation.objects.filter(pk__in=own).order_by("name").first()
    return str(body or "")


def _colleagues_of(actor: Actor, topic: Topic, *, by: str, already: set[int]) -> list[Candidate]:
    own = actor.organisations_where(Permission.TOPIC_REPLY)
    standing = (
        Representation.objects.current_on(today())
        .filter(organisation__in=own, person__erased_on=None, person__merged_into=None)
        .exclude(organisation=topic.organisation_id)
        .exclude(person__in=[actor.person or 0, *already])
        .exclude(person__in=topic.askings.values("person"))
        .exclude(person__email="")
        .order_by("person__name", "pk")
    )
    found = {
        each.person_id: Candidate(
            each.person_id, each.organisation_id, each.role, because=(("suggested", by),)
        )
        for each in standing[:LOOKED_AT]
    }
    free = _free(found)
    return [each for key, each in found.items() if key in free]


def _described(standing: Representation, candidate: Candidate) -> str:
    body = standing.organisation.name
    role = standing.job_title or standing.get_role_display()
    who = f"{standing.person.name}, {role}, {body}"
    known = [reason for reason in candidate.because if reason[0] != "suggested"]
    why = because(known, body, you=False)
    return f"{who}: {why[0]}" if why else who
