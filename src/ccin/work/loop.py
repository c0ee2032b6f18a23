"""The worker's loop: short passes in one thread, long ones beside it, a sign of life from a third.

What is due stands in the database, so any number of these may run, on any number of machines.
"""

import logging
import os
import secrets
import socket
import threading
import time
import traceback
from collections.abc import Callable, Sequence

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.work.models import Job, Run, Worker
from ccin.work.operations import (
    claim,
    fail,
    finish,
    give_sign_of_life,
    recover_interrupted,
    sign_off,
    sign_on,
    tell_progress,
)
from ccin.work.rules import Pass

log = logging.getLogger(__name__)

BY = Actor.command("worker")
LOOK = 1.0  # seconds between looks at what is due
SIGN_OF_LIFE = 10.0
TOLD_EVERY = 1.0


class Loop:
    def __init__(self, passes: Sequence[Pass], stop: threading.Event) -> None:
        self.passes = {each.name: each for each in passes}
        self.stop = stop
        self.performing: set[int] = set()
        name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(3)}"
        self.worker: Worker = sign_on(name, passes, by=BY)

    def run(self) -> None:
        """Work until told to stop; what is being done then is finished first."""
        lanes = [
            threading.Thread(target=self._lane, args=(self._names(long=long),), name=name)
            for name, long in (("short", False), ("long", True))
        ]
        for lane in lanes:
            lane.start()
        while not self.stop.wait(SIGN_OF_LIFE):
            self._guarded(self._sign_of_life)
        for lane in lanes:
            while lane.is_alive():
                lane.join(SIGN_OF_LIFE)
                self._guarded(self._sign_of_life)
        self._guarded(self._leave)

    def run_once(self) -> int:
        """Do everything that is due now, then leave: for cron, and for tests."""
        recover_interrupted(self.passes, by=BY)
        done, names = 0, [*self.passes]
        while names and (name := self.run_next(names)):
            names.remove(name)
            done += 1
        self._leave()
        return done

    def run_next(self, names: Sequence[str]) -> str:
        """Run the pass that has been due longest and has something to do; its name, or nothing."""
        due = Job.objects.due(timezone.now()).filter(name__in=names)
        ready = [name for name in due.values_list("name", flat=True) if self._has_work(name)]
        run = claim(self.worker, ready, by=BY) if ready else None
        if run is None:
            return ""
        self.performing.add(run.pk)
        try:
            self._perform(run, self.passes[run.job.name])
        finally:
            self.performing.discard(run.pk)  # a run whose end could not be kept falls silent
        return run.job.name

    def _has_work(self, name: str) -> bool:
        """A look that fails counts as work: the task will fail too, and its failure is kept."""
        waiting = self.passes[name].waiting
        try:
            return waiting is None or waiting()
        except Exception:
            log.exception("The look for work of %s failed", name)
            return True

    def _perform(self, run: Run, line: Pass) -> None:
        log.info("%s begins", line.name)
        try:
            words = line.task(Actor.command(line.name), _Teller(run))
        except Exception as error:
            log.exception("%s failed", line.name)
            _drop_broken_connections()
            self._end(fail, run, line, error="".join(traceback.format_exception(error)))
        else:
            log.info("%s ends: %s", line.name, words or "nothing to do")
            self._end(finish, run, line, words=words)

    def _end(self, how: Callable[..., None], run: Run, line: Pass, **told: str) -> None:
        try:
            how(run, line, by=BY, **told)
        except MoveNotAllowed:
            log.warning("%s was given to another worker meanwhile", line.name)

    def _lane(self, names: Sequence[str]) -> None:
        while not self.stop.is_set():
            if not self._guarded(lambda: self.run_next(names)):
                self.stop.wait(LOOK)
        connection.close()

    def _names(self, *, long: bool) -> list[str]:
        return [name for name, line in self.passes.items() if line.long == long]

    def _sign_of_life(self) -> None:
        give_sign_of_life(self.worker, [*self.performing], by=BY)
        recover_interrupted(self.passes, by=BY)

    def _leave(self) -> None:
        sign_off(self.worker, by=BY)

    def _guarded(self, act: Callable[[], object]) -> object:
        """A database that is away is waited for: it may be starting again."""
        try:
            _drop_broken_connections()
            return act()
        except DatabaseError:
            log.exception("The database did not answer")
            return None


def _drop_broken_connections() -> None:
    if not connection.in_atomic_block:
        close_old_connections()


class _Teller:
    """Keeps a run's progress, at most once a second, and the last word always."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.next_at = 0.0

    def __call__(self, done: int, total: int = 0, words: str = "") -> None:
        if done != total and time.monotonic() < self.next_at:
            return
        self.next_at = time.monotonic() + TOLD_EVERY
        tell_progress(self.run, done=done, total=total, words=words, by=BY)
