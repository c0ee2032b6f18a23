"""What the search is told of a resource: what its last release says, and nothing written since."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, QuerySet

from ccin.design.prose import plain
from ccin.library.models import Partner, Release, Resource
from ccin.library.reads.shown import released_files
from ccin.library.reasons.finding import EVIDENCE_WORDS
from ccin.library.rules.finding import MOST_OF_A_FILE, MOST_OF_ALL, audience, cut_to
from ccin.library.states.resources import EvidenceLevel, PartnerRole
from ccin.members.models import Organisation
from ccin.members.reasons import SIZE_WORDS
from ccin.members.rules.sizes import size_band
from ccin.members.states import MEMBER_CLASSES
from ccin.register.models import Authority, Measure
from ccin.register.states import MeasureKind
from ccin.search.rules import Entry
from ccin.search.rules.entries import STAFF

PLACES = ("authority", "principal_council")


def key_of(resource: Resource) -> str:
    return f"library.resource:{resource.pk}"


def to_index() -> QuerySet[Resource]:
    """Resources with all that `entry_of` looks at."""
    partners = Partner.objects.select_related(
        *(f"organisation__{place}" for place in PLACES)
    ).order_by("pk")
    return Resource.objects.select_related(
        *(f"owner__{place}" for place in PLACES)
    ).prefetch_related(
        "themes__synonyms",
        "places__authority",
        Prefetch("partners", partners),
        Prefetch("releases", Release.objects.order_by("-number")),
    )


def entry_of(resource: Resource) -> Entry | None:
    """Nothing for a resource that nobody may read: it leaves the index."""
    release = next(iter(resource.releases.all()), None)
    if release is None or not resource.is_readable:
        return None
    content = release.content
    return Entry(
        key=key_of(resource),
        kind=resource.kind,
        title=content["title"],
        url=resource.get_absolute_url(),
        audience=audience_of(resource),
        summary=content["summary"],
        body="\n".join(_body(resource, release)),
        also="\n".join(_also(resource)),
        facets=tuple(dict.fromkeys(_facets(resource, release))),
        dated_on=_dated_on(resource),
        dated_by_year=resource.appeared_on is None,
        fictional=resource.fictional,
    )


def _dated_on(resource: Resource) -> date | None:
    """By what it stands among the newest: of what was brought forward, its year."""
    if resource.appeared_on or not resource.year:
        return resource.appeared_on
    return date(resource.year, 1, 1)


def audience_of(resource: Resource) -> frozenset[str]:
    """Those for whom it is; staff, and the people of its owner and of its maintainers, always."""
    readers = audience(
        resource.visibility,
        of_class=resource.visible_class,
        of_body=resource.visible_body_id,
        members=MEMBER_CLASSES,
    )
    return readers | keepers_of(resource)


def keepers_of(resource: Resource) -> frozenset[str]:
    """Staff, and the people of its owner and of its maintainers: what is said while it is written
    is for nobody else."""
    writers = {
        each.organisation_id
        for each in resource.partners.all()
        if each.role == PartnerRole.MAINTAINER
    }
    writers |= {resource.owner_id} if resource.owner_id else set()
    return frozenset({STAFF, *(f"org:{key}" for key in writers)})


def _body(resource: Resource, release: Release) -> Iterator[str]:
    for _name, heading, words in release.content["sections"]:
        yield f"{heading} {plain(words)}"
    for _name, sentence in release.content["principles"]:
        yield sentence
    words = [file.words for file in released_files(release)]
    yield from cut_to(words, each=MOST_OF_A_FILE, together=MOST_OF_ALL)


def _also(resource: Resource) -> Iterator[str]:
    """What it is found by and does not show: themes with their synonyms, who, where."""
    for theme in resource.themes.all():
        yield theme.name
        yield from (synonym.words for synonym in theme.synonyms.all())
    yield from (body.name for body in _bodies(resource))
    for place in _places(resource):
        yield f"{place.name} {place.short_name}"
    yield str(resource.get_kind_display())


def _facets(resource: Resource, release: Release) -> Iterator[tuple[str, str]]:
    yield "kind", str(resource.get_kind_display())
    yield from (("theme", theme.name) for theme in resource.themes.all())
    yield from (("principle", name) for name, _sentence in release.content["principles"])
    places = _places(resource)
    yield from (("council_kind", str(place.get_kind_display())) for place in places)
    regions = {place.region or place.nation for place in places}
    if resource.owner and not places:
        regions.add(resource.owner.region or resource.owner.nation)
    yield from (("region", region) for region in sorted(regions) if region)
    bands = {size_band(people) for people in residents_of(places).values()}
    yield from (("size", str(SIZE_WORDS[band])) for band in SIZE_WORDS if band in bands)
    if resource.year:
        yield "year", str(resource.year)
    level = EvidenceLevel(release.content["evidence_level"])
    if level:
        yield "evidence", str(EVIDENCE_WORDS[level])


def _bodies(resource: Resource) -> list[Organisation]:
    owner = [resource.owner] if resource.owner else []
    return [*owner, *(partner.organisation for partner in resource.partners.all())]


def _places(resource: Resource) -> list[Authority]:
    """Where it was done: the councils that own it or worked on it, and places named beside."""
    found = [place for body in _bodies(resource) if (place := council_of(body))]
    found += [place.authority for place in resource.places.all()]
    return list({place.pk: place for place in found}.values())


def council_of(organisation: Organisation) -> Authority | None:
    """The authority it is, or the one around it."""
    return organisation.authority or organisation.principal_council


def residents_of(places: list[Authority]) -> dict[int, int]:
    """How many live in each area, by the latest count."""
    if not places:
        return {}
    counted = Measure.objects.filter(kind=MeasureKind.POPULATION, authority__in=places)
    return dict(counted.order_by("year").values_list("authority", "value"))
