"""What staff correct in the register and add to what it knows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused, Stale
from ccin.register.models import (
    Authority,
    AuthorityName,
    ChangeEvent,
    ExtraHoliday,
    PoliticalControl,
    Succession,
)
from ccin.register.operations.facts import renew_edition
from ccin.register.states import ChangeKind


@dataclass(frozen=True, slots=True)
class Correction:
    """What staff may correct; codes and measures come from official files."""

    name: str
    short_name: str
    website: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ChangeDetails:
    title: str
    kind: str
    happens_on: date
    instrument: str
    source: str


@transaction.atomic
def correct_authority(
    authority: Authority, details: Correction, *, version: int, by: Actor
) -> None:
    """What staff set stays when the facts are loaded again."""
    renew_edition()
    authority.refresh_from_db(from_queryset=Authority.objects.select_for_update())
    by.must(Permission.REGISTER_CHANGE)
    wanted = asdict(details)
    if authority.version != version:
        raise Stale(sent={name: str(value or "") for name, value in wanted.items()})
    _must_end_after_it_begins(details)
    changes = {
        name: [str(getattr(authority, name) or ""), str(value or "")]
        for name, value in wanted.items()
        if getattr(authority, name) != value
    }
    if not changes:
        return
    for name in changes:
        setattr(authority, name, wanted[name])
    authority.kept = sorted({*authority.kept, *changes})
    authority.version += 1
    authority.save(update_fields=[*changes, "kept", "version"])
    record(by, "register.authority_corrected", authority, changes=changes)


def _must_end_after_it_begins(details: Correction) -> None:
    if details.valid_from and details.valid_to and details.valid_to < details.valid_from:
        raise Refused("Its last day comes before its first. Correct one of them.")


@transaction.atomic
def add_name(authority: Authority, name: AuthorityName, *, by: Actor) -> None:
    """Another name by which people know it, with the source that says so."""
    renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    if authority.other_names.filter(kind=name.kind, text=name.text).exists():
        raise Refused(f"“{name.text}” is recorded already.")
    name.authority = authority
    name.save()
    record(by, "register.name_added", authority, kind=name.kind, text=name.text)


@transaction.atomic
def remove_name(name: AuthorityName, *, by: Actor) -> None:
    renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    authority, kind, text = name.authority, name.kind, name.text
    name.delete()
    record(by, "register.name_removed", authority, kind=kind, text=text)


@transaction.atomic
def record_control(authority: Authority, control: PoliticalControl, *, by: Actor) -> None:
    """Who runs the council from a day on; a second entry for a day replaces the first."""
    renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    PoliticalControl.objects.update_or_create(
        authority=authority,
        starts_on=control.starts_on,
        defaults={"control": control.control, "source": control.source},
    )
    record(
        by,
        "register.control_recorded",
        authority,
        control=control.control,
        starts_on=control.starts_on.isoformat(),
    )


@transaction.atomic
def record_change(
    details: ChangeDetails, links: Sequence[tuple[Authority, Authority]], *, by: Actor
) -> ChangeEvent:
    """A reorganisation or transfer by a legal instrument, with each predecessor and successor.

    Predecessors of a reorganisation end the day before. Memberships stay with the authority that
    held them until a person moves them.
    """
    renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    if not links:
        raise Refused("Name at least one predecessor and one successor.")
    if any(old.pk == new.pk for old, new in links):
        raise Refused("An authority cannot succeed itself.")
    if ChangeEvent.objects.filter(title=details.title).exists():
        raise Refused(f"There is a change called “{details.title}” already.")
    event = ChangeEvent.objects.create(**asdict(details))
    Succession.objects.bulk_create(
        Succession(event=event, predecessor=old, successor=new) for old, new in links
    )
    if details.kind == ChangeKind.REORGANISATION:
        _end_predecessors(event, [old for old, _new in links])
    bodies = {body.pk: body for link in links for body in link}
    record(
        by,
        "register.change_recorded",
        event,
        concerning=bodies.values(),
        title=event.title,
        happens_on=event.happens_on.isoformat(),
        instrument=event.instrument,
    )
    return event


def _end_predecessors(event: ChangeEvent, predecessors: Sequence[Authority]) -> None:
    last = event.happens_on - timedelta(days=1)
    for authority in {body.pk: body for body in predecessors}.values():
        if authority.valid_from and authority.valid_from > last:
            raise Refused(f"{authority} begins only on {authority.valid_from:%-d %B %Y}.")
        if authority.valid_to != last:
            authority.valid_to = last
            authority.kept = sorted({*authority.kept, "valid_to"})
            authority.version += 1
            authority.save(update_fields=["valid_to", "kept", "version"])


@transaction.atomic
def add_holiday(holiday: ExtraHoliday, *, by: Actor) -> None:
    """A bank holiday that was proclaimed; working days are counted with it from now on."""
    renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    if ExtraHoliday.objects.filter(day=holiday.day, name=holiday.name).exists():
        raise Refused(f"{holiday.name} on {holiday.day:%-d %B %Y} is recorded already.")
    holiday.save()
    record(
        by,
        "register.holiday_added",
        holiday,
        name=holiday.name,
        day=holiday.day.isoformat(),
        nations=holiday.nations,
    )


@transaction.atomic
def remove_holiday(holiday: ExtraHoliday, *, by: Actor) -> None:
    renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    record(by, "register.holiday_removed", holiday, name=holiday.name, day=holiday.day.isoformat())
    holiday.delete()
