"""Workers sign on, claim what is due, tell how far they are, and take up what others left."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.work.models import Job, Run, Worker
from ccin.work.rules import SILENT_AFTER, Every, Pass, due_after_failure
from ccin.work.states import RUN, RUNNING

RUNS_KEPT_FOR = timedelta(days=30)
INTERRUPTED = "The worker stopped half way. The job was taken up again."
REGULARLY = Every(timedelta(minutes=10))  # of a job that has left the schedule


@transaction.atomic
def sign_on(name: str, passes: Sequence[Pass], *, by: Actor) -> Worker:
    """A worker comes up: it is known by name, and every pass of the schedule has its job."""
    by.must(Permission.JOB_RUN)
    now = timezone.now()
    for each in passes:
        words = {"title": each.title, "rhythm": str(each.when)}
        Job.objects.update_or_create(
            name=each.name,
            defaults=words,
            create_defaults={**words, "due_at": each.when.first_after(now)},
        )
    Job.objects.idle().exclude(name__in=[each.name for each in passes]).delete()
    return Worker.objects.create(name=name, started_at=now, seen_at=now)


@transaction.atomic
def give_sign_of_life(worker: Worker, runs: Sequence[int], *, by: Actor) -> None:
    """The worker is up and still at work on these runs."""
    by.must(Permission.JOB_RUN)
    now = timezone.now()
    Run.objects.running().filter(pk__in=runs).update(seen_at=now)
    Worker.objects.filter(pk=worker.pk).update(seen_at=now)


@transaction.atomic
def sign_off(worker: Worker, *, by: Actor) -> None:
    by.must(Permission.JOB_RUN)
    Worker.objects.filter(pk=worker.pk).delete()


@transaction.atomic
def claim(worker: Worker, names: Sequence[str], *, by: Actor) -> Run | None:
    """Take the job that has been due longest; of several workers exactly one gets it.

    On PostgreSQL a job another worker is just claiming is skipped; SQLite lets one write at a time.
    The unique constraint on running runs holds whatever the database does.
    """
    skips = connection.features.has_select_for_update_skip_locked
    due = Job.objects.select_for_update(skip_locked=skips).due(timezone.now())
    job = due.filter(name__in=names).first()
    by.must(Permission.JOB_RUN)
    if job is None or job.runs.running().exists():
        return None
    now = timezone.now()
    return Run.objects.create(job=job, worker=worker.name, started_at=now, seen_at=now)


@transaction.atomic
def tell_progress(run: Run, *, done: int, total: int, words: str, by: Actor) -> None:
    by.must(Permission.JOB_RUN)
    now = timezone.now()
    Run.objects.running().filter(pk=run.pk).update(
        done=done, total=total, words=words[:300], seen_at=now
    )


@transaction.atomic
def finish(run: Run, line: Pass, *, words: str, by: Actor) -> None:
    """The pass came to its end; a run that had nothing to tell is not kept."""
    _end(run, "finish", by=by)
    now = timezone.now()
    Job.objects.filter(pk=run.job_id).update(
        due_at=line.when.next_after(now), failures=0, last_error="", last_done_at=now
    )
    if words:
        run.words = words[:300]
        run.save(update_fields=["words"])
    else:
        run.delete()


@transaction.atomic
def fail(run: Run, line: Pass, *, error: str, by: Actor) -> None:
    """The pass raised: it is tried again later, and later still each time it fails."""
    _end(run, "fail", by=by)
    run.error = error
    run.save(update_fields=["error"])
    job = Job.objects.get(pk=run.job_id)
    job.failures += 1
    job.last_error = error.strip().splitlines()[-1][:500] if error.strip() else "No reason given"
    job.due_at = due_after_failure(line.when, failures=job.failures, now=timezone.now())
    job.save(update_fields=["failures", "last_error", "due_at"])


@transaction.atomic
def recover_interrupted(passes: Mapping[str, Pass], *, by: Actor) -> int:
    """Give back what silent workers left half done: due at once the first time, then as failures.

    A run that kills its worker each time must not kill one a minute for ever.
    """
    by.must(Permission.JOB_RUN)
    now = timezone.now()
    silent = Run.objects.silent_since(now - SILENT_AFTER).select_for_update(of=("self",))
    found = list(silent.select_related("job"))
    for run in found:
        _end(run, "lose", by=by)
        run.error = INTERRUPTED
        run.save(update_fields=["error"])
        job, known = run.job, passes.get(run.job.name)
        job.failures += 1
        job.last_error = INTERRUPTED
        when = known.when if known else REGULARLY
        job.due_at = now
        if job.failures > 1:
            job.due_at = due_after_failure(when, failures=job.failures, now=now)
        job.save(update_fields=["failures", "last_error", "due_at"])
    Worker.objects.filter(seen_at__lt=now - SILENT_AFTER).delete()
    return len(found)


@transaction.atomic
def clear_old_runs(*, by: Actor) -> int:
    by.must(Permission.JOB_RUN)
    old = Run.objects.exclude(state=RUNNING)
    return old.filter(started_at__lt=timezone.now() - RUNS_KEPT_FOR).delete()[0]


def _end(run: Run, name: str, *, by: Actor) -> None:
    """Close a run under the lock. One that was given up meanwhile cannot end a second time."""
    run.refresh_from_db(from_queryset=Run.objects.select_for_update())
    move = RUN.move(name, state=run.state)
    by.must(move.needs)
    run.state = move.target
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "finished_at"])
