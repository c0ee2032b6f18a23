"""Doors of the library: keeping. A row as in `tests/architecture/doors.py`."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ccin.access.permissions import P
from ccin.library.operations.import_plan import Wishes
from ccin.library.operations.imports import look_through, start_import
from tests.actors import EDITOR
from tests.architecture.door import At, Door
from tests.factories import ThemeFactory


def a_list() -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", b"title,text\nRepair,Volunteers mend.\n")


def a_list_looked_through() -> At:
    brought = start_import(a_list(), Wishes("Of a door"), by=EDITOR)
    look_through(brought, by=EDITOR)
    return At({"pk": brought.pk})


def a_theme() -> At:
    return At({"pk": ThemeFactory().pk})


def sent() -> Mapping[str, Any]:
    given = {"list_name": "", "how": "publish", "visibility": "public", "kind": "report"}
    return {"file": a_list(), **given}


ROWS: dict[str, Door] = {
    "library:import": Door(get=P.LIBRARY_IMPORT, post=P.LIBRARY_IMPORT, data=sent),
    "library:import_give_up": Door(post=P.LIBRARY_IMPORT, at=a_list_looked_through),
    "library:import_shown": Door(
        get=P.LIBRARY_IMPORT,
        post=P.LIBRARY_IMPORT,
        at=a_list_looked_through,
        data=lambda: {"how": "publish", "then": "begin"},
    ),
    "library:import_template": Door(get=P.LIBRARY_IMPORT),
    "library:theme_add": Door(
        get=P.THEME_CHANGE, post=P.THEME_CHANGE, data=lambda: {"name": "Sport"}
    ),
    "library:theme_change": Door(
        get=P.THEME_CHANGE,
        post=P.THEME_CHANGE,
        at=a_theme,
        data=lambda: {"name": "Sport", "version": 1},
    ),
    "library:theme_merge": Door(
        get=P.THEME_CHANGE,
        post=P.THEME_CHANGE,
        at=a_theme,
        data=lambda: {"into": ThemeFactory().pk, "version": 1},
    ),
    "library:themes": Door(get=P.THEME_CHANGE),
}
