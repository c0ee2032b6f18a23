"""Everything held about one person, gathered by the table in `held`, one query a kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.audit.models import Concern, Entry
from ccin.journeys.models import DataRequest
from ccin.journeys.reads.called import CALLED
from ccin.journeys.reads.held import HELD, LEFT_OUT, Held, Part
from ccin.members.models import Person

A_FEW = 10  # of each kind on a page; a download has them all
PEOPLE = frozenset({Person._meta.label, Account._meta.label})


@dataclass(frozen=True, slots=True)
class Whom:
    """By what somebody is known: records, accounts, and addresses they have shown to be theirs.

    An address that staff typed into a record proves nothing: others may read mail there.
    """

    people: frozenset[int] = frozenset()
    accounts: frozenset[int] = frozenset()
    emails: frozenset[str] = frozenset()

    @property
    def keys(self) -> list[str]:
        people = [f"person:{key}" for key in sorted(self.people)]
        return people + [f"account:{key}" for key in sorted(self.accounts)]


@dataclass(frozen=True, slots=True)
class Fact:
    name: str  # of the field
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The records of one kind that are theirs, newest first."""

    model: str
    title: str
    records: list[list[Fact]]
    has_more: bool = False
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str | Promise
    kinds: list[Kind]


def whom_of(actor: Actor) -> Whom:
    """Whoever is signed in: their account, the address they sign in at, their record and those
    that were merged into it."""
    account = Account.objects.filter(pk=actor.account or 0).first()
    people = with_merged(account.person_id if account else None)
    own = frozenset({account.pk}) if account else frozenset[int]()
    emails = frozenset({account.email.lower()}) if account else frozenset[str]()
    return Whom(people, own, emails)


def whom_of_request(asked: DataRequest) -> Whom:
    """Whoever asks, as staff look through it before they answer."""
    account = asked.account
    emails = {account.email.lower()} if account else {asked.email.lower()}
    own = frozenset({account.pk}) if account else frozenset[int]()
    return Whom(with_merged(asked.person_id), own, frozenset(emails - {""}))


def with_merged(person: int | None) -> frozenset[int]:
    if person is None:
        return frozenset()
    merged = Person.objects.filter(Q(pk=person) | Q(merged_into=person))
    return frozenset(merged.values_list("pk", flat=True))


def held_about(whom: Whom, *, at_most: int | None = None) -> list[Section]:
    """The parts in which anything is held; the history last."""
    found: dict[Part, list[Kind]] = {part: [] for part in Part}
    for label, ways in HELD.items():
        for held in ways:
            kind = _kind(label, held, whom, at_most)
            if kind.records:
                found[held.part].append(kind)
    history = _history(whom, at_most)
    sections = [Section(part.name.lower(), part.value, kinds) for part, kinds in found.items()]
    if history.records:
        sections.append(Section("history", _("What the history keeps"), [history]))
    return [section for section in sections if section.kinds]


def rows_of(label: str, held: Held, whom: Whom) -> QuerySet[Any]:
    """Theirs alone. A letter to a shared address is theirs unless it names somebody else."""
    model = apps.get_model(label)
    rows: QuerySet[Any] = model._base_manager.filter(
        _theirs(model, held, whom), **held.where
    ).order_by("-pk")
    links = [name for name in held.shows if getattr(_field(model, name), "many_to_one", False)]
    named = [f"{link}__{far}" for link in links for far in _named_by(model, link)]
    rows = rows.select_related(*links, *named) if links else rows
    return rows.distinct() if any("__" in way for way in held.by) else rows


def _theirs(model: type[models.Model], held: Held, whom: Whom) -> Q:
    theirs = Q(pk__in=[])
    for way in held.by:
        how, _colon, name = way.partition(":")
        if how == "email":
            for email in sorted(whom.emails):
                theirs |= Q(**{f"{name}__iexact": email}) & _nobody_else(model, held, whom)
        else:
            values = {"person": whom.people, "account": whom.accounts, "key": whom.keys}[how]
            theirs |= Q(**{f"{name}__in": list(values)})
    return theirs


def _nobody_else(model: type[models.Model], held: Held, whom: Whom) -> Q:
    """For a row found by its address: no other person or account is named in it."""
    alone = Q()
    for way in held.by:
        how, _colon, name = way.partition(":")
        if how == "key":
            others = Q(**{f"{name}__startswith": "person:"})
            others |= Q(**{f"{name}__startswith": "account:"})
            alone &= ~others | Q(**{f"{name}__in": whom.keys})
        elif how in {"person", "account"} and _field(model, name).null:
            keys = whom.people if how == "person" else whom.accounts
            alone &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__in": list(keys)})
    return alone


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _named_by(model: type[models.Model], link: str) -> Iterable[str]:
    """What the name of the record behind a link is made from."""
    behind = _field(model, link).related_model
    return [*getattr(behind, "NAMED_BY", ()), *_own_links(behind)]


def _own_links(model: type[models.Model]) -> list[str]:
    return [each.name for each in model._meta.fields if each.many_to_one]


def _kind(label: str, held: Held, whom: Whom, at_most: int | None) -> Kind:
    rows = rows_of(label, held, whom)
    found = list(rows if at_most is None else rows[: at_most + 1])
    return Kind(
        label,
        str(CALLED[label]),
        [_facts(row, held) for row in found[:at_most]],
        at_most is not None and len(found) > at_most,
        left_out(label) if found else [],
    )


def left_out(label: str) -> list[str]:
    """What of such a record is not shown, and why, in words."""
    model = apps.get_model(label)
    return [
        f"{_label(model, name)}: {why}"
        for (of, _dot, name), why in (
            (key.rpartition("."), reason) for key, reason in LEFT_OUT.items()
        )
        if of == label
    ]


def _label(model: type[models.Model], name: str) -> str:
    return str(capfirst(str(_field(model, name).verbose_name)))


def _facts(row: models.Model, held: Held) -> list[Fact]:
    facts = ((name, _value(row, name)) for name in held.shows)
    return [Fact(name, _label(type(row), name), value) for name, value in facts if value]


def _value(row: models.Model, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else attrgetter(name)(row)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _in_words(value)


def _in_words(value: object) -> str:
    if isinstance(value, datetime):
        return str(formats.date_format(timezone.localtime(value), "j F Y, H:i"))
    if isinstance(value, date):
        return str(formats.date_format(value, "j F Y"))
    if isinstance(value, list | tuple):
        between = "; " if any(isinstance(each, list | tuple) for each in value) else ": "
        return between.join(map(_in_words, value))
    return str(value)


def _history(whom: Whom, at_most: int | None) -> Kind:
    """What they did and what was done to their record, by key, so that it names nobody else.

    Personal values are shown where the entry is about them alone.
    """
    entries = _entries(whom)
    found = list(entries if at_most is None else entries[: at_most + 1])
    records = [_entry_facts(entry, whom) for entry in found[:at_most]]
    title = _("What you did, and what was done to your record")
    return Kind("audit.Entry", title, records, at_most is not None and len(found) > at_most)


def _entries(whom: Whom) -> QuerySet[Entry]:
    subjects = _subjects(whom)
    about = Q(pk__in=[])
    for kind, key in subjects:
        about |= Q(subject_kind=kind, subject_key=key)
        concerned = Concern.objects.filter(kind=kind, key=key).order_by()
        about |= Q(pk__in=concerned.values("entry_id"))
    did = Q(actor_key__in=[f"account:{key}" for key in sorted(whom.accounts)])
    # A concern raised against somebody's organisation is told to its members by the bodies alone.
    unrestricted = Q(values__restricted__isnull=True) | did
    found = Entry.objects.filter(about | did).filter(unrestricted)
    return found.select_related("detail").prefetch_related("concerns").order_by("-pk")


def _subjects(whom: Whom) -> list[tuple[str, str]]:
    people = [(Person._meta.label, str(key)) for key in sorted(whom.people)]
    return people + [(Account._meta.label, str(key)) for key in sorted(whom.accounts)]


def _entry_facts(entry: Entry, whom: Whom) -> list[Fact]:
    subjects = set(_subjects(whom))
    named = {entry.subject, *((each.kind, each.key) for each in entry.concerns.all())}
    is_theirs = bool(named & subjects) and not any(
        kind in PEOPLE for kind, _key in named - subjects
    )
    own = {f"account:{key}" for key in whom.accounts}
    facts = [
        Fact("at", _("When"), _in_words(entry.at)),
        Fact("event", _("What happened"), entry.event),
        Fact("subject", _("To which record"), ":".join(entry.subject)),
        Fact("by", _("By whom"), _("you") if entry.actor_key in own else _("somebody else")),
    ]
    detail = getattr(entry, "detail", None)
    if is_theirs and detail and not detail.erased_at:
        facts += [Fact(name, name, str(value)) for name, value in detail.values.items()]
    return facts


def kinds_of(sections: Iterable[Section]) -> Iterator[Kind]:
    for section in sections:
        yield from section.kinds
