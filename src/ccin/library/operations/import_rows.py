"""Rows become resources, some hundred at a time and all of these or none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Stale
from ccin.library.imports.contents import Contents, digest_of
from ccin.library.imports.lines import Line
from ccin.library.models import (
    FormerAddress,
    Import,
    Origin,
    Partner,
    PrincipleShown,
    Release,
    Resource,
    Section,
)
from ccin.library.operations.import_plan import Judge, Judged, Outcome
from ccin.library.operations.publishing import a_year_after
from ccin.library.operations.resources import LONGEST_SLUG, is_a_page
from ccin.library.reads.writing import content_of
from ccin.library.states.resources import (
    DRAFT,
    PUBLISHED,
    Licence,
    PartnerRole,
    ResourceState,
    SectionName,
)
from ccin.members.models import Edition, Organisation
from ccin.principles.models import Principle
from ccin.texts.operations.writing import save_text, write_texts


@dataclass(slots=True)
class Slugs:
    """Addresses for many at once: the next number of each is remembered, not looked for."""

    numbers: dict[str, int] = field(default_factory=dict)

    def free(self, titles: Sequence[str]) -> list[str]:
        slugs = [self._next(slugify(title)) for title in titles]
        while taken := set(Resource.objects.filter(slug__in=slugs).values_list("slug", flat=True)):
            slugs = [
                self._next(slugify(title)) if slug in taken else slug
                for title, slug in zip(titles, slugs, strict=True)
            ]
        return slugs

    def _next(self, stem: str) -> str:
        stem = stem[: LONGEST_SLUG - 8].strip("-") or "resource"
        while True:
            number = self.numbers[stem] = self.numbers.get(stem, 0) + 1
            slug = stem if number == 1 else f"{stem}-{number}"
            if not is_a_page(slug):
                return slug


@dataclass(slots=True)
class Carrier:
    """Brings rows in for one import. Between batches it keeps only what names mean and which keys
    it has seen."""

    judge: Judge
    brought: Import
    slugs: Slugs = field(default_factory=Slugs)
    fictional: set[int] = field(default_factory=set)
    principles: dict[int, str] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        invented = Organisation.objects.filter(fictional=True)
        self.fictional = set(invented.values_list("pk", flat=True))
        for pk, name, position in Principle.objects.values_list("pk", "name", "position"):
            self.principles[pk], self.places[pk] = name, position

    def list_name(self) -> str:
        return self.judge.list_name


@transaction.atomic
def bring_rows(carrier: Carrier, lines: Sequence[Line], *, by: Actor) -> Counter[str]:
    """What became of each, by the library as it is under the lock: another list may have brought
    the same meanwhile."""
    Edition.objects.stamp_anew()
    by.must(Permission.LIBRARY_IMPORT)
    judged = carrier.judge.judge(lines)
    made = [each for each in judged if each.outcome == Outcome.MADE]
    changed = [each for each in judged if each.outcome == Outcome.CHANGED]
    resources = _make(carrier, made, by=by) if made else []
    for each in changed:
        try:
            with transaction.atomic():
                resources.append(_change(carrier, each, by=by))
        except Stale:  # somebody holds the pen
            each.outcome = Outcome.LEFT_OUT
    if resources:
        record(
            by,
            "library.rows_brought_in",
            carrier.brought,
            concerning=[*resources, *_owners(resources)],
            made=len(made),
            changed=len(changed),
            list=carrier.list_name(),
        )
    return Counter(str(each.outcome) for each in judged)


def _owners(resources: Iterable[Resource]) -> list[Organisation]:
    keys = {resource.owner_id for resource in resources if resource.owner_id}
    return list(Organisation.objects.filter(pk__in=keys).order_by("pk"))


def _make(carrier: Carrier, judged: Sequence[Judged], *, by: Actor) -> list[Resource]:
    day = today()
    slugs = carrier.slugs.free([_contents(each).title for each in judged])
    resources = Resource.objects.bulk_create(
        _resource(carrier, each, slug, day, by) for each, slug in zip(judged, slugs, strict=True)
    )
    pairs = list(zip(resources, judged, strict=True))
    contents = _write_sections(pairs, by=by)
    _attach(pairs)
    for resource, each in pairs:
        contents[resource.pk]["principles"] = _principles(carrier, each)
    if carrier.brought.publish:
        Release.objects.bulk_create(
            _release(resource, contents[resource.pk], number=1, by=by) for resource in resources
        )
    Origin.objects.bulk_create(
        _origin(carrier, resource, each, contents[resource.pk]) for resource, each in pairs
    )
    return resources


def _resource(carrier: Carrier, judged: Judged, slug: str, day: date, by: Actor) -> Resource:
    row, contents, meant = judged.row, _contents(judged), judged.meant
    assert row is not None
    assert meant is not None
    published_on = row.date or day
    is_public = carrier.brought.publish
    return Resource(
        slug=slug,
        kind=meant.kind,
        title=contents.title,
        summary=contents.summary,
        owner_id=meant.owner,
        fictional=meant.owner in carrier.fictional,
        visibility=row.visibility or carrier.brought.visibility,
        language=row.language or "en",
        started_by_id=by.account,
        started_at=timezone.now(),
        brought_forward=True,
        state=PUBLISHED if is_public else DRAFT,
        published_on=published_on if is_public else None,
        review_due_on=a_year_after(day) if is_public else None,
        index_due=True,
        **_facts(carrier, judged),
    )


def _facts(carrier: Carrier, judged: Judged) -> dict[str, Any]:
    """What a later list may say anew."""
    row, meant = judged.row, judged.meant
    assert row is not None
    assert meant is not None
    source = row.source or carrier.list_name()
    if row.owner and meant.owner is None:
        source = _("%(owner)s, by %(source)s") % {"owner": row.owner, "source": source}
    year = row.year or (row.date.year if row.date else None)
    return {
        "year": year,
        "evidence_level": row.evidence,
        "link": row.link,
        "contact_line": row.contact,
        "licence": row.licence or Licence.OGL,
        "source": source[:300],
    }


def _write_sections(
    pairs: Sequence[tuple[Resource, Judged]], *, by: Actor
) -> dict[int, dict[str, Any]]:
    """The sections with their texts; what a release says of each resource."""
    wanted = [
        (resource, position, *section)
        for resource, judged in pairs
        for position, section in enumerate(_contents(judged).sections)
    ]
    texts = write_texts([words for *_rest, words in wanted], by=by)
    Section.objects.bulk_create(
        Section(resource=resource, position=position, name=name, heading=heading, text=text)
        for (resource, position, name, heading, _words), text in zip(wanted, texts, strict=True)
    )
    shown: dict[int, list[list[str]]] = defaultdict(list)
    for (resource, _position, name, heading, _words), text in zip(wanted, texts, strict=True):
        if text.words:
            label = heading or str(SectionName(name).label)
            shown[resource.pk].append([name, label, text.words])
    return {
        resource.pk: {
            "title": resource.title,
            "summary": resource.summary,
            "evidence_level": str(resource.evidence_level),
            "sections": shown[resource.pk],
            "principles": [],
            "files": [],
        }
        for resource, _judged in pairs
    }


def _attach(pairs: Iterable[tuple[Resource, Judged]]) -> None:
    """Themes, partners, principles and the old address, as far as a row names any."""
    through = Resource.themes.through
    themes, partners, principles, addresses = [], [], [], []
    for resource, judged in pairs:
        row, meant = judged.row, judged.meant
        assert row is not None
        assert meant is not None
        themes += [through(resource_id=resource.pk, theme_id=key) for key in meant.themes]
        for role, keys in (
            (PartnerRole.WORKING_WITH, meant.working_with),
            (PartnerRole.PARTNER, meant.partners),
        ):
            partners += [Partner(resource=resource, organisation_id=k, role=role) for k in keys]
        principles += [
            PrincipleShown(resource=resource, principle_id=key, sentence=sentence)
            for key, sentence in meant.principles
        ]
        if row.old_address:
            addresses.append(FormerAddress(path=row.old_address, resource=resource))
    through.objects.bulk_create(themes, ignore_conflicts=True)
    Partner.objects.bulk_create(partners, ignore_conflicts=True)
    PrincipleShown.objects.bulk_create(principles, ignore_conflicts=True)
    FormerAddress.objects.bulk_create(addresses, ignore_conflicts=True)


def _principles(carrier: Carrier, judged: Judged) -> list[list[str]]:
    assert judged.meant is not None
    shown = sorted(judged.meant.principles, key=lambda each: carrier.places[each[0]])
    return [[carrier.principles[key], sentence] for key, sentence in shown]


def _release(resource: Resource, content: dict[str, Any], *, number: int, by: Actor) -> Release:
    changes = _("What the list it came from says now.") if number > 1 else ""
    return Release(
        resource=resource,
        number=number,
        changes=changes,
        content=content,
        released_at=timezone.now(),
        released_by=by.key[:80],
    )


def _origin(
    carrier: Carrier, resource: Resource, judged: Judged, content: dict[str, Any]
) -> Origin:
    assert judged.row is not None
    return Origin(
        resource=resource,
        key=judged.key,
        list_name=carrier.list_name()[:100],
        row_id=judged.row.id,
        digest=judged.digest,
        left=digest_of(content),
    )


def _change(carrier: Carrier, judged: Judged, *, by: Actor) -> Resource:
    """A row that says something new. Its address and who may read it stay; what it no longer names
    stays too, but the words of its sections are the row's."""
    assert judged.origin is not None
    assert judged.meant is not None
    resource = Resource.objects.select_for_update().get(pk=judged.origin.resource_id)
    contents, before = _contents(judged), content_of(resource)
    resource.title, resource.summary = contents.title, contents.summary
    resource.kind = judged.meant.kind
    if judged.meant.owner is not None:
        resource.owner_id = judged.meant.owner
    for name, value in _facts(carrier, judged).items():
        if value:
            setattr(resource, name, value)
    resource.version += 1
    resource.index_due = True
    resource.save()
    _rewrite_sections(resource, judged, by=by)
    _replace(resource, judged)
    _attach([(resource, judged)])
    after = content_of(resource)
    if resource.state == ResourceState.PUBLISHED and after != before:
        _release(resource, after, number=resource.releases.count() + 1, by=by).save()
    judged.origin.digest, judged.origin.left = judged.digest, digest_of(after)
    judged.origin.save(update_fields=["digest", "left"])
    return resource


def _rewrite_sections(resource: Resource, judged: Judged, *, by: Actor) -> None:
    """Each text gets its next version; one that the row no longer has is emptied, so that what it
    said is kept."""
    had = {(each.name, each.heading): each for each in resource.sections.select_related("text")}
    new = []
    for name, heading, words in _contents(judged).sections:
        section = had.pop((name, heading), None)
        if section is None:
            new.append((name, heading, words))
        else:
            save_text(section.text, words, version=section.text.version, by=by)
    for section in had.values():
        save_text(section.text, "", version=section.text.version, by=by)
    texts = write_texts([words for _name, _heading, words in new], by=by)
    after = resource.sections.count()
    Section.objects.bulk_create(
        Section(resource=resource, position=after + place, name=name, heading=heading, text=text)
        for place, ((name, heading, _words), text) in enumerate(zip(new, texts, strict=True))
    )


def _replace(resource: Resource, judged: Judged) -> None:
    """What a row names takes the place of what an earlier one named."""
    assert judged.meant is not None
    if judged.meant.themes:
        resource.themes.clear()
    if judged.meant.principles:
        resource.principles.all().delete()
    for role, keys in (
        (PartnerRole.WORKING_WITH, judged.meant.working_with),
        (PartnerRole.PARTNER, judged.meant.partners),
    ):
        if keys:
            resource.partners.filter(role=role).delete()


def _contents(judged: Judged) -> Contents:
    assert judged.contents is not None
    return judged.contents
