"""A resource as it is read: one release of it, who made it, whom to ring, what belongs to it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from ccin.access.actor import Actor
from ccin.design.prose import as_html
from ccin.kernel.clock import today
from ccin.library.models import Citation, Partner, Release, Resource, ResourceFile, Theme
from ccin.library.reads.adopting import Adopter, adopters_of, may_adopt
from ccin.library.reads.contacts import Contact, contact_of
from ccin.library.reads.indexing import key_of
from ccin.library.reads.shown import released_files, released_title
from ccin.library.reads.writing import content_of
from ccin.library.reasons.finding import EVIDENCE_MEANS
from ccin.library.states.resources import (
    READABLE,
    EvidenceLevel,
    PartnerRole,
    ResourceKind,
    Visibility,
)
from ccin.members.models import Membership, Organisation
from ccin.members.states import EndReason, MembershipClass
from ccin.register.models import Authority
from ccin.search.reads import like
from ccin.search.rules import Hit, tokens_of

ALIKE = 4
CITED = 20
LICENCE_ADDRESSES = {
    "ogl-3": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "cc-by-4": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the release has it."""

    name: str
    heading: str
    words: str
    number: int

    @property
    def anchor(self) -> str:
        return self.name or f"part-{self.number}"

    def html(self) -> SafeString:
        return as_html(self.words)


@dataclass(frozen=True, slots=True)
class Page:
    resource: Resource
    release: Release
    releases: list[Release]  # the newest first, without what they hold
    owner_class: str  # the class its owner held when it was published
    owner_left: bool
    partners: list[Partner]
    files: list[ResourceFile]
    themes: list[Theme]
    places: list[Authority]
    public_bodies: frozenset[int]  # those of the bodies named here that have a page of their own
    contact: Contact
    cites: list[Citation]
    cited_by: list[Resource]
    alike: list[Hit]
    asked: list[Hit]  # questions to the network about something like it
    adopters: list[Adopter]
    may_adopt: bool
    may_write: bool

    @property
    def title(self) -> str:
        return str(self.release.content["title"])

    @property
    def summary(self) -> str:
        return str(self.release.content["summary"])

    @property
    def is_latest(self) -> bool:
        return self.release.number == self.releases[0].number

    @property
    def parts(self) -> list[Part]:
        """Those that say something."""
        sections = self.release.content["sections"]
        return [
            Part(str(name), str(heading), str(words), number)
            for number, (name, heading, words) in enumerate(sections, 1)
            if words.strip()
        ]

    @property
    def principles(self) -> list[tuple[str, str]]:
        return [(name, sentence) for name, sentence in self.release.content["principles"]]

    @property
    def evidence(self) -> tuple[str, str]:
        """The level in the network's words, and what may be read from it."""
        level = EvidenceLevel(self.release.content["evidence_level"])
        return str(level.label), str(EVIDENCE_MEANS[level])

    @property
    def working_with(self) -> list[Organisation]:
        return self._in_role(PartnerRole.WORKING_WITH)

    @property
    def others(self) -> list[Organisation]:
        return self._in_role(PartnerRole.PARTNER)

    @property
    def maintainers(self) -> list[Organisation]:
        return self._in_role(PartnerRole.MAINTAINER)

    @property
    def is_public(self) -> bool:
        return self.resource.visibility == Visibility.PUBLIC

    @property
    def link_host(self) -> str:
        return urlsplit(self.resource.link).hostname or self.resource.link

    @property
    def licence_address(self) -> str:
        return LICENCE_ADDRESSES.get(self.resource.licence, "")

    def _in_role(self, role: str) -> list[Organisation]:
        return [partner.organisation for partner in self.partners if partner.role == role]


def readable_by(actor: Actor) -> QuerySet[Resource]:
    """What this actor may read as readers do, with what a page looks up in the same query."""
    visible = Resource.objects.visible_to(actor).filter(state__in=READABLE)
    return visible.select_related("owner", "contact", "visible_body")


def page_of(resource: Resource, actor: Actor, *, number: int | None = None) -> Page | None:
    """One release, by default the last; nothing where there is none of that number."""
    last = resource.releases.order_by("-number").first()
    if last is None:
        return None
    earlier = resource.releases.exclude(pk=last.pk).defer("content").order_by("-number")
    tokens = tokens_of(actor)
    releases = [last, *(each for each in earlier if last.number > 1 and each.is_for(tokens))]
    wanted = last.number if number is None else number
    release = next((one for one in releases if one.number == wanted), None)
    return _page(resource, actor, release, releases) if release is not None else None


def preview_of(resource: Resource, actor: Actor) -> Page:
    """As the next release would be read, for those who write it."""
    number = resource.releases.count() + 1
    release = Release(
        resource=resource, number=number, content=content_of(resource), released_at=timezone.now()
    )
    return _page(resource, actor, release, [release])


def _page(resource: Resource, actor: Actor, release: Release, releases: list[Release]) -> Page:
    related = resource.partners.select_related("organisation")
    partners = list(related.order_by("organisation__name", "pk"))
    held = _memberships_of([resource.owner_id, *(each.organisation_id for each in partners)])
    owner_class, owner_left = _standing_of(resource, held, today())
    return Page(
        resource=resource,
        release=release,
        releases=releases,
        owner_class=owner_class,
        owner_left=owner_left,
        partners=partners,
        files=released_files(release),
        themes=list(resource.themes.all()),
        places=[place.authority for place in resource.places.select_related("authority")],
        public_bodies=frozenset(each.organisation_id for each in held),
        contact=contact_of(resource, actor, on=today()),
        cites=_cites(resource, actor),
        cited_by=_cited_by(resource, actor),
        alike=_alike(resource, actor, frozenset(ResourceKind.values)),
        asked=_alike(resource, actor, frozenset({"question"})) if actor.classes else [],
        adopters=adopters_of(resource),
        may_adopt=actor.is_signed_in and may_adopt(actor, resource),
        may_write=actor.is_signed_in and may_write(resource, actor),
    )


def _alike(resource: Resource, actor: Actor, kinds: frozenset[str]) -> list[Hit]:
    return like(key_of(resource), tokens_of(actor), kinds=kinds, limit=ALIKE)


def _memberships_of(keys: list[int | None]) -> list[Membership]:
    """Of these bodies, those that have begun: without any, a body has no public page."""
    begun = Membership.objects.filter(organisation__in=[key for key in keys if key])
    real = begun.exclude(end_reason=EndReason.CORRECTED).filter(starts_on__lte=today())
    return list(real.order_by("-starts_on", "-pk"))


def _standing_of(resource: Resource, held: list[Membership], day: date) -> tuple[str, bool]:
    """The owner's class when it was published, and whether it has left since: ownership stays as
    it was then."""
    own = [each for each in held if each.organisation_id == resource.owner_id]
    then = next((each for each in own if _runs(each, resource.published_on)), None)
    if then is None:
        return "", False
    label = MembershipClass(then.membership_class).label
    return str(label), not any(_runs(each, day) for each in own)


def _runs(held: Membership, day: date | None) -> bool:
    return bool(day and held.starts_on <= day and (not held.ends_on or held.ends_on >= day))


def _cites(resource: Resource, actor: Actor) -> list[Citation]:
    if resource.kind != ResourceKind.SYNTHESIS:
        return []
    found = resource.citations.filter(cited__in=readable_by(actor).values("pk"))
    titled = found.annotate(title=released_title("cited"))
    return list(titled.select_related("cited"))


def _cited_by(resource: Resource, actor: Actor) -> list[Resource]:
    cites = list(Citation.objects.filter(cited=resource).values_list("synthesis", flat=True))
    if not cites:
        return []
    found = readable_by(actor).filter(pk__in=cites).annotate(released_title=released_title("pk"))
    return list(found.order_by("released_title", "pk")[:CITED])


def tombstone_for(actor: Actor, slug: str) -> Resource | None:
    """What was taken down, for those who could have read it."""
    return Resource.objects.taken_down_for(actor).filter(slug=slug).first()


def file_for(actor: Actor, slug: str, pk: int) -> ResourceFile | None:
    """A file that the last release shows; for those who write the resource any that is kept."""
    visible = Resource.objects.visible_to(actor).filter(slug=slug)
    kept = ResourceFile.objects.filter(pk=pk, resource__in=visible, removed_on=None)
    file = kept.select_related("resource", "upload").first()
    if file is None or may_write(file.resource, actor):
        return file
    release = file.resource.releases.order_by("-number").first()
    return file if release and file in released_files(release) else None


def may_write(resource: Resource, actor: Actor) -> bool:
    return Resource.objects.written_by(actor).filter(pk=resource.pk).exists()
