"""`ccin serve`: the web server, with the worker as its child."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from ccin.project.checks import SETTINGS

PATIENCE = 20  # seconds that a child gets to finish what it is doing


class Command(BaseCommand):
    help = (
        "Serve the site. Behind a proxy, run it with --no-worker as often as you like and run "
        "`ccin worker` beside it. Example: ccin serve --port 8000 --processes 2"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--address", default="127.0.0.1", help="where to listen")
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")

    def handle(self, *args: object, **options: Any) -> None:
        self.check(tags=[SETTINGS], include_deployment_checks=True)
        if not (settings.STATIC_ROOT / "staticfiles.json").exists() and not settings.DEMO:
            self.stderr.write("Collecting styles and scripts …")
            call_command("collectstatic", interactive=False, verbosity=0)
        children = {"server": _server(options)}
        if not options["no_worker"]:
            children["worker"] = [sys.executable, "-m", "ccin", "worker"]
        sys.exit(keep_running(children))


def _server(options: dict[str, Any]) -> list[str]:
    bind = f"{options['address']}:{options['port']}"
    if sys.platform == "win32":
        return [sys.executable, "-m", "ccin", "runserver", "--noreload", bind]
    # However long an address, our own pages answer it in words; the proxy before us sets a limit.
    gunicorn = (
        "--preload --worker-class gthread --threads 4 --max-requests 5000 --log-level warning"
        " --limit-request-line 0"
    )
    processes = ["--workers", str(options["processes"]), "--bind", bind]
    application = "ccin.project.wsgi:application"
    return [sys.executable, "-m", "gunicorn", *gunicorn.split(), *processes, application]


def keep_running(commands: dict[str, list[str]]) -> int:
    """Run until told to stop. A worker that dies is started again; a server that dies ends it."""
    stopping: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: stopping.append(number))
    running = {name: _start(command) for name, command in commands.items()}
    while not stopping and running["server"].poll() is None:
        worker = running.get("worker")
        if worker and worker.poll() is not None:
            running["worker"] = _start(commands["worker"])
        time.sleep(1)
    for child in running.values():
        if child.poll() is None:
            child.terminate()
    for child in running.values():
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if stopping else running["server"].returncode or 0


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)
