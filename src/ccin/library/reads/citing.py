"""What a citation of a resource says."""

from django.conf import settings
from django.urls import reverse

from ccin.library.models import Release, Resource
from ccin.library.rules.citing import Cited


def short_address(resource: Resource) -> str:
    """For print and for slides: it never changes, whatever the title becomes."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('library:short', args=[resource.pk])}"


def addresses_of(resource: Resource) -> dict[str, str]:
    """In full: the page's own and the short one."""
    site = settings.SITE_ADDRESS.rstrip("/")
    return {"page": f"{site}{resource.get_absolute_url()}", "short": short_address(resource)}


def citation_for(resource: Resource) -> Cited | None:
    release = resource.releases.order_by("-number").first()
    return cited(resource, release) if release else None


def cited(resource: Resource, release: Release) -> Cited:
    day, known = release.day, resource.year if release.is_undated else None
    return Cited(
        key=f"{resource.slug[:40].strip('-')}-{resource.pk}",
        author=str(resource.owner or settings.NETWORK_NAME),
        title=release.content["title"],
        kind=str(resource.get_kind_display()),
        year=known or day.year,
        publisher=settings.NETWORK_NAME,
        address=short_address(resource),
        release=release.number,
        released_on=day,
        language=resource.language,
    )
