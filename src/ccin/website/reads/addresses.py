"""Whether an address of this site leads anywhere."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from ccin.members.models import Organisation
from ccin.website.reads.pages import page_at


def leads_somewhere(address: str) -> bool:
    """Whether a reader who goes there finds something, as far as addresses can tell."""
    path = urlsplit(address).path
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.view_name == "wagtail_serve":
        return page_at(path.lstrip("/")) is not None
    if match.view_name == "website:member":
        return Organisation.objects.kept().filter(slug=match.kwargs["slug"]).exists()
    return True
