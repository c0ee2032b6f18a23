"""Beginning a resource and writing it: sections, facts, principles, partners."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Body
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.library.models import Partner, Place, PrincipleShown, Resource, Section, Theme
from ccin.library.operations.indexing import index_resource
from ccin.library.reads.indexing import audience_of
from ccin.library.reads.writing import must_move, writing_move
from ccin.library.states.resources import (
    RESOURCE,
    SECTIONS,
    Licence,
    PartnerRole,
    Visibility,
)
from ccin.members.models import Organisation, Person, Representation
from ccin.principles.models import Principle
from ccin.register.models import Authority
from ccin.texts.operations.writing import let_go, save_text, take_lease, write_text

LONGEST_SLUG = 100
MOST_SECTIONS = 60


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a resource begins. `words` by the names of its sections; `more` are sections under
    headings of their own, as a file had them, to be sorted by whoever writes."""

    title: str
    owner: Organisation | None
    summary: str = ""
    worked_with: Organisation | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    more: tuple[tuple[str, str], ...] = ()
    source: str = ""
    source_url: str = ""
    link: str = ""
    contact_line: str = ""
    fictional: bool = False
    brought_forward: bool = False


@dataclass(frozen=True, slots=True)
class ResourceDetails:
    """The facts about a resource. `details_of` gives those it has, to change some of them."""

    title: str
    summary: str = ""
    year: int | None = None
    evidence_level: str = ""
    licence: str = Licence.OGL
    third_party: str = ""
    contact: Person | None = None
    contact_line: str = ""
    visibility: str = Visibility.PUBLIC
    visible_class: str = ""
    visible_body: Body | None = None
    link: str = ""
    language: str = "en"
    source: str = ""
    source_url: str = ""
    themes: tuple[Theme, ...] = ()
    places: tuple[Authority, ...] = ()
    partners: tuple[tuple[Organisation, str], ...] = ()  # with their roles; no maintainers


PLAIN = (
    *("title", "summary", "year", "evidence_level", "licence", "third_party", "contact"),
    *("contact_line", "visibility", "visible_class", "visible_body", "link", "language"),
    *("source", "source_url"),
)
WHO_READS = frozenset({"visibility", "visible_class", "visible_body"})


def details_of(resource: Resource) -> ResourceDetails:
    return ResourceDetails(
        **{name: getattr(resource, name) for name in PLAIN},
        themes=tuple(resource.themes.order_by("name")),
        places=tuple(each.authority for each in resource.places.select_related("authority")),
        partners=tuple(
            (each.organisation, each.role)
            for each in resource.partners.took_part().select_related("organisation")
        ),
    )


@transaction.atomic
def start_resource(kind: str, begun: Beginning, *, by: Actor) -> Resource:
    """A draft with the sections of its kind; nobody outside its owner and the staff sees it."""
    owner = begun.owner
    by.must(Permission.RESOURCE_WRITE, organisation=owner.pk if owner else None)
    title = " ".join(begun.title.split())
    if not title:
        raise Refused(_("Give it a title; you can change it later."))
    if len(begun.more) > MOST_SECTIONS:
        raise Refused(_("This has more headings than can be kept. Split it into several."))
    resource = Resource(
        kind=kind,
        title=title[:200],
        slug=free_slug(title),
        summary=begun.summary[:400],
        owner=owner,
        source=begun.source[:300],
        source_url=begun.source_url,
        link=begun.link,
        contact_line=begun.contact_line[:200],
        fictional=begun.fictional or bool(owner and owner.fictional),
        brought_forward=begun.brought_forward,
        started_by_id=by.account,
        started_at=timezone.now(),
    )
    resource.save()
    for name in SECTIONS[kind]:
        add_section(resource, name=name, words=begun.words.get(name, ""), by=by)
    for heading, words in begun.more:
        add_section(resource, heading=heading, words=words, by=by)
    if begun.worked_with is not None:
        Partner.objects.create(
            resource=resource, organisation=begun.worked_with, role=PartnerRole.WORKING_WITH
        )
    record(by, "library.resource_started", resource, concerning=_concerned(resource), kind=kind)
    return resource


@transaction.atomic
def describe_resource(
    resource: Resource, details: ResourceDetails, *, version: int, by: Actor
) -> None:
    """Change the facts. Who may read a published one, only the editor changes."""
    lock_to_write(resource, by=by)
    if resource.version != version:
        raise Stale(sent={"title": details.title, "summary": details.summary})
    _check_audience(resource, details, by=by)
    _check_contact(resource, details)
    if any(role == PartnerRole.MAINTAINER for _organisation, role in details.partners):
        raise Refused(_("Whoever is to maintain it is asked first, on the page of maintainers."))
    was_for = audience_of(resource)
    changed = [name for name in PLAIN if getattr(resource, name) != getattr(details, name)]
    for name in changed:
        setattr(resource, name, getattr(details, name))
    if "title" in changed and resource.published_on is None:
        resource.slug = free_slug(resource.title, but_for=resource)
    resource.version += 1
    resource.save()
    resource.themes.set(details.themes)
    _replace_places(resource, details.places)
    _replace_partners(resource, details.partners)
    record(
        by,
        "library.resource_described",
        resource,
        concerning=_concerned(resource),
        fields=changed,
    )
    if resource.is_readable:
        if not WHO_READS.isdisjoint(changed):
            keep_earlier_releases(resource, was_for)
        index_resource(resource)


@transaction.atomic
def save_section(section: Section, words: str, *, version: int, by: Actor) -> None:
    """Save a section's words as the next version of its text, and keep the pen."""
    lock_to_write(section.resource, by=by)
    if save_text(section.text, words, version=version, by=by):
        number = section.text.version
        record(by, "library.section_saved", section.resource, section=section.pk, version=number)


@transaction.atomic
def take_pen(section: Section, *, by: Actor) -> None:
    lock_to_write(section.resource, by=by)
    take_lease(section.text, by=by)
    record(by, "library.pen_taken", section.resource, section=section.pk)


@transaction.atomic
def put_pen_down(section: Section, *, by: Actor) -> None:
    lock_to_write(section.resource, by=by)
    let_go(section.text, by=by)
    record(by, "library.pen_put_down", section.resource, section=section.pk)


@transaction.atomic
def show_principles(resource: Resource, sentences: Mapping[Principle, str], *, by: Actor) -> None:
    """Which principles it puts into practice, each with the sentence that shows it."""
    lock_to_write(resource, by=by)
    said = {principle: " ".join(words.split()) for principle, words in sentences.items()}
    resource.principles.all().delete()
    PrincipleShown.objects.bulk_create(
        PrincipleShown(resource=resource, principle=principle, sentence=words[:400])
        for principle, words in said.items()
        if words
    )
    shown = sorted(principle.pk for principle, words in said.items() if words)
    record(by, "library.principles_shown", resource, principles=len(shown))


def lock_to_write(resource: Resource, *, by: Actor) -> None:
    """Lock it and see that this actor may write it where it stands."""
    resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
    move = RESOURCE.move(writing_move(resource), state=resource.state)
    must_move(by, resource, move)


def add_section(
    resource: Resource, *, words: str, by: Actor, name: str = "", heading: str = ""
) -> Section:
    return Section.objects.create(
        resource=resource,
        position=resource.sections.count(),
        name=name,
        heading=heading[:150],
        text=write_text(words, by=by),
    )


def _check_audience(resource: Resource, details: ResourceDetails, *, by: Actor) -> None:
    before = (resource.visibility, resource.visible_class, resource.visible_body)
    after = (details.visibility, details.visible_class, details.visible_body)
    is_editor = by.may(Permission.RESOURCE_PUBLISH)
    if (details.visibility == Visibility.CLASS) != bool(details.visible_class):
        raise Refused(_("Say which class of member may read it."))
    if (details.visibility == Visibility.BODY) != (details.visible_body is not None):
        raise Refused(_("Say which body of the network may read it."))
    if before == after or is_editor:
        return
    if resource.published_on is not None:
        raise Refused(_("It is published: ask the editor to change who may read it."))
    if details.visibility == Visibility.BODY:
        raise Refused(_("Only staff can keep something for one body of the network."))


def keep_earlier_releases(resource: Resource, was_for: frozenset[str]) -> None:
    """Whoever opens a resource to others opens what it says now: an earlier release may hold what
    was taken out for that, and stays with those whom it was for."""
    last = resource.releases.order_by("-number").first()
    earlier = resource.releases.filter(number__lt=last.number if last else 0, audience=[])
    earlier.update(audience=sorted(was_for))


def _check_contact(resource: Resource, details: ResourceDetails) -> None:
    contact = details.contact
    if contact is None or contact == resource.contact or resource.owner_id is None:
        return
    stands = Representation.objects.current_on(today()).filter(person=contact)
    if not stands.filter(organisation=resource.owner_id).exists():
        raise Refused(_("The contact has to be somebody of the organisation that owns it."))


def _replace_places(resource: Resource, places: Iterable[Authority]) -> None:
    resource.places.all().delete()
    Place.objects.bulk_create(
        Place(resource=resource, authority=each) for each in dict.fromkeys(places)
    )


def _replace_partners(resource: Resource, partners: Iterable[tuple[Organisation, str]]) -> None:
    resource.partners.took_part().delete()
    Partner.objects.bulk_create(
        Partner(resource=resource, organisation=organisation, role=role)
        for organisation, role in dict.fromkeys(partners)
    )


def _concerned(resource: Resource) -> list[Any]:
    return [resource.owner] if resource.owner else []


def free_slug(title: str, *, but_for: Resource | None = None) -> str:
    """One that neither another resource nor a page of the library has."""
    stem = slugify(title)[: LONGEST_SLUG - 5].strip("-") or "resource"
    others = Resource.objects.exclude(pk=but_for.pk if but_for else 0)
    taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken or is_a_page(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug


def is_a_page(slug: str) -> bool:
    try:
        return resolve(f"/library/{slug}/").url_name not in {"resource", "wagtail_serve"}
    except Resolver404:
        return False
