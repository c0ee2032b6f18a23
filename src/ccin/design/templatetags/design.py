"""The components templates use: `{% load design %}`. The README lists each with its call."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ccin.design import controls, hexagons

register = template.Library()

MARK = (  # six values, six cells: three carried, three shared
    ("carried", 0, 0),
    ("carried", 1, 0),
    ("shared", 2, 0),
    ("shared", 0, 1),
    ("carried", 1, 1),
    ("shared", 1, 2),
)


@register.inclusion_tag("design/mark.html")
def mark() -> dict[str, Any]:
    """The network's mark."""
    cells = []
    for kind, column, row in MARK:
        x, y = hexagons.centre(column, row, size=11.9)
        cells.append({"kind": kind, "path": hexagons.outline(x, y, size=10.9)})
    return {"cells": cells}


@register.inclusion_tag("design/components/crumbs.html")
def crumbs(*trail: object) -> dict[str, Any]:
    """The way to this page: label, address, label, address …; an odd last label is the page."""
    pairs = [(trail[i], trail[i + 1]) for i in range(0, len(trail) - 1, 2)]
    return {"pairs": pairs, "here": trail[-1] if len(trail) % 2 else ""}


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Words set apart from the text around them."""
    return format_html('<div class="ccin-inset-text">{}</div>', content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """Something that cannot be undone or that the law asks for."""
    return format_html(
        '<div class="ccin-warning-text"><span class="ccin-warning-text__icon" aria-hidden="true">'
        '!</span><strong class="ccin-warning-text__text">{}</strong></div>',
        content,
    )


@register.simple_tag
def tag(label: object, kind: str = "plain") -> SafeString:
    """A status in a word: kind is plain, good, waiting, shared, bad or quiet."""
    return format_html('<strong class="ccin-tag ccin-tag--{}">{}</strong>', kind, label)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget of a form field with our class and what describes it."""
    attributes: Mapping[str, Any] = controls.attributes(field)
    return field.as_widget(attrs=dict(attributes))


register.filter("control_kind", controls.kind)
register.filter("choice_word", controls.choice_word)
register.filter("first_control", controls.first_control)
