"""Atom feeds: what happens in the network, and what happens to one member."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from ccin.kernel.clock import today
from ccin.members.models import Organisation
from ccin.website.reads.happenings import Happening, in_the_network, to_a_member


def network(request: HttpRequest) -> HttpResponse:
    feed = Atom1Feed(
        title=_("The network: members and news"),
        link=request.build_absolute_uri("/members/"),
        feed_url=request.build_absolute_uri(),
        description=_("Who joined, who left, whose class changed, and the network’s news."),
        language="en-GB",
        author_name=settings.NETWORK_NAME,
    )
    return _answer(feed, in_the_network(today()), request)


def member(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = Organisation.objects.kept().filter(slug=slug).first()
    happenings = to_a_member(organisation, today()) if organisation else []
    if organisation is None or not happenings:
        raise Http404
    feed = Atom1Feed(
        title=organisation.name,
        link=request.build_absolute_uri(organisation.get_absolute_url()),
        feed_url=request.build_absolute_uri(),
        description=_("What happens to this member of the network."),
        language="en-GB",
        author_name=settings.NETWORK_NAME,
    )
    return _answer(feed, happenings, request)


def _answer(feed: Atom1Feed, happenings: list[Happening], request: HttpRequest) -> HttpResponse:
    for happening in happenings:
        feed.add_item(
            title=happening.title,
            link=request.build_absolute_uri(happening.path),
            description=happening.words,
            unique_id=happening.key,
            updateddate=happening.at,
            pubdate=happening.at,
        )
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(answer, "utf-8")
    return answer
