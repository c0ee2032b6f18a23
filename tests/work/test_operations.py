from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from time_machine import Traveller, travel

from ccin.access.actor import Actor
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import Tell
from ccin.work import operations
from ccin.work.models import Job, Run, Worker
from ccin.work.rules import Daily, Every, Pass
from ccin.work.states import RunState
from tests.actors import OFFICER, WORKER

pytestmark = pytest.mark.django_db


def nothing(by: Actor, tell: Tell) -> str:
    return ""


MINUTELY = Pass("minutely", "Each minute", nothing, Every(timedelta(minutes=1)))
NIGHTLY = Pass("nightly", "Each night", nothing, Daily(time(3, 10)))
PASSES = {each.name: each for each in (MINUTELY, NIGHTLY)}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    with travel("2026-11-23T12:00Z", tick=False) as traveller:
        yield traveller


def a_worker(name: str = "one") -> Worker:
    return operations.sign_on(name, [MINUTELY, NIGHTLY], by=WORKER)


def claimed(worker: Worker) -> Run:
    run = operations.claim(worker, [*PASSES], by=WORKER)
    assert run is not None
    return run


def test_a_worker_that_signs_on_finds_a_job_for_each_line_of_the_schedule() -> None:
    a_worker()

    assert list(Job.objects.values_list("name", "title", "rhythm")) == [
        ("minutely", "Each minute", "every minute"),
        ("nightly", "Each night", "every day at 03:10"),
    ]
    assert [job.due_at.isoformat() for job in Job.objects.all()] == [
        "2026-11-23T12:00:00+00:00",
        "2026-11-24T03:10:00+00:00",
    ]


def test_a_second_worker_changes_no_due_date_and_removes_what_left_the_schedule() -> None:
    a_worker()
    Job.objects.create(name="left", title="Left", rhythm="never", due_at=timezone.now())
    Job.objects.filter(name="minutely").update(due_at=timezone.now() + timedelta(seconds=9))

    a_worker("two")

    assert [job.name for job in Job.objects.all()] == ["minutely", "nightly"]
    assert Job.objects.get(name="minutely").due_at == timezone.now() + timedelta(seconds=9)


def test_what_is_due_is_claimed_once() -> None:
    first, second = a_worker(), a_worker("two")

    run = claimed(first)

    assert (run.job.name, run.worker, run.state) == ("minutely", "one", RunState.RUNNING)
    assert operations.claim(second, [*PASSES], by=WORKER) is None


def test_the_job_that_has_been_due_longest_comes_first(clock: Traveller) -> None:
    worker = a_worker()
    clock.move_to("2026-11-24T04:00Z")

    assert [claimed(worker).job.name for _ in PASSES] == ["minutely", "nightly"]


def test_only_the_named_jobs_are_claimed() -> None:
    assert operations.claim(a_worker(), ["nightly"], by=WORKER) is None


def test_the_database_refuses_a_second_run_of_a_job() -> None:
    run = claimed(a_worker())

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(
            job=run.job, worker="two", started_at=timezone.now(), seen_at=timezone.now()
        )


def test_a_run_tells_how_far_it_has_come() -> None:
    run = claimed(a_worker())

    operations.tell_progress(run, done=30, total=120, words="authorities", by=WORKER)

    run.refresh_from_db()
    assert (run.done, run.total, run.words, run.per_cent) == (30, 120, "authorities", 25)


def test_progress_without_a_total_has_no_percentage() -> None:
    assert claimed(a_worker()).per_cent is None


def test_a_finished_job_is_due_again_as_the_schedule_says() -> None:
    run = claimed(a_worker())

    operations.finish(run, MINUTELY, words="3 letters sent", by=WORKER)

    run.refresh_from_db()
    assert (run.state, run.words, run.finished_at) == ("done", "3 letters sent", timezone.now())
    assert run.job.due_at == timezone.now() + timedelta(minutes=1)
    assert (run.job.failures, run.job.last_error, run.job.last_done_at) == (0, "", timezone.now())


def test_a_run_with_nothing_to_tell_is_not_kept() -> None:
    run = claimed(a_worker())

    operations.finish(run, MINUTELY, words="", by=WORKER)

    assert not Run.objects.exists()
    assert Job.objects.get(name="minutely").last_done_at == timezone.now()


def test_a_failed_job_is_tried_again_later_and_keeps_why(clock: Traveller) -> None:
    worker, waits = a_worker(), []

    for _ in range(3):
        run = claimed(worker)
        operations.fail(run, MINUTELY, error="Traceback …\nOSError: no answer\n", by=WORKER)
        job = Job.objects.get(name="minutely")
        waits.append(job.due_at - timezone.now())
        clock.move_to(job.due_at)

    assert waits == [timedelta(minutes=n) for n in (1, 5, 10)]
    assert (job.failures, job.last_error) == (3, "OSError: no answer")
    assert Run.objects.filter(state=RunState.FAILED, error__contains="Traceback").count() == 3


def test_a_failure_without_words_says_so() -> None:
    run = claimed(a_worker())

    operations.fail(run, MINUTELY, error="", by=WORKER)

    assert Job.objects.get(name="minutely").last_error == "No reason given"


def test_success_after_failures_forgets_them() -> None:
    worker = a_worker()
    operations.fail(claimed(worker), MINUTELY, error="OSError", by=WORKER)
    Job.objects.update(due_at=timezone.now())

    operations.finish(claimed(worker), MINUTELY, words="", by=WORKER)

    job = Job.objects.get(name="minutely")
    assert (job.failures, job.last_error) == (0, "")


def test_a_run_that_ended_cannot_end_again() -> None:
    run = claimed(a_worker())
    operations.fail(run, MINUTELY, error="OSError", by=WORKER)

    with pytest.raises(MoveNotAllowed):
        operations.finish(run, MINUTELY, words="done after all", by=WORKER)

    assert Job.objects.get(name="minutely").failures == 1


def test_what_a_silent_worker_left_is_due_again_at_once(clock: Traveller) -> None:
    run = claimed(a_worker())
    clock.shift(timedelta(seconds=61))

    assert operations.recover_interrupted(PASSES, by=WORKER) == 1

    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.LOST, operations.INTERRUPTED)
    assert run.job.due_at == timezone.now()
    assert not Worker.objects.exists()
    assert claimed(a_worker("two")).job == run.job


def test_a_job_that_kills_its_worker_each_time_waits_longer(clock: Traveller) -> None:
    waits = []

    for number in range(3):
        claimed(a_worker(f"worker {number}"))
        clock.shift(timedelta(seconds=61))
        operations.recover_interrupted(PASSES, by=WORKER)
        waits.append(Job.objects.get(name="minutely").due_at - timezone.now())
        Job.objects.update(due_at=timezone.now())

    assert waits == [timedelta(minutes=n) for n in (0, 5, 10)]


def test_an_interrupted_job_that_left_the_schedule_is_recovered_too(clock: Traveller) -> None:
    run = claimed(a_worker())
    Job.objects.update(failures=4)
    clock.shift(timedelta(seconds=61))

    operations.recover_interrupted({}, by=WORKER)

    run.refresh_from_db()
    assert run.job.due_at == timezone.now() + timedelta(minutes=10)


def test_a_worker_that_gives_signs_of_life_keeps_its_run(clock: Traveller) -> None:
    worker = a_worker()
    run = claimed(worker)

    for _ in range(5):
        clock.shift(timedelta(seconds=40))
        operations.give_sign_of_life(worker, [run.pk], by=WORKER)
        assert operations.recover_interrupted(PASSES, by=WORKER) == 0

    run.refresh_from_db()
    assert run.state == RunState.RUNNING
    assert Worker.objects.get().seen_at == timezone.now()


def test_a_worker_that_signs_off_is_gone() -> None:
    worker = a_worker()

    operations.sign_off(worker, by=WORKER)

    assert not Worker.objects.exists()


def test_runs_are_kept_for_thirty_days(clock: Traveller) -> None:
    worker = a_worker()
    operations.finish(claimed(worker), MINUTELY, words="old", by=WORKER)
    clock.shift(timedelta(days=31))
    operations.finish(claimed(worker), MINUTELY, words="new", by=WORKER)
    still_running = claimed(worker)
    clock.shift(timedelta(days=1))

    assert operations.clear_old_runs(by=WORKER) == 1

    assert {run.words for run in Run.objects.exclude(pk=still_running.pk)} == {"new"}


def test_only_machines_touch_jobs() -> None:
    worker = a_worker()
    run = claimed(worker)

    for forbidden in (
        lambda: operations.sign_on("eve", [MINUTELY], by=OFFICER),
        lambda: operations.give_sign_of_life(worker, [run.pk], by=OFFICER),
        lambda: operations.sign_off(worker, by=OFFICER),
        lambda: operations.claim(worker, ["nightly"], by=OFFICER),
        lambda: operations.tell_progress(run, done=1, total=1, words="", by=OFFICER),
        lambda: operations.finish(run, MINUTELY, words="", by=OFFICER),
        lambda: operations.fail(run, MINUTELY, error="", by=OFFICER),
        lambda: operations.recover_interrupted(PASSES, by=OFFICER),
        lambda: operations.clear_old_runs(by=OFFICER),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()

    run.refresh_from_db()
    assert (run.state, run.done, Worker.objects.count()) == (RunState.RUNNING, 0, 1)
