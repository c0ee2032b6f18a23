"""Doors of the library: together. A row as in `tests/architecture/doors.py`."""

from ccin.access.permissions import P
from ccin.library.models import Pack
from ccin.library.operations.packs import set_cover
from tests.actors import EDITOR
from tests.architecture.door import OPEN, At, Door
from tests.factories import PackFactory
from tests.library.test_packs_operations import a_picture


def a_pack() -> At:
    return At({"slug": PackFactory(published=True, holding=1).slug})


def a_pack_with_a_cover() -> At:
    made = PackFactory(holding=1)
    set_cover(made, a_picture(), words="Hands", by=EDITOR)
    Pack.objects.filter(pk=made.pk).update(state="published", published_on="2026-05-04")
    return At({"slug": made.slug})


def a_draft_pack() -> At:
    return At({"pk": PackFactory(holding=1).pk})


def a_pack_to_reopen() -> At:
    return At({"pk": PackFactory(published=True, holding=1).pk})


def an_item() -> At:
    item = PackFactory(holding=2).items.order_by("position").first()
    return At({"pk": item.pack_id, "item": item.pk})


BOTH = {"get": P.PACK_CHANGE, "post": P.PACK_CHANGE}
ROWS: dict[str, Door] = {
    "library:change_pack": Door(**BOTH, at=a_draft_pack),
    "library:choose_for_pack": Door(**BOTH, at=a_draft_pack),
    "library:cover_pack": Door(**BOTH, at=a_draft_pack),
    "library:manage_packs": Door(**BOTH),
    "library:move_in_pack": Door(post=P.PACK_CHANGE, at=an_item),
    "library:pack": Door(get=OPEN, at=a_pack),
    "library:pack_cover": Door(get=OPEN, at=a_pack_with_a_cover),
    "library:pack_pdf": Door(get=OPEN, at=a_pack),
    "library:packs": Door(get=OPEN),
    "library:publish_pack": Door(post=P.PACK_CHANGE, at=a_draft_pack),
    "library:reopen_pack": Door(post=P.PACK_CHANGE, at=a_pack_to_reopen),
    "library:take_out_of_pack": Door(post=P.PACK_CHANGE, at=an_item),
    "library:uncover_pack": Door(post=P.PACK_CHANGE, at=a_draft_pack),
    "library:work_pack": Door(get=P.PACK_CHANGE, at=a_draft_pack),
}
