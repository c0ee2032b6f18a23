"""Messages handed in by the mail server, one at a time."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.journeys.operations.arrivals import take_in
from ccin.outbox.rules.arrivals import LARGEST

TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h: mail servers keep the message and hand it in again
A_PIECE = 1024 * 1024

HELP = """Take in a message: a reply, a letter that came back, an absence, a wish to stop.

  ccin mail receive < message               as it stands on standard input
  ccin mail receive ADDRESS < message       the same, with the address on its envelope

For the pipe of a mail server (docs/running.md shows Postfix and Exim). The same message may be
handed in twice: it is taken in once. Of one larger than 25 MB only the headers are read.
Exit codes: 0 taken in, 75 not now (the mail server tries again), 2 not understood."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("action", choices=["receive"])
        parser.add_argument("address", nargs="?", default="", metavar="ADDRESS")

    def handle(self, *args: Any, action: str, address: str, **options: Any) -> None:
        raw = sys.stdin.buffer.read(LARGEST + 1)
        while sys.stdin.buffer.read(A_PIECE):  # whoever writes the rest must not find it closed
            pass
        if not raw.strip():
            raise CommandError("There is no message on standard input.", returncode=2)
        try:
            arrival = take_in(raw, sent_to=address, by=Actor.command("mail-receive"))
        except Exception as error:  # whatever it is: the mail server keeps the message
            raise CommandError(
                f"Not taken in, try again: {type(error).__name__}", returncode=TRY_LATER
            ) from error
        self.stdout.write(f"{arrival.get_kind_display()}: {arrival.get_state_display()}.")
