"""Putting a pack together and publishing it: lock, permit, move, save, record."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import resolve
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.files.operations import keep_upload, redrawn
from ccin.files.rules import Kind
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import Move
from ccin.library.models import Pack, PackItem, Resource
from ccin.library.reads.packs import shown_in
from ccin.library.rules.order import step
from ccin.library.states.packs import PACK
from ccin.members.models import Edition

MOST_ITEMS = 200
LARGEST = 8 * 1024 * 1024  # bytes of a cover, as sent
LONGEST_SLUG = 90


@dataclass(frozen=True, slots=True)
class PackDetails:
    """What a pack says of itself; its cover and its studies are chosen on their own pages."""

    title: str
    foreword: str = ""
    foreword_by: str = ""

    @classmethod
    def of(cls, pack: Pack) -> "PackDetails":
        return cls(**{field.name: getattr(pack, field.name) for field in fields(cls)})


@transaction.atomic
def start_pack(title: str, *, by: Actor) -> Pack:
    by.must(Permission.PACK_CHANGE)
    title = " ".join(title.split())[:150]
    if not title:
        raise Refused(_("Give the pack a title."))
    pack = Pack(title=title, slug=_free_slug(title))
    pack.save()
    record(by, "library.pack_started", pack)
    return pack


@transaction.atomic
def change_pack(pack: Pack, details: PackDetails, *, version: int, by: Actor) -> None:
    """Title and foreword. The address stays once the pack was published."""
    _lock(pack, "change", by=by)
    if pack.version != version:
        raise Stale(sent={"title": details.title, "foreword": details.foreword})
    if bool(details.foreword.strip()) != bool(details.foreword_by.strip()):
        raise Refused(_("A foreword needs its words and the name of whoever says them."))
    before = PackDetails.of(pack)
    changed = [
        field.name
        for field in fields(details)
        if getattr(before, field.name) != getattr(details, field.name)
    ]
    for name in changed:
        setattr(pack, name, getattr(details, name))
    if "title" in changed and pack.published_on is None:
        pack.slug = _free_slug(pack.title, but_for=pack)
    _save(pack, *changed, "slug")
    record(by, "library.pack_changed", pack, fields=changed)


@transaction.atomic
def add_to_pack(pack: Pack, resources: Iterable[Resource], *, by: Actor) -> int:
    """At its end, in the order given; what it holds already stays where it is. Only what everybody
    may read is put in."""
    _lock(pack, "change", by=by)
    held = list(pack.items.order_by("position", "pk").values_list("resource_id", flat=True))
    wanted = [each for each in dict.fromkeys(resources) if each.pk not in held]
    public = Resource.objects.public().filter(pk__in=[each.pk for each in wanted])
    shown = set(public.exclude(releases=None).values_list("pk", flat=True))
    if any(each.pk not in shown for each in wanted):
        raise Refused(_("Choose only what is published for everyone."))
    if len(held) + len(wanted) > MOST_ITEMS:
        raise Refused(
            _("A pack holds at most %(most)s. Make two packs of it.") % {"most": MOST_ITEMS}
        )
    last = pack.items.order_by("-position").values_list("position", flat=True).first()
    begin = 0 if last is None else last + 1
    PackItem.objects.bulk_create(
        PackItem(pack=pack, resource=each, position=begin + number)
        for number, each in enumerate(wanted)
    )
    _save(pack)
    record(by, "library.pack_filled", pack, concerning=wanted, number=len(wanted))
    return len(wanted)


@transaction.atomic
def move_in_pack(item: PackItem, *, up: bool, by: Actor) -> None:
    """One place up or down; at the end of the list nothing moves."""
    pack = item.pack
    _lock(pack, "change", by=by)
    items = list(pack.items.order_by("position", "pk"))
    if not step(items, item, up=up):
        return
    for position, each in enumerate(items):
        each.position = position
    PackItem.objects.bulk_update(items, ["position"])
    _save(pack)
    record(by, "library.pack_ordered", pack, concerning=[item.resource], up=up)


@transaction.atomic
def take_out_of_pack(item: PackItem, *, by: Actor) -> None:
    """Taken out twice is as good as once."""
    pack = item.pack
    _lock(pack, "change", by=by)
    gone, _kinds = pack.items.filter(pk=item.pk).delete()
    if gone:
        _save(pack)
        record(by, "library.pack_item_taken_out", pack, concerning=[item.resource])


def set_cover(pack: Pack, sent: "UploadedFile[bytes]", *, words: str, by: Actor) -> None:
    """The picture is drawn again before anything is locked: it takes a moment, and whatever was
    hidden in the file, where it was taken or by whom, is left behind."""
    by.must(Permission.PACK_CHANGE)
    if not words.strip():
        raise Refused(_("Say in words what the cover shows."))
    picture = redrawn(sent, largest=LARGEST, name="cover.jpg")
    with transaction.atomic():
        _lock(pack, "change", by=by)
        pack.cover = keep_upload(picture, kinds={Kind.JPEG}, largest=LARGEST, by=by)
        pack.cover_words = " ".join(words.split())[:150]
        _save(pack, "cover", "cover_words")
        record(by, "library.pack_cover_set", pack, words=pack.cover_words)


@transaction.atomic
def remove_cover(pack: Pack, *, by: Actor) -> None:
    _lock(pack, "change", by=by)
    if pack.cover_id is None:
        return
    pack.cover, pack.cover_words = None, ""
    _save(pack, "cover", "cover_words")
    record(by, "library.pack_cover_removed", pack)


@transaction.atomic
def publish_pack(pack: Pack, *, by: Actor) -> None:
    """For everyone, as page and as PDF. Published again, it keeps its address and its day."""
    move = _lock(pack, "publish", by=by)
    shown = list(shown_in(pack))
    if not shown:
        raise Refused(_("There is nothing in this pack that everybody may read. Choose some."))
    pack.state = move.target
    pack.published_on = pack.published_on or today()
    pack.fictional = any(each.fictional for each in shown)
    _save(pack, "state", "published_on", "fictional")
    Edition.objects.stamp_anew()
    record(by, "library.pack_published", pack, number=len(shown))


@transaction.atomic
def reopen_pack(pack: Pack, *, by: Actor) -> None:
    """Its page is away until it is published again."""
    move = _lock(pack, "reopen", by=by)
    pack.state = move.target
    _save(pack, "state")
    Edition.objects.stamp_anew()
    record(by, "library.pack_reopened", pack)


def _lock(pack: Pack, name: str, *, by: Actor) -> Move:
    pack.refresh_from_db(from_queryset=Pack.objects.select_for_update())
    move = PACK.move(name, state=pack.state)
    by.must(move.needs)
    return move


def _save(pack: Pack, *changed: str) -> None:
    pack.version += 1
    pack.save(update_fields=[*changed, "version"])


def _free_slug(title: str, *, but_for: Pack | None = None) -> str:
    """One that neither another pack nor another page has."""
    stem = slugify(title)[:LONGEST_SLUG].strip("-") or "pack"
    others = Pack.objects.exclude(pk=but_for.pk if but_for else 0)
    taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken or _is_a_page(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _is_a_page(slug: str) -> bool:
    return resolve(f"/packs/{slug}/").url_name != "pack"
