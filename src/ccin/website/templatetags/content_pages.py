"""What the templates of the pages that staff write ask for."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from wagtail.models import Page

from ccin.access.permissions import Permission
from ccin.website.models import NewsIndexPage
from ccin.website.reads import pages

register = template.Library()


@register.inclusion_tag("design/components/crumbs.html")
def way_to_page(page: Page) -> dict[str, Any]:
    """Breadcrumbs from the tree of pages."""
    above = [(found.title, pages.path_of(found)) for found in pages.ancestors(page)]
    return {"pairs": above, "here": page.title}


@register.simple_tag
def pages_below(page: Page) -> list[Page]:
    return pages.below(page)


@register.simple_tag(takes_context=True)
def news_below(context: Context, index: NewsIndexPage) -> Any:
    return pages.news_under(index, context["request"].GET.get("page", "1"))


@register.simple_tag(takes_context=True)
def edit_address(context: Context, page: Page) -> str:
    """Where those who may edit this page do so; empty for everybody else."""
    actor = getattr(context["request"], "actor", None)
    if actor is None or not page.pk or not actor.may(Permission.PAGE_EDIT):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@register.filter
def path_of(page: Page) -> str:
    return pages.path_of(page)


@register.simple_tag
def full_address(page: Page) -> str:
    """What a page is known by elsewhere: the same whatever name the site was asked under."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{pages.path_of(page)}"
