"""The library as an Atom feed: what is public and new, or newly released."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.library.models import Release, Resource
from ccin.library.reads.citing import addresses_of
from ccin.library.reads.open_data import last_of, newest


@require_safe
def library(request: ActorRequest) -> HttpResponse:
    """Each resource once, under its short address, as its last release has it."""
    feed = Atom1Feed(
        title=_("The network’s library"),
        link=request.build_absolute_uri("/library/"),
        feed_url=request.build_absolute_uri(),
        description=_("Case studies, tools and reports, as they are published or revised."),
        language="en-GB",
        author_name=settings.NETWORK_NAME,
    )
    for resource in newest():
        release, addresses = last_of(resource), addresses_of(resource)
        feed.add_item(
            title=release.content["title"],
            link=addresses["page"],
            description=release.content["summary"],
            unique_id=addresses["short"],
            author_name=str(resource.owner or settings.NETWORK_NAME),
            categories=[theme.name for theme in resource.themes.all()],
            pubdate=_appeared_at(resource, release),
            updateddate=release.released_at,
        )
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(answer, "utf-8")
    return answer


def _appeared_at(resource: Resource, release: Release) -> datetime:
    """Of what was brought over without its day, the beginning of its year."""
    if release.is_undated and resource.year:
        return datetime(resource.year, 1, 1, tzinfo=UTC)
    return release.released_at
