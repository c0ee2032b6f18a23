"""The components templates use: `{% load design %}`. The README lists each with its call."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import RequestContext
from django.utils.dateformat import format as day_in_words
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from ccin.design import controls, hexagons, prose, tables, tiles
from ccin.design.charts import Chart
from ccin.design.tiles import Kind, Tile, Way

register = template.Library()
register.filter("control_kind", controls.kind)
register.filter("choice_word", controls.choice_word)
register.filter("first_control", controls.first_control)
register.filter("what_is_wrong", controls.what_is_wrong)
register.filter("prose", prose.as_html)
register.filter("plain", prose.plain)

MARK = (  # six values, six cells: three carried, three shared
    ("carried", 0, 0),
    ("carried", 1, 0),
    ("shared", 2, 0),
    ("shared", 0, 1),
    ("carried", 1, 1),
    ("shared", 1, 2),
)


def pairs(given: Sequence[object]) -> list[tuple[object, object]]:
    """Label, address, label, address … as pairs."""
    return [(given[i], given[i + 1]) for i in range(0, len(given) - 1, 2)]


# The frame


@register.simple_tag
def network() -> str:
    """The network's name, where a page has no request: letters and failures."""
    return str(settings.NETWORK_NAME)


@register.simple_tag
def demonstration() -> bool:
    """Whether this site is a demonstration."""
    return bool(settings.DEMO)


@register.inclusion_tag("design/components/mark.html")
def mark() -> dict[str, Any]:
    """The network's mark."""
    cells = []
    for kind, column, row in MARK:
        x, y = hexagons.centre(column, row, size=11.9)
        cells.append({"kind": kind, "path": hexagons.path(x, y, size=10.9)})
    return {"cells": cells}


@register.inclusion_tag("design/components/crumbs.html")
def crumbs(*trail: object) -> dict[str, Any]:
    """The way to this page: label, address, label, address …; an odd last label is the page."""
    return {"pairs": pairs(trail), "here": trail[-1] if len(trail) % 2 else ""}


@register.inclusion_tag("design/components/ways.html", takes_context=True)
def ways(context: RequestContext, label: str, *trail: object) -> dict[str, Any]:
    """Pages that belong together, as a row of links that marks the one shown."""
    here = context["request"].path
    return {"label": label, "ways": [(text, url, url == here) for text, url in pairs(trail)]}


@register.inclusion_tag("design/components/contents.html")
def contents(*trail: object) -> dict[str, Any]:
    """What is on a long page: label, anchor, label, anchor …"""
    return {"pairs": pairs(trail)}


# Words


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Words set apart from the text around them."""
    return format_html('<div class="ccin-inset-text">{}</div>', content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """Something that cannot be undone, or that the law asks for."""
    return format_html(
        '<div class="ccin-warning-text"><span class="ccin-warning-text__icon" aria-hidden="true">'
        '!</span><strong class="ccin-warning-text__text">{}</strong></div>',
        content,
    )


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """More for those who want it, folded away."""
    return format_html(
        '<details class="ccin-details"><summary class="ccin-details__summary">'
        '<span class="ccin-details__summary-text">{}</span></summary>'
        '<div class="ccin-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def notification(content: str, title: str, kind: str = "note") -> SafeString:
    """News that concerns the whole page: kind is note, good or bad."""
    return format_html(
        '<section class="ccin-notification ccin-notification--{}" aria-label="{}">'
        '<h2 class="ccin-notification__title">{}</h2>{}</section>',
        kind,
        title,
        title,
        content,
    )


@register.simple_block_tag
def nothing(content: str, title: str) -> SafeString:
    """Where a list would be, when it has no rows: what that means and what to do."""
    return format_html(
        '<div class="ccin-nothing"><p class="ccin-nothing__title">{}</p>{}</div>', title, content
    )


@register.simple_tag
def tag(label: object, kind: str = "plain") -> SafeString:
    """A status in a word: kind is plain, good, waiting, shared, bad or quiet."""
    return format_html('<strong class="ccin-tag ccin-tag--{}">{}</strong>', kind, label)


@register.simple_tag
def hexagon(words: object = "", kind: str = "teal") -> SafeString:
    """A cell as a bullet, with a number in it where one is given."""
    return format_html(
        '<span class="ccin-hexagon ccin-hexagon--{}"{}>{}</span>',
        kind,
        "" if words else mark_safe(' aria-hidden="true"'),
        words,
    )


# Lists and facts


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """Facts about one thing: a list of `fact`."""
    return format_html('<dl class="ccin-summary-list">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: str, url: str = "", action: str = "") -> SafeString:
    """One fact; with an address and a word for it, also the way to change it."""
    way = format_html(
        '<dd class="ccin-summary-list__actions"><a href="{}">{}'
        '<span class="ccin-visually-hidden"> {}</span></a></dd>',
        url,
        action,
        label,
    )
    return format_html(
        '<div class="ccin-summary-list__row"><dt class="ccin-summary-list__key">{}</dt>'
        '<dd class="ccin-summary-list__value">{}</dd>{}</div>',
        label,
        content,
        way if url else "",
    )


@register.simple_block_tag
def listing(content: str) -> SafeString:
    """Rows under rules: a list of `item`."""
    return format_html('<ul class="ccin-listing">{}</ul>', content)


@register.simple_block_tag
def item(content: str, title: str, url: str = "", level: int = 2) -> SafeString:
    """One row: its title, which leads to it, and a few words."""
    name = format_html('<a href="{}">{}</a>', url, title) if url else title
    return format_html(
        '<li class="ccin-listing__item"><h{} class="ccin-listing__title">{}</h{}>{}</li>',
        level,
        name,
        level,
        content,
    )


@register.simple_block_tag
def cells(content: str) -> SafeString:
    """Principles or steps, each with its hexagon: a list of `cell`."""
    return format_html('<ul class="ccin-cells">{}</ul>', content)


@register.simple_block_tag
def cell(content: str, title: str, number: object = "", level: int = 3) -> SafeString:
    """One principle or step; `number` stands in its hexagon."""
    return format_html(
        '<li class="ccin-cell">{}<div><h{} class="ccin-cell__title">{}</h{}>{}</div></li>',
        hexagon(number),
        level,
        title,
        level,
        content,
    )


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first or last, as the page says: a list of `moment`."""
    return format_html('<ol class="ccin-timeline">{}</ol>', content)


@register.simple_block_tag
def moment(content: str, on: date | str, title: str = "") -> SafeString:
    """One thing that happened, or will; words for a time that is no single day."""
    when = format_html('<span class="ccin-timeline__on">{}</span>', on)
    if isinstance(on, date):
        when = format_html(
            '<time class="ccin-timeline__on" datetime="{}">{}</time>',
            f"{on:%Y-%m-%d}",
            day_in_words(on, "j F Y"),
        )
    return format_html(
        '<li class="ccin-timeline__moment">{}<div class="ccin-timeline__what">{}{}</div></li>',
        when,
        format_html('<p class="ccin-timeline__title">{}</p>', title) if title else "",
        content,
    )


@register.simple_block_tag
def figures(content: str) -> SafeString:
    """Big numbers side by side: a list of `figure`."""
    return format_html('<ul class="ccin-figures">{}</ul>', content)


@register.simple_tag
def figure(number: object, label: str, url: str = "", way: str = "") -> SafeString:
    """A big number, what it counts and the way to what is behind it."""
    link = format_html('<a class="ccin-figure__way" href="{}">{}</a>', url, way)
    return format_html(
        '<li class="ccin-figure"><span class="ccin-figure__number">{}</span> '
        '<span class="ccin-figure__label">{}</span> {}</li>',
        number,
        label,
        link if url else "",
    )


@register.simple_block_tag
def table(content: str, caption: str, kind: str = "") -> SafeString:
    """Rows and columns that become lists of heading and value on a phone.

    Kind may be dense, or bare where a heading above says what the caption would.
    """
    return format_html(
        '<table class="ccin-table ccin-table--reflows{}">'
        '<caption class="ccin-table__caption">{}</caption>{}</table>',
        f" ccin-table--{kind}" if kind else "",
        caption,
        mark_safe(tables.labelled(content)),
    )


# Doing


@register.simple_tag
def button(label: str, url: str = "", kind: str = "") -> SafeString:
    """A button of the form it stands in, or a link that looks like one.

    Kind is quiet, warning, honey (on deep) or clear (on deep).
    """
    look = f"ccin-button ccin-button--{kind}" if kind else "ccin-button"
    if url:
        return format_html('<a class="{}" href="{}">{}</a>', look, url, label)
    return format_html('<button class="{}">{}</button>', look, label)


@register.inclusion_tag("design/components/post.html", takes_context=True)
def post(context: RequestContext, label: str, url: str, kind: str = "") -> dict[str, Any]:
    """A button that does one thing at once, in a form of its own."""
    return {"label": label, "url": url, "kind": kind, "csrf_token": context["csrf_token"]}


@register.inclusion_tag("design/components/ask.html")
def ask(label: str, url: str, name: str, button: str, value: str = "") -> dict[str, Any]:
    """A question with one box, asked in an honey-edged panel."""
    return {
        "label": label,
        "url": url,
        "name": name,
        "button": button,
        "value": value,
        "box": f"ask-{slugify(name)}",
    }


@register.inclusion_tag("design/components/filters.html", takes_context=True)
def filters(context: RequestContext, form: BaseForm, button: str = "") -> dict[str, Any]:
    """A panel that narrows a list; with the way back to the whole list once it is narrowed."""
    request = context["request"]
    return {"form": form, "button": button, "here": request.path, "narrowed": bool(request.GET)}


@register.inclusion_tag("design/components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any]) -> dict[str, Any]:
    """The way through a long list, keeping what the list was narrowed by."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": [(n, address(n) if isinstance(n, int) else "") for n in around],
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
    }


@register.simple_tag
def progress(done: int, total: int, label: str) -> SafeString:
    """How far a job is."""
    return format_html(
        '<div class="ccin-progress"><span class="ccin-progress__label">{}</span>'
        '<progress max="{}" value="{}" aria-label="{}">{}/{}</progress>'
        '<span class="ccin-progress__count">{} / {}</span></div>',
        label,
        *(total, done, label, done, total, done, total),
    )


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget of a form field with our class and what describes it."""
    widget, attributes = controls.widget(field), controls.attributes(field)
    return field.as_widget(widget=widget, attrs=attributes)


@register.simple_tag
def typed(attrs: Mapping[str, Any], slots: Mapping[str, Any]) -> SafeString:
    """The attributes of a control on a page of allauth's."""
    return controls.typed(attrs, hinted="help_text" in slots)


# Pictures


@register.inclusion_tag("design/components/tile_map.html")
def tile_map(
    tiles_: Sequence[Tile],
    title: str,
    legend: Sequence[Kind],
    ground: str = "white",
    ways_: Sequence[Way] = (),
) -> dict[str, Any]:
    """The map of councils; the page that shows it also lists what it shows.

    `ground` is white or deep: what the map stands on. `ways` are lines drawn over it.
    """
    return {
        "title": title,
        "ground": ground,
        "box": tiles.view_box(tiles_),
        "cells": mark_safe(tiles.drawing(tiles_) + tiles.ways_drawn(ways_)),
        "legend": [(mark_safe(tiles.swatch(each.kind)), each.label) for each in legend],
    }


@register.inclusion_tag("design/components/chart.html")
def chart(drawn: Chart) -> dict[str, Any]:
    """A chart with the sentence that says what it shows and the table behind it."""
    sizes: Mapping[str, int] = {"wide": 860, "narrow": 360}
    drawings = [(name, width, mark_safe(drawn.drawing(width))) for name, width in sizes.items()]
    return {"chart": drawn, "drawings": drawings, "rows": drawn.rows}
