"""What the pages that staff write show beside their own words."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from ccin.kernel.clock import today
from ccin.members.models import Organisation
from ccin.website.models import HomePage, NewsIndexPage, NewsPage

NEWS_A_PAGE = 20
JUST_BELOW_HOME = 3
# The live pages that a search engine should know; each member's own is added to them.
LIVE = ("website:directory",)


def ancestors(page: Page) -> list[Page]:
    """The pages above this one, without the home page: its address is known to everyone."""
    if page.depth <= JUST_BELOW_HOME:
        return []
    return list(page.get_ancestors().filter(depth__gt=2).defer_streamfields())


def below(page: Page) -> list[Page]:
    return list(page.get_children().live().order_by("path"))


def news_under(index: NewsIndexPage, number: str) -> Leaf[Any]:
    """One leaf of the news; a number that is none shows the first or the last."""
    found = NewsPage.objects.child_of(index).published().defer_streamfields()
    return Paginator(found, NEWS_A_PAGE).get_page(number)


def latest_news(limit: int) -> list[NewsPage]:
    """The newest first: on the home page, and in the network's feed without what is made up."""
    return list(NewsPage.objects.published().defer_streamfields()[:limit])


def addresses_for_programs() -> list[tuple[str, datetime | None]]:
    """Every page worth finding, as a path and the moment it last changed where that is known."""
    home = HomePage.objects.live().first()
    pages = home.get_descendants(inclusive=True).live().order_by("path") if home else []
    written = [
        (page.url_path.removeprefix(home.url_path[:-1]), page.last_published_at) for page in pages
    ]
    day = today()
    members = Organisation.objects.real().members_on(day).values_list("slug", flat=True)
    live = [
        *(reverse(name) for name in LIVE),
        *(reverse("website:member", args=[slug]) for slug in members),
    ]
    return [*written, *((path, None) for path in live)]


def revisions_to_appear() -> Any:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return due.order_by("approved_go_live_at", "pk")


def pages_to_go() -> Any:
    return Page.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at", "pk")


def is_any_due() -> bool:
    return bool(revisions_to_appear().exists() or pages_to_go().exists())
