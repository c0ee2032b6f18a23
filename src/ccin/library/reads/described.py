"""A public resource in the words of schema.org, for programs that read pages."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from ccin.library.reads.citing import addresses_of
from ccin.library.reads.reading import Page
from ccin.library.states.resources import ResourceKind

TYPES = {
    ResourceKind.CASE_STUDY: "Article",
    ResourceKind.TOOL: "LearningResource",
    ResourceKind.GUIDE: "LearningResource",
    ResourceKind.REPORT: "Report",
    ResourceKind.PRESENTATION: "PresentationDigitalDocument",
    ResourceKind.WEBINAR: "VideoObject",
    ResourceKind.VIDEO: "VideoObject",
    ResourceKind.NEWSLETTER: "Article",
    ResourceKind.SYNTHESIS: "Report",
}
# What would end the element that the data stands in, or begin another, as JSON may write it too.
_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def described(page: Page) -> SafeString:
    return mark_safe(json.dumps(_facts(page), ensure_ascii=False).translate(_ENDS))


def _facts(page: Page) -> dict[str, Any]:
    resource, addresses = page.resource, addresses_of(page.resource)
    owner = resource.owner.name if resource.owner else settings.NETWORK_NAME
    facts = {
        "@context": "https://schema.org",
        "@type": TYPES[ResourceKind(resource.kind)],
        "@id": addresses["short"],
        "url": addresses["page"],
        "name": page.title,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": "cy" if resource.language == "cy" else "en-GB",
        "author": {"@type": "Organization", "name": owner},
        "publisher": {"@type": "Organization", "name": settings.NETWORK_NAME},
        "datePublished": str(resource.appeared_on or resource.year or resource.published_on),
        "dateModified": str(page.releases[0].day),
        "version": str(page.release.number),
        "license": page.licence_address,
        "isAccessibleForFree": True,
        "keywords": ", ".join(theme.name for theme in page.themes),
        "contributor": [
            {"@type": "Organization", "name": body.name}
            for body in [*page.working_with, *page.others]
        ],
        "spatialCoverage": [{"@type": "Place", "name": place.name} for place in page.places],
    }
    return {name: value for name, value in facts.items() if value}
