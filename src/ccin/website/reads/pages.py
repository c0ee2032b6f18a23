"""What the pages that staff write show beside their own words."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.db.models import Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, Site

from ccin.kernel.clock import today
from ccin.library.reads.open_data import addresses
from ccin.members.models import Edition, Organisation
from ccin.principles.models import Statement
from ccin.register.models import Edition as RegisterEdition
from ccin.website.models import HomePage, NewsIndexPage, NewsPage

NEWS_A_PAGE = 20
JUST_BELOW_HOME = 3
# The live pages that a search engine should know; each member's own is added to them.
BESIDE = ("/updates/",)  # archives of rooms beside this one, whose routes it cannot name
LIVE = (
    "library:search",
    "library:what_travels",
    "website:directory",
    "website:map",
    "website:figures",
    "website:join_check",
    "website:fact_sheet",
)


def page_at(path: str) -> Page | None:
    """The published page at a path of the site, in two small queries.

    Wagtail's own way to a page asks six or more, for what this site does not have: several sites
    in one database, private pages, pages that route below themselves.
    """
    root = Site.objects.filter(is_default_site=True).values("root_page__url_path")[:1]
    standing = Page.objects.live().annotate(root=Subquery(root))
    slug = path.rstrip("/").rpartition("/")[2]
    if slug:  # the column that has an index
        standing = standing.filter(slug=slug)
    found = standing.filter(url_path=Concat("root", Value(path)))
    row = found.order_by().values_list("pk", "content_type").first()
    if row is None:
        return None
    model = ContentType.objects.get_for_id(row[1]).model_class()
    return model._default_manager.get(pk=row[0]) if model else None


def stamps_of_the_site() -> tuple[Any, ...] | None:
    """Whatever a visitor's page may show has one of these: the membership, the register, what
    editors did to pages and to pictures (Wagtail writes an entry for each), the Statement."""
    standing = Statement.objects.in_force_on(today()).values("pk")[:1]
    found = Edition.objects.annotate(
        register=Subquery(RegisterEdition.objects.values("stamp")[:1]),
        pages=Subquery(PageLogEntry.objects.order_by("-pk").values("pk")[:1]),
        pictures=Subquery(ModelLogEntry.objects.order_by("-pk").values("pk")[:1]),
        statement=Subquery(standing),
    )
    return found.values_list("stamp", "register", "pages", "pictures", "statement").first()


def path_of(page: Page) -> str:
    """A page's address on the site: its place in the tree without the home page's own word."""
    return "/" + str(page.url_path).lstrip("/").partition("/")[2]


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


def newest_news(limit: int) -> list[tuple[int, datetime]]:
    """Which pieces of news are the newest, and since when each reads as it does."""
    published = NewsPage.objects.published().values_list("pk", "last_published_at")
    return list(published[:limit])


def latest_news(limit: int) -> list[NewsPage]:
    """The newest first: on the home page, and in the network's feed without what is made up."""
    return list(NewsPage.objects.published().defer_streamfields()[:limit])


def addresses_for_programs() -> list[tuple[str, datetime | None]]:
    """Every page worth finding, as a path and the moment it last changed where that is known."""
    home = HomePage.objects.live().first()
    pages = home.get_descendants(inclusive=True).live().order_by("path") if home else []
    written = [(path_of(page), page.last_published_at) for page in pages]
    day = today()
    members = Organisation.objects.real().members_on(day).values_list("slug", flat=True)
    live = [
        *(reverse(name) for name in LIVE),
        *BESIDE,
        *(reverse("website:member", args=[slug]) for slug in members),
    ]
    shelf = [(one.path, one.changed_at) for one in addresses()]
    return [*written, *((path, None) for path in live), *shelf]


def revisions_to_appear() -> Any:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return due.order_by("approved_go_live_at", "pk")


def pages_to_go() -> Any:
    return Page.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at", "pk")


def is_any_due() -> bool:
    return bool(revisions_to_appear().exists() or pages_to_go().exists())
