"""Writing what the site begins with, its news, and its table of old addresses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, Site

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.website.addresses import normal_path
from ccin.website.imports import HOME, FirstPage, first_addresses, first_pages, with_links
from ccin.website.models import ContentPage, HomePage, NewsIndexPage, OldAddress

KINDS: dict[str, type[Page]] = {
    "home": HomePage,
    "content": ContentPage,
    "news": NewsIndexPage,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What writing the first pages came to, by the names of their files."""

    new: list[str]
    renewed: list[str]
    left_alone: list[str]


@transaction.atomic
def write_first_pages(*, by: Actor) -> Written:
    """Put the site's own words in place; a page that a person has edited is left as it is.

    Safe to run again: a page whose file has changed since is written anew, as a new revision.
    """
    by.must(Permission.PAGE_PUBLISH)
    files = first_pages()
    pages = _standing()
    edited = [file.name for file in files if _is_staffs_own(pages.get(file.name))]
    new = _plant(files, pages)
    taken = [file.name for file in files if file.name not in pages]
    keys = {name: page.pk for name, page in pages.items()}
    renewed = []
    for file in files:
        page = pages.get(file.name)
        if page and file.name not in edited and (page.file_digest != file.digest or not page.live):
            _fill(page, file, keys)
            renewed.append(file.name)
    _write_first_addresses()
    written = Written(new, [name for name in renewed if name not in new], [*edited, *taken])
    if renewed:
        record(by, "website.first_pages_written", pages[HOME], new=new, renewed=written.renewed)
    return written


@transaction.atomic
def publish_scheduled(*, by: Actor) -> None:
    """Publish what was to appear by now and take down what was to go: Wagtail knows which."""
    by.must(Permission.PAGE_PUBLISH)
    call_command("publish_scheduled")


def _standing() -> dict[str, Page]:
    """The pages once written from files, wherever staff have moved them since."""
    found = [page for kind in KINDS.values() for page in kind.objects.exclude(file_name="")]
    return {page.file_name: page for page in found}


def _is_staffs_own(page: Page | None) -> bool:
    return page is not None and page.revisions.filter(user__isnull=False).exists()


def _plant(files: list[FirstPage], pages: dict[str, Page]) -> list[str]:
    """Give each page that is not there yet its place; an address that staff use stays theirs."""
    new = []
    for file in files:
        if file.name in pages:
            continue
        page = KINDS[file.kind](
            slug=file.slug, live=False, file_name=file.name, **_fields(file, {})
        )
        parent = pages.get(file.parent)
        if file.name == HOME:
            _open_front_door(page)
        elif parent is None or parent.get_children().filter(slug=file.slug).exists():
            continue
        else:
            parent.add_child(instance=page)
        pages[file.name] = page
        new.append(file.name)
    return new


def _open_front_door(home: Page) -> None:
    """The home page takes the place of the one that Wagtail is installed with."""
    Page.get_first_root_node().get_children().filter(slug="home").delete()
    Page.get_first_root_node().add_child(instance=home)
    address = urlsplit(settings.SITE_ADDRESS)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": settings.NETWORK_NAME,
            "root_page": home,
        },
    )
    Site.clear_site_root_paths_cache()


def _fill(page: Page, file: FirstPage, keys: Mapping[str, int]) -> None:
    for field, value in _fields(file, keys).items():
        setattr(page, field, value)
    page.file_digest = file.digest
    page.save_revision().publish()


def _fields(file: FirstPage, keys: Mapping[str, int]) -> dict[str, Any]:
    fields: dict[str, Any] = with_links(dict(file.fields), keys)
    if file.body:
        sources = [{"type": "source", "value": source} for source in file.sources]
        fields["body"] = json.dumps(with_links(file.body, keys))
        fields["sources"] = json.dumps(sources)
    return fields


def _write_first_addresses() -> None:
    for path, fields in first_addresses().items():
        OldAddress.objects.get_or_create(path=normal_path(path), defaults=fields)
