"""Putting a pack together: what it holds, in which order, under which cover, and for whom."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.library.models import Pack, Resource
from ccin.library.operations.packs import (
    PackDetails,
    add_to_pack,
    change_pack,
    move_in_pack,
    publish_pack,
    remove_cover,
    reopen_pack,
    set_cover,
    start_pack,
    take_out_of_pack,
)
from ccin.library.states.packs import DRAFT, PACK, PUBLISHED
from ccin.library.states.resources import ResourceState, Visibility
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, STAND_IN, main_contact_of
from tests.factories import OrganisationFactory, PackFactory, ResourceFactory

pytestmark = pytest.mark.django_db


def a_picture(kind: str = "PNG", size: tuple[int, int] = (400, 300)) -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, kind)
    return SimpleUploadedFile(f"cover.{kind.lower()}", made.getvalue())


CUT_OFF = a_picture("JPEG").read()[:600]


def titles(pack: Pack) -> list[str]:
    return [item.resource.title for item in pack.items.order_by("position", "pk")]


def test_a_pack_begins_as_a_draft_at_an_address_of_its_own() -> None:
    first = start_pack("Case  Study Pack", by=EDITOR)
    second = start_pack("Case Study Pack", by=STAND_IN)
    third = start_pack("Manage", by=EDITOR)

    assert (first.title, first.state) == ("Case Study Pack", DRAFT)
    assert [first.slug, second.slug, third.slug] == [
        "case-study-pack",
        "case-study-pack-2",
        "manage-2",
    ]
    with pytest.raises(Refused, match="title"):
        start_pack("  ", by=EDITOR)


def test_only_those_who_put_packs_together_do() -> None:
    pack = PackFactory(holding=1)
    item = pack.items.get()
    for stranger in (OFFICER, ADMINISTRATOR, main_contact_of(OrganisationFactory())):
        for act in (
            lambda by: start_pack("A pack", by=by),
            lambda by: change_pack(pack, PackDetails("T"), version=1, by=by),
            lambda by: add_to_pack(pack, [], by=by),
            lambda by: move_in_pack(item, up=True, by=by),
            lambda by: take_out_of_pack(item, by=by),
            lambda by: set_cover(pack, a_picture(), words="Hands", by=by),
            lambda by: remove_cover(pack, by=by),
            lambda by: publish_pack(pack, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)

    assert not Entry.objects.exists()


def test_every_move_of_a_pack_starts_where_its_table_says() -> None:
    acts = {
        "change": lambda pack: change_pack(pack, PackDetails("T"), version=1, by=EDITOR),
        "publish": lambda pack: publish_pack(pack, by=EDITOR),
        "reopen": lambda pack: reopen_pack(pack, by=EDITOR),
    }
    assert set(acts) == set(PACK.moves)
    for name, act in acts.items():
        for state in (DRAFT, PUBLISHED):
            pack = PackFactory(published=state == PUBLISHED, holding=1)
            if state in PACK.moves[name].sources:
                act(pack)
                assert pack.state == PACK.moves[name].target
            else:
                with pytest.raises(MoveNotAllowed):
                    act(pack)


def test_the_address_stays_once_it_was_published() -> None:
    pack = PackFactory(title="One", slug="one", holding=1)

    change_pack(pack, PackDetails("Two"), version=1, by=EDITOR)
    publish_pack(pack, by=EDITOR)
    day = pack.published_on
    reopen_pack(pack, by=EDITOR)
    change_pack(pack, PackDetails("Three"), version=pack.version, by=EDITOR)
    publish_pack(pack, by=EDITOR)

    assert (pack.title, pack.slug, pack.published_on) == ("Three", "two", day)


def test_two_who_change_it_at_once_are_told() -> None:
    pack = PackFactory()
    change_pack(pack, PackDetails("Two"), version=1, by=EDITOR)

    with pytest.raises(Stale):
        change_pack(pack, PackDetails("Three"), version=1, by=EDITOR)


def test_a_foreword_says_whose_words_it_is() -> None:
    pack = PackFactory()

    for details in (PackDetails("T", foreword="Read."), PackDetails("T", foreword_by="A Chair")):
        with pytest.raises(Refused, match="foreword"):
            change_pack(pack, details, version=1, by=EDITOR)


def test_many_are_added_at_its_end_once_each() -> None:
    pack = PackFactory()
    one, two, three = (ResourceFactory(published=True) for _ in range(3))

    assert add_to_pack(pack, [two], by=EDITOR) == 1
    assert add_to_pack(pack, [one, two, three, one], by=EDITOR) == 2

    assert titles(pack) == [two.title, one.title, three.title]


@pytest.mark.parametrize(
    "facts", [{}, {"published": True, "visibility": Visibility.MEMBERS}], ids=["draft", "members"]
)
def test_what_is_not_for_everyone_is_not_put_in(facts: dict[str, object]) -> None:
    pack = PackFactory()

    with pytest.raises(Refused, match="published for everyone"):
        add_to_pack(pack, [ResourceFactory(**facts)], by=EDITOR)

    assert titles(pack) == []


def test_a_pack_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccin.library.operations.packs.MOST_ITEMS", 1)
    pack = PackFactory(holding=1)

    with pytest.raises(Refused, match="at most 1"):
        add_to_pack(pack, [ResourceFactory(published=True)], by=EDITOR)


def test_studies_are_moved_up_and_down_and_never_off_the_list() -> None:
    pack = PackFactory(holding=3)
    one, two, three = list(pack.items.order_by("position"))
    a, b, c = titles(pack)

    move_in_pack(three, up=True, by=EDITOR)
    assert titles(pack) == [a, c, b]
    move_in_pack(one, up=True, by=EDITOR)
    assert titles(pack) == [a, c, b]
    move_in_pack(one, up=False, by=EDITOR)
    assert titles(pack) == [c, a, b]
    move_in_pack(two, up=False, by=EDITOR)
    assert titles(pack) == [c, a, b]


def test_what_is_taken_out_twice_is_taken_out_once() -> None:
    pack = PackFactory(holding=2)
    item = pack.items.order_by("position").first()

    take_out_of_pack(item, by=EDITOR)
    take_out_of_pack(pack.items.model(pk=item.pk, pack=pack), by=EDITOR)
    move_in_pack(pack.items.model(pk=item.pk, pack=pack), up=True, by=EDITOR)

    assert len(titles(pack)) == 1
    assert Entry.objects.filter(event="library.pack_item_taken_out").count() == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_cover_is_drawn_again_as_a_plain_picture(kind: str) -> None:
    pack = PackFactory()

    set_cover(pack, a_picture(kind, (4000, 2000)), words=" Two  hands ", by=EDITOR)

    with pack.cover.file.open("rb") as file, Image.open(file) as kept:
        assert (kept.format, kept.size) == ("JPEG", (1600, 800))
    assert pack.cover_words == "Two hands"

    remove_cover(pack, by=EDITOR)
    remove_cover(pack, by=EDITOR)
    assert (pack.cover, pack.cover_words) == (None, "")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (SimpleUploadedFile("cover.png", b""), "empty"),
        (SimpleUploadedFile("cover.png", b"<svg onload=alert(1)>"), "not one of these"),
        (
            SimpleUploadedFile("cover.png", CUT_OFF),
            "cannot be read",
        ),
        (a_picture(size=(199, 400)), "199 by 400"),
    ],
    ids=["empty", "a drawing", "cut off", "small"],
)
def test_what_is_no_picture_is_no_cover(sent: SimpleUploadedFile, says: str) -> None:
    with pytest.raises(Refused, match=says):
        set_cover(PackFactory(), sent, words="Hands", by=EDITOR)


def test_a_cover_is_not_too_large_and_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="in words"):
        set_cover(PackFactory(), a_picture(), words=" ", by=EDITOR)

    monkeypatch.setattr("ccin.library.operations.packs.LARGEST", 10)
    with pytest.raises(Refused, match="larger than"):
        set_cover(PackFactory(), a_picture(), words="Hands", by=EDITOR)


def test_an_empty_pack_is_not_published() -> None:
    with pytest.raises(Refused, match="nothing in this pack"):
        publish_pack(PackFactory(), by=EDITOR)


def test_a_pack_of_which_all_was_taken_down_is_not_published() -> None:
    pack = PackFactory(holding=1)
    Resource.objects.update(state=ResourceState.TAKEN_DOWN, taken_down_because="Asked")

    with pytest.raises(Refused, match="nothing in this pack"):
        publish_pack(pack, by=EDITOR)


def test_a_pack_that_holds_something_invented_says_so() -> None:
    pack = PackFactory(holding=1)
    add_to_pack(pack, [ResourceFactory(published=True, fictional=True)], by=EDITOR)

    publish_pack(pack, by=EDITOR)

    assert pack.fictional is True
