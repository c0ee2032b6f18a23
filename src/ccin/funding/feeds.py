"""Calls for bids and funded projects as an Atom feed."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.funding.reads.feed import news


@require_safe
def funding(request: ActorRequest) -> HttpResponse:
    feed = Atom1Feed(
        title=_("Calls for bids and funded projects"),
        link=request.build_absolute_uri("/projects/"),
        feed_url=request.build_absolute_uri(),
        description=_("Each call when it opens, each project when it is funded."),
        language="en-GB",
        author_name=settings.NETWORK_NAME,
    )
    for one in news(timezone.now()):
        address = f"{settings.SITE_ADDRESS.rstrip('/')}{one.path}"
        feed.add_item(
            title=one.title,
            link=address,
            description=one.words,
            unique_id=address,
            author_name=one.who or settings.NETWORK_NAME,
            pubdate=one.happened_at,
            updateddate=one.changed_at,
        )
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(answer, "utf-8")
    return answer
