"""Bringing forward what went by e-mail before it was recorded here: on the days on which it went,
and never to be sent again."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.outbox.models import Addressee, Digest, Letter, Mailing, Notice
from ccin.outbox.states import LETTER, WAITING


@transaction.atomic
def date_mailing(mailing: Mailing, went_at: datetime, *, by: Actor) -> None:
    """A part of an operation that has permitted. Its letters are kept here as they went."""
    written = Addressee.objects.filter(mailing=mailing, letter__isnull=False)
    _keep(written.values_list("letter", flat=True), went_at, by=by)
    found = Mailing.objects.filter(pk=mailing.pk)
    found.update(begun_at=went_at)
    found.exclude(ended_at=None).update(ended_at=went_at)


@transaction.atomic
def date_notices(kinds: Collection[str], written_at: datetime, *, by: Actor) -> int:
    """Say when notices of these kinds, that are still held, were written; how many."""
    by.must(Permission.LETTER_TELL)
    held = Notice.objects.filter(kind__in=kinds).exclude(tellings__digest__isnull=False)
    return held.order_by().update(written_at=written_at)


@transaction.atomic
def date_digests(day: date, went_at: datetime, *, by: Actor) -> None:
    """Those of a day went then, and are kept here."""
    by.must(Permission.LETTER_TELL)
    _keep(Digest.objects.filter(day=day).values_list("letter", flat=True), went_at, by=by)


def _keep(keys: Any, went_at: datetime, *, by: Actor) -> None:
    move = LETTER.move("keep", state=WAITING)
    by.must(move.needs)
    letters = Letter.objects.filter(pk__in=keys, state=WAITING)
    letters.update(state=move.target, written_at=went_at, due_at=went_at)
