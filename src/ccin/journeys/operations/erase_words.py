"""What others were told of a person who is erased: the words stay, the name in them goes."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ccin.accounts.models import Account
from ccin.discussion.rules.asking import without
from ccin.journeys.operations.erase_funding import WORDS
from ccin.members.models import Person
from ccin.outbox.models import Letter, Notice

# A name of one word may be a word of the language; a whole name, an address or a number is not.
TELLING = re.compile(r"\w\s+\w|@|\d{5}")


def erase_from_words(people: Sequence[Person], accounts: Sequence[Account]) -> None:
    """Called while the records still know their names. A letter to somebody of the same name is
    theirs, and is left as it is."""
    marks = {mark for each in people for mark in (each.name, each.email, each.phone)}
    marks |= {mark for each in accounts for mark in (each.name, each.email)}
    known = [mark.strip() for mark in sorted(marks) if TELLING.search(mark.strip())]
    told = Letter.objects.exclude(to_name__in=known)
    _take_out_of(Notice.objects.all(), ("title", "text"), known)
    _take_out_of(told, ("subject", "text", "html"), known)
    for kind, fields in WORDS:
        _take_out_of(kind._default_manager.all(), fields, known)


def _take_out_of(rows: QuerySet[Any], fields: Sequence[str], marks: list[str]) -> None:
    for row in rows.filter(_named(marks, fields)).order_by("pk").iterator():
        _take_out(row, fields, marks)


def _named(marks: Iterable[str], fields: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for mark in marks:
        for field in fields:
            found |= Q(**{f"{field}__icontains": mark})
    return found


def _take_out(row: Any, fields: Sequence[str], marks: list[str]) -> None:
    for field in fields:
        longest = row._meta.get_field(field).max_length
        words = without(getattr(row, field), marks, mark=_("[name removed]"))
        setattr(row, field, words[:longest])
    row.save(update_fields=list(fields))
