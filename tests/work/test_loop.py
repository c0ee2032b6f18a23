"""The worker as it runs: threads, several at once, failing tasks, killed half way."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone
from time_machine import travel

from ccin.access.actor import Actor
from ccin.audit.models import Entry, Seal
from ccin.audit.operations import record
from ccin.kernel.progress import Tell, quietly
from ccin.members.models import Person
from ccin.work.loop import Loop
from ccin.work.models import Job, Run, Worker
from ccin.work.operations import claim, sign_on
from ccin.work.rules import SILENT_AFTER, Every, Pass
from ccin.work.states import RunState
from ccin.work.tasks import clear
from tests.actors import OFFICER, WORKER

MINUTELY = Every(timedelta(minutes=1))


def line(
    task: Callable[[Actor, Tell], str],
    name: str = "count",
    *,
    waiting: Callable[[], bool] | None = None,
    long: bool = False,
) -> Pass:
    return Pass(name, "Count", task, MINUTELY, waiting, long)


def once(*passes: Pass) -> int:
    return Loop(passes, threading.Event()).run_once()


@pytest.mark.django_db
def test_a_pass_runs_under_its_own_name_and_says_what_it_did() -> None:
    def count(by: Actor, tell: Tell) -> str:
        tell(1, 3, "sheep")
        tell(2, 3)
        tell(3, 3, "all sheep")
        return f"counted by {by.key}"

    assert once(line(count)) == 1

    run = Run.objects.get()
    assert (run.state, run.done, run.total) == (RunState.DONE, 3, 3)
    assert run.words == "counted by command:count"
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_a_pass_with_nothing_waiting_is_not_even_claimed() -> None:
    def fails(by: Actor, tell: Tell) -> str:
        raise AssertionError("it must not run")

    assert once(line(fails, waiting=lambda: False)) == 0

    assert not Run.objects.exists()


@pytest.mark.django_db
def test_a_failing_pass_hinders_no_other_and_keeps_its_reason() -> None:
    def fails(by: Actor, tell: Tell) -> str:
        raise OSError("no answer")

    assert once(line(fails, "broken"), line(lambda by, tell: "done", "whole")) == 2

    assert Job.objects.get(name="broken").last_error == "OSError: no answer"
    assert Run.objects.get(job__name="whole").words == "done"


@pytest.mark.django_db
def test_a_look_for_work_that_fails_counts_as_work() -> None:
    def cannot_look() -> bool:
        raise DatabaseError("no such table")

    assert once(line(lambda by, tell: "ran", waiting=cannot_look)) == 1


@pytest.mark.django_db
def test_a_run_given_to_another_worker_meanwhile_is_not_ended_twice() -> None:
    def outlived(by: Actor, tell: Tell) -> str:
        Run.objects.update(state=RunState.LOST, finished_at=timezone.now())
        return "too late"

    assert once(line(outlived)) == 1

    assert Run.objects.get().state == RunState.LOST


@pytest.mark.django_db
def test_a_database_that_is_away_is_waited_for() -> None:
    def away() -> None:
        raise OperationalError("the database system is starting up")

    loop = Loop([], threading.Event())

    assert loop._guarded(away) is None
    assert loop._guarded(lambda: "back") == "back"


@pytest.mark.django_db
def test_old_runs_are_cleared_by_a_pass_that_says_how_many() -> None:
    job = Job.objects.create(name="x", title="X", rhythm="daily", due_at=timezone.now())
    long_ago = timezone.now() - timedelta(days=40)
    Run.objects.create(
        job=job,
        worker="one",
        state=RunState.DONE,
        started_at=long_ago,
        seen_at=long_ago,
        finished_at=long_ago,
    )

    assert [clear(WORKER, quietly) for _ in range(2)] == ["Old runs cleared: 1", ""]


@pytest.mark.django_db
def test_the_real_schedule_seals_the_record() -> None:
    record(OFFICER, "members.person_added", Person.objects.create(name="Ada"))
    said = StringIO()

    call_command("worker", "--once", stderr=said)

    assert Entry.objects.unsealed().count() == 0
    assert Seal.objects.count() == 1
    assert "Passes run: " in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_race_for_a_job_exactly_one_gets_it() -> None:
    passes = [line(lambda by, tell: "", f"job {number}") for number in range(5)]
    names = [each.name for each in passes]
    workers = [sign_on(f"worker {number}", passes, by=WORKER) for number in range(4)]
    ready, claimed = threading.Barrier(len(workers)), []

    def grab(worker: Worker) -> None:
        ready.wait()
        try:
            while run := claim(worker, names, by=WORKER):
                claimed.append(run.job.name)
        finally:
            connection.close()

    threads = [threading.Thread(target=grab, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(claimed) == names
    assert Run.objects.running().count() == len(names)


@pytest.mark.django_db(transaction=True)
def test_short_passes_do_not_wait_for_a_long_one() -> None:
    stop, begun, short_ran = threading.Event(), threading.Event(), threading.Event()

    def takes_long(by: Actor, tell: Tell) -> str:
        begun.set()
        assert short_ran.wait(20)
        stop.set()
        return "at last"

    def is_short(by: Actor, tell: Tell) -> str:
        assert begun.wait(20)
        short_ran.set()
        return "quick"

    passes = [line(takes_long, "long", long=True), line(is_short, "short")]
    Loop(passes, stop).run()

    assert {run.job.name: run.words for run in Run.objects.all()} == {
        "long": "at last",
        "short": "quick",
    }
    assert not Worker.objects.exists()


@pytest.mark.page
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_half_way_loses_nothing() -> None:
    process = start_process([sys.executable, "-m", "tests.work.slow_worker"], stdin=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.kill()
    process.communicate()

    assert Run.objects.get().state == RunState.RUNNING
    with travel(timezone.now() + SILENT_AFTER + timedelta(seconds=5), tick=False):
        assert once(Pass("slow", "Slow work", lambda by, tell: "ended", MINUTELY)) == 1

    assert {run.state: run.words for run in Run.objects.all()} == {
        RunState.LOST: "",
        RunState.DONE: "ended",
    }


@pytest.mark.page
@pytest.mark.django_db(transaction=True)
def test_the_command_works_until_it_is_told_to_stop_and_leaves_no_trace() -> None:
    record(OFFICER, "members.person_added", Person.objects.create(name="Ada"))
    process = start_process([sys.executable, "-m", "ccin", "worker"])

    deadline = timezone.now() + timedelta(seconds=30)
    while not Seal.objects.exists() and timezone.now() < deadline:
        connection.close()
        os.sched_yield()
    process.send_signal(signal.SIGTERM)
    process.communicate()

    assert process.returncode == 0
    assert Seal.objects.count() == 1
    assert not Worker.objects.exists()
    assert not Run.objects.running().exists()


def start_process(command: list[str], *, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    """A process of its own on the test's database."""
    database = connection.settings_dict
    address = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        address = "postgres://{USER}@{HOST}:{PORT}/{NAME}".format(**database)
    environment = {**os.environ, "DATABASE_URL": address}
    return subprocess.Popen(
        command, stdin=stdin, stdout=subprocess.PIPE, env=environment, text=True
    )
