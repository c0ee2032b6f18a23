"""What the home page draws from the live network, and draws again only when that changes."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ccin.design.charts import Chart
from ccin.library.reads.lists import latest
from ccin.members.reads.figures import Figures
from ccin.principles.models import Principle, Value
from ccin.website.models import HomePage
from ccin.website.reads import figures, home, pages

register = template.Library()

ON_THE_HOME_PAGE = 3


class Drawings:
    """Drawings kept in memory, each for as long as what is behind it is the same.

    The figures of a day are one object until the membership or the register changes, so a drawing
    is stale when it was made for another object, or from other words.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str | None], tuple[Figures, object, SafeString]] = {}

    def of(
        self, name: str, live: Figures, draw: Callable[[], SafeString], *, words: object = None
    ) -> SafeString:
        key = (name, get_language())
        drawn_for, drawn_from, drawing = self._kept.get(key, (None, None, SafeString("")))
        if drawn_for is not live or drawn_from != words:
            drawing = draw()
            self._kept[key] = (live, words, drawing)
        return drawing


DRAWINGS = Drawings()


@register.simple_tag(takes_context=True)
def drawn_home(context: Context, page: HomePage) -> SafeString:
    """Everything between header and footer. A preview is drawn each time."""
    door = home.front_door()
    principles, news = home.statement_in_force(), pages.newest_news(ON_THE_HOME_PAGE)

    def draw() -> SafeString:
        stories = pages.latest_news(ON_THE_HOME_PAGE)
        given = {"page": page, "door": door, "stories": stories, "shelf": latest(ON_THE_HOME_PAGE)}
        return render_to_string("website/pages/home_body.html", given)

    if getattr(context["request"], "is_preview", False):
        return draw()
    words = (page.live_revision_id, page.last_published_at, principles, news)
    return DRAWINGS.of("home", door.live, draw, words=words)


@register.simple_tag
def front_door() -> home.FrontDoor:
    return home.front_door()


@register.simple_tag
def opening(page: HomePage, door: home.FrontDoor) -> str:
    return home.opening(page, door.numbers)


@register.simple_tag
def map_on(ground: str, door: home.FrontDoor) -> SafeString:
    """The map of today on a white or a deep ground."""

    def draw() -> SafeString:
        shown = {"map": door.drawn_map(), "ground": ground}
        return render_to_string("website/map_figure.html", shown)

    return DRAWINGS.of(f"map on {ground}", door.live, draw)


@register.simple_tag
def growth(door: home.FrontDoor) -> Chart:
    return door.drawn_growth()


@register.simple_tag
def figure_of(door: home.FrontDoor, key: str) -> Any:
    return door.live.by_key[key]


@register.simple_tag
def short_figure(figure: Any) -> str:
    return figures.short(figure)


@register.simple_tag
def principles_in_force() -> list[Principle]:
    return home.principles_in_force()


@register.simple_tag
def values_in_force() -> list[Value]:
    return home.values_in_force()
