"""What the pages that staff write show beside their own words."""

from typing import Any

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from wagtail.models import Page

from ccin.website.models import NewsIndexPage, NewsPage

NEWS_A_PAGE = 20


def ancestors(page: Page) -> list[Page]:
    """The pages above this one, without the home page: its address is known to everyone."""
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
