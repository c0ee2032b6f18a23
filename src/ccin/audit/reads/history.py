"""History as sentences: templates hold the words, names are looked up when shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.template.loader import select_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ccin.access.actor import Actor
from ccin.audit.models import Entry, EntryQuerySet
from ccin.kernel.clock import LONDON

ONE_DAY = timedelta(days=1)
Key = tuple[str, str]  # the label of a model and the key of a row
Records = Mapping[Key, models.Model]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry as it is read: the *words* say what was done, to the record called *subject*."""

    entry: Entry
    at: datetime
    who: str
    words: SafeString
    subject: str
    address: str  # of the subject's page, where it has one


class Names(dict[str, str]):
    """Names by kind of record; one that is no longer kept is said to be so."""

    def __missing__(self, kind: str) -> str:
        return gettext("a record that is no longer kept")


def history_of(
    *subjects: models.Model, limit: int = 100, actor: Actor | None = None
) -> list[HistoryLine]:
    """What happened to any of these records, newest first; for an actor, what they may read."""
    about: EntryQuerySet = Entry.objects.none()
    for subject in subjects:
        about = about | Entry.objects.about(subject)
    about = about.readable_by(actor) if actor else about
    return lines(about.order_by("-at", "-pk")[:limit])


def lines(entries: EntryQuerySet) -> list[HistoryLine]:
    """Three queries, and one more for each kind of record that is named."""
    found = list(entries.select_related("detail").prefetch_related("concerns"))
    records = _records(key for entry in found for key in _keys(entry))
    return [_line(entry, records) for entry in found]


def narrowed(entries: EntryQuerySet, wanted: Mapping[str, Any]) -> EntryQuerySet:
    """Those of one actor, one event, one record, from one day to another."""
    if wanted.get("who"):
        entries = entries.filter(actor_key__in=_actor_keys(wanted["who"].strip()))
    if wanted.get("event"):
        entries = entries.filter(event=wanted["event"])
    if wanted.get("kind"):
        entries = entries.about_key(wanted["kind"], wanted.get("key", ""))
    if wanted.get("since"):
        entries = entries.filter(at__gte=_begin_of(wanted["since"]))
    if wanted.get("until"):
        entries = entries.filter(at__lt=_begin_of(wanted["until"] + ONE_DAY))
    return entries


def _actor_keys(who: str) -> list[str]:
    """The keys that somebody may mean: of an account by its address, or of a task by its name."""
    accounts = get_user_model()._base_manager
    named = accounts.filter(**{f"{get_user_model().USERNAME_FIELD}__iexact": who})
    return [
        who,
        f"command:{who}",
        *(f"account:{key}" for key in named.values_list("pk", flat=True)),
    ]


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


@lru_cache(maxsize=1)
def known_events() -> tuple[str, ...]:
    """Every event that has its sentence in one of the rooms."""
    rooms = [config for config in apps.get_app_configs() if config.name.startswith("ccin.")]
    folders = [(room.label, Path(room.path, "templates", room.label, "history")) for room in rooms]
    return tuple(
        sorted(
            f"{label}.{path.stem}" for label, folder in folders for path in folder.glob("*.html")
        )
    )


def _line(entry: Entry, records: Records) -> HistoryLine:
    subject = records.get(entry.subject)
    return HistoryLine(
        entry=entry,
        at=entry.at,
        who=_who(entry, records),
        words=_words(entry, records),
        subject=_name(subject) if subject else gettext("a record that is no longer kept"),
        address=_address(subject),
    )


def _words(entry: Entry, records: Records) -> SafeString:
    room, _, name = entry.event.partition(".")
    template = select_template([f"{room}/history/{name}.html", "audit/event_without_words.html"])
    detail = getattr(entry, "detail", None)
    names = Names()
    for key in reversed(_concerned(entry)):  # the subject, being first, has the last word
        if key in records:
            names[_kind(key)] = _name(records[key])
    context = {
        "entry": entry,
        "values": entry.values,
        "personal": detail.values if detail and not detail.erased_at else None,
        "subject": names[_kind(entry.subject)],
        "names": names,
    }
    words = str(template.render(context)).strip()
    return mark_safe(words[:1].upper() + words[1:])


def _who(entry: Entry, records: Records) -> str:
    prefix, _, rest = entry.actor_key.partition(":")
    if prefix == "public":
        return gettext("A visitor")
    if prefix == "command":
        return gettext("The platform (%(task)s)") % {"task": rest}
    account = records.get(_actor(entry))
    return str(account) if account else gettext("An account that is no longer kept")


def _name(record: models.Model) -> str:
    """What it is called where not everybody who reads the history may read it."""
    return str(getattr(record, "name_in_history", record))


def _address(subject: models.Model | None) -> str:
    """Of the record itself where that is not its public page."""
    page = getattr(subject, "get_record_url", getattr(subject, "get_absolute_url", str))
    return str(page())


def _actor(entry: Entry) -> Key:
    """An account; or a person who has none and did it by e-mail."""
    prefix, _, rest = entry.actor_key.partition(":")
    label = {"account": settings.AUTH_USER_MODEL, "person": "members.Person"}.get(prefix, "")
    return (label, rest) if label else ("", "")


def _concerned(entry: Entry) -> list[Key]:
    return [entry.subject, *((each.kind, each.key) for each in entry.concerns.all())]


def _keys(entry: Entry) -> list[Key]:
    return [_actor(entry), *_concerned(entry)]


def _kind(key: Key) -> str:
    return key[0].rpartition(".")[2].lower()


def _records(keys: Iterable[Key]) -> dict[Key, models.Model]:
    """The rows behind these keys, one query a kind, with what their names may be made from: the
    records they point at, and those further off that the model lists as `NAMED_BY`."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for label, key in keys:
        if key.isdecimal():
            wanted[label].add(key)
    found: dict[Key, models.Model] = {}
    for label, some in wanted.items():
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue  # a kind of record that the house no longer has
        links = {field.name for field in model._meta.fields if field.many_to_one}
        links.update(getattr(model, "NAMED_BY", ()))
        rows = model._base_manager.select_related(*links).in_bulk([int(key) for key in some])
        found.update({(label, str(key)): row for key, row in rows.items()})
    return found
