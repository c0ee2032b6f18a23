"""Doors of the library: adopting. A row as in `tests/architecture/doors.py`."""

from ccin.access.permissions import Permission
from tests.architecture.door import OPEN, At, Door
from tests.factories import AdoptionFactory, MembershipFactory, ResourceFactory


def something_to_adopt() -> At:
    MembershipFactory()
    return At({"slug": ResourceFactory(published=True).slug})


def an_adoption() -> At:
    adoption = AdoptionFactory()
    return At({"pk": adoption.pk}, organisation=adoption.organisation_id)


ADOPTION = {"stage": "using", "since": "2026-05-04", "version": "1"}
OUTCOME = {"changed": "Less", "known": "Seen", "again": "yes", "stage": "using", "version": "1"}
CHANGES, USES = Permission.ADOPTION_CHANGE, Permission.LIBRARY_USE_READ

ROWS: dict[str, Door] = {
    "library:what_travels": Door(OPEN),
    "library:adopt": Door(CHANGES, CHANGES, at=something_to_adopt, data=lambda: ADOPTION),
    "library:adoptions": Door(CHANGES),
    "library:adoption": Door(CHANGES, CHANGES, at=an_adoption, data=lambda: ADOPTION),
    "library:stop_adoption": Door(post=CHANGES, at=an_adoption),
    "library:withdraw_adoption": Door(post=CHANGES, at=an_adoption),
    "library:tell_outcome": Door(CHANGES, CHANGES, at=an_adoption, data=lambda: OUTCOME),
    "library:searches": Door(Permission.SEARCH_SAVE),
    "library:save_search": Door(post=Permission.SEARCH_SAVE, data=lambda: {"q": "repair"}),
    "library:use": Door(USES),
    "library:use_of": Door(USES, at=lambda: At({"show": "not-found"})),
    "library:use_as_csv": Door(USES, at=lambda: At({"show": "stale"})),
}
