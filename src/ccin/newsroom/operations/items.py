"""The items of an issue: staff choose, order and word them, and add news of their own."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.files.operations import keep_upload, redrawn
from ccin.files.rules import Kind
from ccin.kernel.errors import Refused, Stale
from ccin.library.rules.order import step
from ccin.newsroom.models import Issue, Item
from ccin.newsroom.operations.issues import RANKS, note_correction
from ccin.newsroom.operations.places import free_slug, keep_order, lock
from ccin.newsroom.rules.items import place_for

LARGEST = 8 * 1024 * 1024  # bytes of a picture, as sent
MOST_ITEMS = 200

Sent = UploadedFile[bytes] | None


@dataclass(frozen=True, slots=True)
class ItemWords:
    """`social` is empty where the text for social media shall follow the words by itself."""

    kind: str
    heading: str
    words: str
    address: str = ""
    picture_words: str = ""
    social: str = ""


def add_item(issue: Issue, words: ItemWords, *, picture: Sent = None, by: Actor) -> Item:
    """News of the staff's own. A picture is drawn again before anything is locked, which leaves
    behind what was hidden in it."""
    by.must(Permission.UPDATE_WRITE)
    drawn = _drawn(picture, words)
    with transaction.atomic():
        lock(issue, "change", by=by)
        items = list(issue.items.order_by("position", "pk"))
        if len(items) >= MOST_ITEMS:
            raise Refused(_("This issue is full. Take something of your own out first."))
        item = Item(issue=issue, slug=free_slug(words.heading, {each.slug for each in items}))
        _put(item, words)
        _put_picture(item, drawn, words, by=by)
        item.save()
        items.insert(place_for([RANKS[each.kind] for each in items], RANKS[item.kind]), item)
        keep_order(items)
        record(by, "newsroom.item_added", issue, heading=item.heading)
    return item


def change_item(
    item: Item, words: ItemWords, *, picture: Sent = None, version: int, by: Actor
) -> None:
    """Its address follows the heading until the issue is sent. A picture stays unless another one
    is given; without words for it, it is taken away."""
    by.must(Permission.UPDATE_WRITE)
    drawn = _drawn(picture, words)
    with transaction.atomic():
        _lock(item, "change", by=by)
        _refuse_stale(item, words, version)
        if item.heading != words.heading:
            others = item.issue.items.exclude(pk=item.pk)
            item.slug = free_slug(words.heading, set(others.values_list("slug", flat=True)))
        _change(item, words, drawn, by=by)
        record(by, "newsroom.item_changed", item.issue, heading=item.heading)


def correct_item(
    item: Item,
    words: ItemWords,
    *,
    picture: Sent = None,
    note: str,
    version: int,
    by: Actor,
) -> None:
    """In the archive, at the same address, with a note that everybody sees."""
    by.must(Permission.UPDATE_WRITE)
    drawn = _drawn(picture, words)
    with transaction.atomic():
        _lock(item, "correct", by=by)
        _refuse_stale(item, words, version)
        if not words.words.strip():
            raise Refused(_("An item needs its words."))
        _change(item, words, drawn, by=by)
        note_correction(item.issue, note, item=item)
        record(by, "newsroom.item_corrected", item.issue, heading=item.heading, note=note)


@transaction.atomic
def include_item(item: Item, *, is_included: bool, by: Actor) -> None:
    """Put in twice is as good as once."""
    _lock(item, "change", by=by)
    if item.is_included == is_included:
        return
    item.is_included = is_included
    item.save(update_fields=["is_included"])
    record(
        by,
        "newsroom.item_put_in" if is_included else "newsroom.item_left_out",
        item.issue,
        heading=item.heading,
    )


@transaction.atomic
def move_item(item: Item, *, up: bool, by: Actor) -> None:
    """One place up or down; at the end of the list nothing moves."""
    _lock(item, "change", by=by)
    items = list(item.issue.items.order_by("position", "pk"))
    if step(items, item, up=up):
        keep_order(items)
        record(by, "newsroom.item_moved", item.issue, heading=item.heading, up=up)


@transaction.atomic
def remove_item(item: Item, *, by: Actor) -> None:
    """One of the staff's own; what was gathered is left out instead, so that gathering again does
    not bring it back."""
    _lock(item, "change", by=by)
    if item.key:
        raise Refused(_("This was gathered from the records. Leave it out instead."))
    heading, issue = item.heading, item.issue
    item.delete()
    record(by, "newsroom.item_removed", issue, heading=heading)


def _lock(item: Item, name: str, *, by: Actor) -> None:
    """The issue's row first, always: it orders all who work on its items."""
    lock(item.issue, name, by=by)
    own = [field.name for field in Item._meta.concrete_fields if field.name != "issue"]
    try:
        item.refresh_from_db(fields=own)
    except Item.DoesNotExist:
        raise Stale(_("Somebody else took this item out meanwhile.")) from None


def _refuse_stale(item: Item, words: ItemWords, version: int) -> None:
    if item.version != version:
        raise Stale(sent={"heading": words.heading, "words": words.words, "social": words.social})


def _put(item: Item, words: ItemWords) -> None:
    heading = " ".join(words.heading.split())[:200]
    if not heading:
        raise Refused(_("Give it a heading."))
    item.kind, item.heading = words.kind, heading
    item.words, item.address = words.words.strip(), words.address.strip()
    item.social = words.social.strip()


def _change(item: Item, words: ItemWords, drawn: Sent, *, by: Actor) -> None:
    _put(item, words)
    _put_picture(item, drawn, words, by=by)
    item.version += 1
    item.save()


def _put_picture(item: Item, drawn: Sent, words: ItemWords, *, by: Actor) -> None:
    if drawn is not None:
        item.picture = keep_upload(drawn, kinds={Kind.JPEG}, largest=LARGEST, by=by)
    described = " ".join(words.picture_words.split())[:300]
    if not described:
        item.picture = None
    item.picture_words = described if item.picture else ""


def _drawn(picture: Sent, words: ItemWords) -> Sent:
    if picture is None:
        return None
    if not words.picture_words.strip():
        raise Refused(_("Say in words what the picture shows: some readers cannot see it."))
    return redrawn(picture, largest=LARGEST, name="picture.jpg")
