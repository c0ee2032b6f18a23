"""The pass over uploads: those that the scanner has not looked at."""

from ccin.access.actor import Actor
from ccin.files.operations import scan_waiting
from ccin.kernel.progress import Tell


def scan(by: Actor, tell: Tell) -> str:
    done = scan_waiting(by=by)
    return f"Files scanned: {done}" if done else ""
