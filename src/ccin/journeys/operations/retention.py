"""Letting go what has been kept long enough: by batches, safe to stop and to run again."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import erase_details, record
from ccin.joining.models import Application, NamedRepresentative
from ccin.journeys.models import RetentionRun
from ccin.journeys.operations.erase_person import erase_all_of, erase_person
from ccin.journeys.reads.retention import dry_run, due_of, is_run_due
from ccin.journeys.rules.retention import KEPT_FOR, OF_THE_APPLICANT, Fate, Keeping
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.progress import Tell, quietly
from ccin.library.models import Import

A_BATCH = 200


@transaction.atomic
def count_what_would_go(*, by: Actor) -> RetentionRun:
    """A dry run that is kept, so that staff can see later what was foreseen."""
    by.must(Permission.RETENTION_RUN)
    counts = {each.keeping.key: each.count for each in dry_run(today()) if each.count}
    now = timezone.now()
    return RetentionRun.objects.create(
        ran_at=now, finished_at=now, is_dry=True, counts=counts, by=by.key
    )


@transaction.atomic
def ask_for_retention(*, by: Actor) -> RetentionRun:
    """Leave a run due for the worker; asked for twice, it is one run."""
    by.must(Permission.RETENTION_RUN)
    run, is_new = RetentionRun.objects.get_or_create(
        is_dry=False, finished_at=None, defaults={"ran_at": timezone.now(), "by": by.key}
    )
    if is_new:
        record(by, "journeys.retention_asked", run)
    return run


def let_go(*, tell: Tell = quietly, by: Actor) -> RetentionRun | None:
    """Do the run that is due, or go on with one that was interrupted. Each batch and its count are
    one transaction; what cannot go yet is left for the next month."""
    by.must(Permission.RETENTION_RUN)
    if not is_run_due():
        return None
    run, done = ask_for_retention(by=by), 0
    for keeping in KEPT_FOR:
        behind: Any = None
        while keys := _next(keeping, behind):
            done += _let_go(run, keeping, keys, by=by)
            behind = keys[-1]
            tell(done)
    _finish(run, by=by)
    return run


def _next(keeping: Keeping, behind: Any) -> list[Any]:
    rows = due_of(keeping, today())
    rows = rows if behind is None else rows.filter(pk__gt=behind)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct()[:A_BATCH])


@transaction.atomic
def _let_go(run: RetentionRun, keeping: Keeping, keys: Sequence[Any], *, by: Actor) -> int:
    """Looked at once more under the lock: what was taken up again meanwhile stays."""
    run.refresh_from_db(from_queryset=RetentionRun.objects.select_for_update())
    model = due_of(keeping, today()).model
    list(model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk"))
    still = due_of(keeping, today()).filter(pk__in=keys)
    rows = list(model._base_manager.filter(pk__in=still.values("pk")).order_by("pk"))
    act = ACTS.get(keeping.key) or ACTS_BY_FATE[keeping.fate]
    number = act(rows, by) if rows else 0
    run.counts[keeping.key] = run.counts.get(keeping.key, 0) + number
    run.save(update_fields=["counts"])
    return number


@transaction.atomic
def _finish(run: RetentionRun, *, by: Actor) -> None:
    run.refresh_from_db(from_queryset=RetentionRun.objects.select_for_update())
    if run.finished_at is None:
        run.counts = {key: count for key, count in run.counts.items() if count}
        run.finished_at = timezone.now()
        run.save(update_fields=["counts", "finished_at"])
        record(by, "journeys.retention_done", run, counts=run.counts)


Act = Callable[[list[Any], Actor], int]


def _delete(rows: list[Any], by: Actor) -> int:
    _of(rows).delete()
    return len(rows)


def _empty(rows: list[Any], by: Actor) -> int:
    _of(rows).update(**type(rows[0]).PERSONAL)
    erase_details(*rows, by=by)
    return len(rows)


def _empty_quietly(rows: list[Any], by: Actor) -> int:
    """Of records that the history does not name one by one."""
    _of(rows).update(**type(rows[0]).PERSONAL)
    return len(rows)


def _empty_lists(rows: list[Any], by: Actor) -> int:
    """What staff chose for its names is of use for the same list again, and names nobody."""
    _of(rows).update(file_name=Import.PERSONAL["file_name"], found={})
    return len(rows)


def _empty_applications(rows: list[Any], by: Actor) -> int:
    of_people = [each for each in rows if not each.kind]
    of_bodies = [each for each in rows if each.kind]
    if of_people:
        _of(of_people).update(**Application.PERSONAL)
    if of_bodies:
        _of(of_bodies).update(**{name: Application.PERSONAL[name] for name in OF_THE_APPLICANT})
    NamedRepresentative.objects.filter(application__in=rows).update(**NamedRepresentative.PERSONAL)
    erase_details(*rows, by=by)
    return len(rows)


def _erase(rows: list[Any], by: Actor) -> int:
    return sum(_unless_refused(erase_person, each, by=by) for each in rows)


def _erase_accounts(rows: list[Any], by: Actor) -> int:
    return sum(_unless_refused(erase_all_of, [], [each], set(), by=by) for each in rows)


def _unless_refused(erase: Callable[..., None], *whom: object, by: Actor) -> bool:
    """One who may not be erased yet, such as with an application open, is left as they are."""
    try:
        with transaction.atomic():
            erase(*whom, by=by)
    except (Refused, PermissionDenied):
        return False
    return True


def _of(rows: list[Any]) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = type(rows[0])._base_manager.filter(
        pk__in=[each.pk for each in rows]
    )
    return found


ACTS_BY_FATE: dict[Fate, Act] = {
    Fate.DELETED: _delete,
    Fate.EMPTIED: _empty_quietly,
    Fate.ERASED: _erase,
}
ACTS: dict[str, Act] = {
    "accounts": _erase_accounts,
    "applications": _empty_applications,
    "enquiries": _empty,
    "invitations": _empty,
    "lists": _empty_lists,
    "requests": _empty,
}
