"""The Members' Update as an Atom feed: each issue once, under the address it keeps."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.design.prose import as_html
from ccin.kernel.clock import LONDON
from ccin.newsroom.models import Issue
from ccin.newsroom.reads.issues import site
from ccin.newsroom.rules.items import in_full, with_site

LATEST = 24


@require_safe
def updates(request: ActorRequest) -> HttpResponse:
    feed = Atom1Feed(
        title=_("The Members’ Update"),
        link=request.build_absolute_uri(reverse("newsroom:updates")),
        feed_url=request.build_absolute_uri(),
        description=_("What happened in the network, month by month."),
        language="en-GB",
        author_name=settings.NETWORK_NAME,
    )
    issues: QuerySet[Any] = Issue.objects.published().annotate(
        corrected_on=Max("corrections__made_on")
    )
    for issue in issues.order_by("-month")[:LATEST]:
        address = in_full(issue.get_absolute_url(), site())
        feed.add_item(
            title=issue.title,
            link=address,
            description=str(as_html(with_site(issue.letter, site()))),
            unique_id=address,
            author_name=issue.letter_by,
            pubdate=issue.sent_at,
            updateddate=_changed_at(issue.sent_at, issue.corrected_on),
        )
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(answer, "utf-8")
    return answer


def _changed_at(sent_at: datetime | None, corrected_on: date | None) -> datetime | None:
    """Of a correction only the day is kept: its last moment."""
    return datetime.combine(corrected_on, time.max, LONDON) if corrected_on else sent_at
