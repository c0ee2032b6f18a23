"""Writing a text: the pen is taken, words are saved as the next version, the pen is put down.

The room that owns the text permits and records; every version stays.
"""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.errors import Refused, Stale
from ccin.texts.models import Comment, Proposal, Text, Version
from ccin.texts.reasons import held_by, moved_on, too_long
from ccin.texts.rules.leases import LASTS, Lease

LONGEST = 60_000  # characters
NOBODY = "A person"


@transaction.atomic
def write_text(words: str, *, by: Actor) -> Text:
    """A new text with its first version; nobody holds the pen."""
    text = Text(words=_checked(words))
    text.save()
    _keep(text, by)
    return text


@transaction.atomic
def write_texts(several: Sequence[str], *, by: Actor) -> list[Text]:
    """As many new texts as words are given, in their order, each with its first version."""
    texts = Text.objects.bulk_create([Text(words=_checked(words)) for words in several])
    Version.objects.bulk_create([_version(text, by) for text in texts])
    return texts


@transaction.atomic
def take_lease(text: Text, *, by: Actor) -> None:
    """Take the pen, or keep it for another quarter of an hour; refused while another holds it."""
    _lock(text)
    now = timezone.now()
    if lease_of(text).keeps_out(by.key, now):
        raise Refused(held_by(text.holder_name, text.held_until or now))
    _hold(text, by)
    text.save(update_fields=["holder", "holder_name", "held_until"])


@transaction.atomic
def save_text(text: Text, words: str, *, version: int, by: Actor) -> bool:
    """Whether there was anything to save. Whoever holds the pen keeps it for another quarter of an
    hour. Where somebody else holds it or has saved meanwhile, the words sent are given back."""
    words = _checked(words)
    _lock(text)
    now = timezone.now()
    if lease_of(text).keeps_out(by.key, now):
        raise Stale(held_by(text.holder_name, text.held_until or now), sent={"words": words})
    if text.version != version:
        raise Stale(moved_on(), sent={"words": words})
    if text.holder == by.key:
        _hold(text, by)
    is_new = words != text.words
    if is_new:
        text.words = words
        text.version += 1
        _keep(text, by)
    text.save(update_fields=["words", "version", "holder", "holder_name", "held_until"])
    return is_new


@transaction.atomic
def let_go(text: Text, *, by: Actor) -> None:
    """Put the pen down, if it is one's own."""
    _lock(text)
    if text.holder == by.key:
        text.holder, text.holder_name, text.held_until = "", "", None
        text.save(update_fields=["holder", "holder_name", "held_until"])


@transaction.atomic
def forget(keys: Collection[str], *, by: Actor) -> int:
    """Take a person's name off what they wrote, proposed, remarked or hold; the words stay."""
    by.must(Permission.PERSON_ERASE)
    held = Text.objects.filter(holder__in=keys)
    done = held.update(holder="", holder_name="", held_until=None)
    for written in (Version, Proposal, Comment):
        done += written.objects.filter(author__in=keys).update(author_name=NOBODY)
    return done


def lease_of(text: Text) -> Lease:
    return Lease(text.holder, text.held_until)


def _checked(words: str) -> str:
    words = words.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST:
        raise Refused(too_long(LONGEST))
    return words


def _hold(text: Text, by: Actor) -> None:
    text.holder, text.holder_name = by.key[:80], by.name[:150]
    text.held_until = timezone.now() + LASTS


def _keep(text: Text, by: Actor) -> None:
    _version(text, by).save()


def _version(text: Text, by: Actor) -> Version:
    return Version(
        text=text,
        number=text.version,
        words=text.words,
        author=by.key[:80],
        author_name=by.name[:150],
        written_at=timezone.now(),
    )


def _lock(text: Text) -> None:
    text.refresh_from_db(from_queryset=Text.objects.select_for_update())
