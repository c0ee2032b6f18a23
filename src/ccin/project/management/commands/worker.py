"""`ccin worker`: does what is due, as the schedule says."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ccin.project.checks import SETTINGS
from ccin.project.schedule import SCHEDULE
from ccin.work.loop import Loop


class Command(BaseCommand):
    help = (
        "Send letters, seal the record and do all other work that is due, until told to stop "
        "(SIGTERM or Ctrl-C; what is being done is finished first). Any number may run at once. "
        "`ccin serve` starts one by itself. With --once: do what is due now and end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now and end")

    def handle(self, *args: object, **options: Any) -> None:
        self.check(tags=[SETTINGS], include_deployment_checks=True)
        stop = threading.Event()
        if options["once"]:
            done = Loop(SCHEDULE, stop).run_once()
            self.stderr.write(f"Passes run: {done}.")
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        Loop(SCHEDULE, stop).run()
