"""Whether an address of this site leads anywhere."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from ccin.members.models import Organisation


def leads_somewhere(address: str) -> bool:
    """Whether a reader who goes there finds something, as far as addresses can tell."""
    path = urlsplit(address).path
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.view_name == "wagtail_serve":
        return _page_stands_at(path)
    if match.view_name == "website:member":
        return Organisation.objects.kept().filter(slug=match.kwargs["slug"]).exists()
    return True


def _page_stands_at(path: str) -> bool:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return False
    below: str = site.root_page.url_path
    return bool(Page.objects.live().filter(url_path=below + path.lstrip("/")).exists())
