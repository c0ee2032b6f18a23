"""A worker of its own process that takes up a pass and never ends it: to be killed by a test."""

import sys
import threading

import django


def never_ends(by: object, tell: object) -> str:
    print("begun", flush=True)  # noqa: T201 - the test waits for this word
    sys.stdin.read()
    return "ended"


if __name__ == "__main__":
    django.setup()

    from datetime import timedelta

    from ccin.work.loop import Loop
    from ccin.work.rules import Every, Pass

    line = Pass("slow", "Slow work", never_ends, Every(timedelta(minutes=1)))
    Loop([line], threading.Event()).run_once()
