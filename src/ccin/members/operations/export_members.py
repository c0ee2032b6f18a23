"""The membership list given out; who took it, and what was in it, is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.members.exports import FORMATS, columns, export_rows
from ccin.members.models import Edition, Organisation


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """`chosen` organisations alone, or all of them; `private` with people and notes."""

    on: date
    as_file: str
    private: bool = False
    chosen: Sequence[int] = ()


@transaction.atomic
def export_members(wanted: ExportWanted, *, by: Actor) -> bytes:
    """The list as a file. The history of each chosen organisation shows that it was given out."""
    by.must(Permission.MEMBERS_EXPORT)
    chosen = Organisation.objects.kept().filter(pk__in=wanted.chosen)
    keys = [organisation.pk for organisation in chosen]
    if wanted.chosen and not keys:
        raise Refused("Choose at least one organisation.")
    rows = export_rows(wanted.on, private=wanted.private, chosen=keys)
    if keys and not rows:
        raise Refused("None of them was in membership on that day: there is nothing to export.")
    edition, _made = Edition.objects.get_or_create(pk=1)
    record(
        by,
        "members.list_exported",
        edition,
        concerning=chosen,
        on=wanted.on.isoformat(),
        as_file=wanted.as_file,
        private=wanted.private,
        rows=len(rows),
    )
    return FORMATS[wanted.as_file](rows, columns(private=wanted.private))
