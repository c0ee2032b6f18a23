"""Doors of the library: reading. A row as in `tests/architecture/doors.py`."""

from tests.architecture.door import OPEN, At, Door
from tests.factories import ResourceFactory, ThemeFactory
from tests.library.shelf import with_a_file


def a_resource() -> At:
    return At({"slug": ResourceFactory(published=True).slug})


def a_release() -> At:
    return At({"slug": ResourceFactory(published=True).slug, "number": 1})


def a_short_address() -> At:
    return At({"pk": ResourceFactory(published=True).pk})


def a_file() -> At:
    kept = with_a_file(ResourceFactory())
    return At({"slug": kept.resource.slug, "pk": kept.pk})


def a_theme() -> At:
    return At({"slug": ThemeFactory().slug})


ROWS: dict[str, Door] = {
    "library:bibtex": Door(get=OPEN, at=a_resource),
    "library:feed": Door(get=OPEN),
    "library:file": Door(get=OPEN, at=a_file),
    "library:release": Door(get=OPEN, at=a_release),
    "library:resource": Door(get=OPEN, at=a_resource),
    "library:resource_pdf": Door(get=OPEN, at=a_resource),
    "library:ris": Door(get=OPEN, at=a_resource),
    "library:search": Door(get=OPEN),
    "library:short": Door(get=OPEN, at=a_short_address),
    "library:theme": Door(get=OPEN, at=a_theme),
}
