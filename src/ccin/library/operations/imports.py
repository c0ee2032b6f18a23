"""A list is kept, looked through, shown, and then brought in to its end."""

import secrets
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.kernel.progress import Tell, quietly
from ccin.library.imports.lists import read_list
from ccin.library.models import Import
from ccin.library.operations.import_plan import (
    Judge,
    Outcome,
    Plan,
    Wishes,
    in_batches,
    plan_import,
)
from ccin.library.operations.import_rows import Carrier, bring_rows
from ccin.library.states.imports import IMPORT, RUNNING, SHOWN, WAITING

LARGEST = 60 * 1024 * 1024  # bytes of a file that is sent
KEPT_FOR = timedelta(days=30)
MADE, CHANGED = Outcome.MADE.value, Outcome.CHANGED.value


@dataclass(frozen=True, slots=True)
class Choices:
    """What staff say after they have seen what a list would change."""

    publish: bool = True
    leave_out_faulty: bool = False
    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@transaction.atomic
def start_import(sent: "File[Any]", wishes: Wishes, *, by: Actor) -> Import:
    """Keep the file until it is brought in; nothing of it is read yet."""
    by.must(Permission.LIBRARY_IMPORT)
    if (sent.size or 0) > LARGEST:
        raise Refused(
            _("The file is larger than 60 MB. Divide it, or have it brought in by the command.")
        )
    if not sent.size:
        raise Refused(_("The file is empty."))
    brought = _new(wishes, name=sent.name or "", by=by)
    brought.file.save(f"{secrets.token_hex(20)}.list", sent, save=False)
    brought.save()
    record(by, "library.import_started", brought, list=brought.list_name)
    return brought


@transaction.atomic
def start_import_from_disk(name: str, wishes: Wishes, *, by: Actor) -> Import:
    """For the command, which has the file itself. One that was broken off is over."""
    by.must(Permission.LIBRARY_IMPORT)
    broken_off = Import.objects.select_for_update().filter(
        state=RUNNING, file="", list_name=wishes.list_name
    )
    for earlier in broken_off:
        _end(earlier, "give_up")
    brought = _new(wishes, name=name, by=by)
    brought.state = IMPORT.move("begin", state=SHOWN).target
    brought.save()
    record(by, "library.import_started", brought, list=brought.list_name)
    return brought


def look_through(brought: Import, *, tell: Tell = quietly, by: Actor) -> None:
    """Show what it would change. Reading takes minutes and holds no lock; of two that read, the
    first says what was found."""
    by.must(Permission.LIBRARY_IMPORT)
    try:
        with _opened(brought) as file:
            plan = plan_import(file, wishes_of(brought), tell=tell)
    except Refused as refused:
        _refuse(brought, str(refused), by=by)
        return
    _show(brought, plan, by=by)


@transaction.atomic
def begin_import(brought: Import, choices: Choices, *, by: Actor) -> None:
    """From here on the worker brings it in, batch by batch, whatever interrupts it."""
    _lock(brought, "begin", by=by)
    if brought.found.get("problem_count") and not choices.leave_out_faulty:
        raise Refused(
            _("Put the faulty rows right and send the list again, or choose to leave them out.")
        )
    _choose(brought, choices)
    brought.state = IMPORT.move("begin", state=brought.state).target
    brought.save()
    record(by, "library.import_begun", brought, list=brought.list_name, rows=brought.rows)


@transaction.atomic
def look_again(brought: Import, choices: Choices, *, by: Actor) -> None:
    """With what was chosen for the names that were not known."""
    _lock(brought, "look_again", by=by)
    _choose(brought, choices)
    brought.state = IMPORT.move("look_again", state=brought.state).target
    brought.save()
    record(by, "library.import_looked_at_again", brought, list=brought.list_name)


@transaction.atomic
def give_up_import(brought: Import, *, by: Actor) -> None:
    """What was brought in stays; the rest is not."""
    _lock(brought, "give_up", by=by)
    _end(brought, "give_up")
    record(by, "library.import_given_up", brought, list=brought.list_name)


def carry_on(brought: Import, *, tell: Tell = quietly, by: Actor) -> None:
    """Go on where it stopped. A file that cannot be read any more ends it with its reason."""
    try:
        with _opened(brought) as file:
            bring_in(brought, file, tell=tell, by=by)
    except Refused as refused:
        _refuse(brought, str(refused), by=by)


def bring_in(brought: Import, file: BinaryIO, *, tell: Tell = quietly, by: Actor) -> None:
    """Batch by batch, each in a transaction of its own, so that nobody else waits for long."""
    by.must(Permission.LIBRARY_IMPORT)
    wishes = wishes_of(brought)
    listing = read_list(file)
    carrier = Carrier(Judge(wishes, listing), brought)
    for lines in in_batches(listing.lines):
        if lines[-1].number <= brought.at_line:
            carrier.judge.pass_over(lines)
        elif not _bring_batch(carrier, lines, by=by):
            return
        done = sum(brought.counts.values())
        tell(done, brought.rows, _("Rows brought in: %(done)s") % {"done": f"{done:,}"})
    _finish(brought, by=by)


@transaction.atomic
def clear_imports(*, by: Actor) -> int:
    """Files that nobody brought in within a month are not kept any longer."""
    by.must(Permission.LIBRARY_IMPORT)
    old = Import.objects.select_for_update().filter(
        state__in=[WAITING, SHOWN], started_at__lt=timezone.now() - KEPT_FOR
    )
    found = list(old)
    for brought in found:
        _end(brought, "give_up")
        record(by, "library.import_given_up", brought, list=brought.list_name)
    return len(found)


def wishes_of(brought: Import) -> Wishes:
    return Wishes(
        list_name=brought.list_name,
        publish=brought.publish,
        kind=brought.kind,
        visibility=brought.visibility,
        leave_out_faulty=brought.leave_out_faulty,
        chosen=brought.chosen,
    )


def chosen_before(list_name: str) -> dict[str, dict[str, str]]:
    """What staff last chose for the names of this list: the same list again means the same. What
    they left open is asked again."""
    sent = Import.objects.filter(list_name=list_name).order_by("-started_at", "-pk")
    chosen = sent.values_list("chosen", flat=True).first() or {}
    return {
        column: {name: key for name, key in names.items() if key}
        for column, names in chosen.items()
    }


def _new(wishes: Wishes, *, name: str, by: Actor) -> Import:
    name = name.replace("\\", "/").rsplit("/", 1)[-1][-150:]
    list_name = " ".join(wishes.list_name.split())[:100] or name.rsplit(".", 1)[0][:100]
    return Import(
        file_name=name,
        list_name=list_name or _("A list"),
        started_by_id=by.account,
        started_at=timezone.now(),
        publish=wishes.publish,
        kind=wishes.kind,
        visibility=wishes.visibility,
        leave_out_faulty=wishes.leave_out_faulty,
        chosen=dict(wishes.chosen) or chosen_before(list_name),
    )


def _opened(brought: Import) -> "closing[BinaryIO]":
    try:
        return closing(cast(BinaryIO, brought.file.open("rb")))
    except (FileNotFoundError, ValueError):
        raise Refused(_("The file is missing from the store. Send it again.")) from None


@transaction.atomic
def _bring_batch(carrier: Carrier, lines: list[Any], *, by: Actor) -> bool:
    """Whether to go on: it may have been given up, or brought further by another worker."""
    brought = carrier.brought
    expected = brought.at_line
    brought.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if brought.state != RUNNING or brought.at_line != expected:
        return False
    IMPORT.move("go_on", state=brought.state)
    new = [line for line in lines if line.number > brought.at_line]
    carrier.judge.pass_over([line for line in lines if line.number <= brought.at_line])
    counts = bring_rows(carrier, new, by=by)
    brought.at_line = lines[-1].number
    brought.counts = dict(Counter(brought.counts) + counts)
    brought.save(update_fields=["at_line", "counts"])
    return True


@transaction.atomic
def _show(brought: Import, plan: Plan, *, by: Actor) -> None:
    brought.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if brought.state != WAITING:
        return
    brought.state = IMPORT.move("show", state=brought.state).target
    brought.rows = plan.rows
    brought.found = {
        "counts": dict(plan.counts),
        "problems": [[each.line, each.column, each.message] for each in plan.problems],
        "problem_count": plan.problem_count,
        "remarks": [[each.line, each.message] for each in plan.remarks],
        "remark_count": plan.remark_count,
        "examples": plan.examples,
        "not_read": plan.not_read,
        "unknown": [asdict(each) for each in plan.unknown],
    }
    brought.save()
    record(by, "library.import_looked_through", brought, list=brought.list_name, rows=plan.rows)


@transaction.atomic
def _refuse(brought: Import, words: str, *, by: Actor) -> None:
    brought.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if brought.state not in IMPORT.moves["refuse"].sources:
        return
    brought.refused_because = words[:500]
    _end(brought, "refuse")
    record(by, "library.import_refused", brought, list=brought.list_name)


@transaction.atomic
def _finish(brought: Import, *, by: Actor) -> None:
    brought.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if brought.state != RUNNING:
        return
    _end(brought, "finish")
    made, changed = (brought.counts.get(name, 0) for name in (MADE, CHANGED))
    told = {"list": brought.list_name, "made": made, "changed": changed}
    record(by, "library.list_brought_in", brought, **told)


def _end(brought: Import, move: str) -> None:
    """It is over; its file goes when that is certain."""
    brought.state = IMPORT.move(move, state=brought.state).target
    brought.finished_at = timezone.now()
    file, storage = brought.file.name, brought.file.storage
    brought.file = ""
    brought.save()
    if file:
        transaction.on_commit(lambda: storage.delete(file))


def _lock(brought: Import, move: str, *, by: Actor) -> None:
    brought.refresh_from_db(from_queryset=Import.objects.select_for_update())
    by.must(IMPORT.move(move, state=brought.state).needs)


def _choose(brought: Import, choices: Choices) -> None:
    brought.publish = choices.publish
    brought.leave_out_faulty = choices.leave_out_faulty
    chosen: dict[str, dict[str, str]] = {name: {**of} for name, of in brought.chosen.items()}
    for column, names in choices.chosen.items():
        chosen[column] = chosen.get(column, {}) | dict(names)
    brought.chosen = chosen
