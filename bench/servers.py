"""Starting servers for a measurement, reading what they cost, and stopping them."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(application: str, port: int, environment: dict[str, str]) -> Iterator[int]:
    """Two processes of four threads, as `ccin serve` runs them; yields the parent's process id."""
    options = "--preload --worker-class gthread --threads 4 --workers 2 --log-level warning"
    command = [sys.executable, "-m", "gunicorn", *options.split(), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, application], cwd=HERE, env=environment)
    try:
        wait_until_it_answers(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_until_it_answers(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not answer.")


def workers_of(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in children]


def cpu_seconds(processes: list[int]) -> float:
    """What these processes have cost so far, in user and system time."""
    total = 0
    for pid in processes:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(after_name[11]) + int(after_name[12])
    return total / TICK


def megabytes(processes: list[int]) -> float:
    """The proportional share of memory, the mean of these processes."""
    sizes = []
    for pid in processes:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        [share] = [line for line in lines if line.startswith("Pss:")]
        sizes.append(int(share.split()[1]) / 1024)
    return sum(sizes) / len(sizes)
