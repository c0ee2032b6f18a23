"""Messages handed in by the mail server, one at a time, or fetched from a mailbox."""

import imaplib
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.journeys.imports.mailbox import Mailbox, opened, read_inbox
from ccin.journeys.operations.arrivals import take_in
from ccin.kernel.errors import Refused
from ccin.outbox.rules.arrivals import LARGEST

TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h: mail servers keep the message and hand it in again
A_PIECE = 1024 * 1024

HELP = """Take in messages: replies, letters that came back, absences, wishes to stop.

  ccin mail receive < message               one, as it stands on standard input
  ccin mail receive ADDRESS < message       the same, with the address on its envelope
  ccin mail fetch                           every unseen one of the mailbox in CCIN_INBOX

`receive` is for the pipe of a mail server, `fetch` for a mailbox read over IMAP, every minute or so
(docs/running.md shows both). The same message may come twice: it is taken in once. Of one larger
than 25 MB only the headers are read. `fetch` marks a message seen after it was taken in.
Exit codes: 0 taken in, 75 not now (it waits where it is; try again), 2 not understood."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("action", choices=["receive", "fetch"])
        parser.add_argument("address", nargs="?", default="", metavar="ADDRESS")

    def handle(self, *args: Any, action: str, address: str, **options: Any) -> None:
        if action == "receive":
            self._receive(address)
        elif address:
            raise CommandError("`fetch` takes no address: it reads CCIN_INBOX.", returncode=2)
        else:
            self._fetch()

    def _receive(self, address: str) -> None:
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

    def _fetch(self) -> None:
        if not settings.INBOX:
            raise CommandError(
                "CCIN_INBOX names no mailbox: set it to imaps://user:password@host/folder",
                returncode=2,
            )
        try:
            inbox = read_inbox(settings.INBOX)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        try:
            with opened(inbox) as mailbox:
                taken, left = self._take_each(mailbox)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=TRY_LATER) from None
        except (imaplib.IMAP4.error, OSError) as error:
            raise CommandError(
                f"The mail server broke off: {error}. What was not taken in is still unseen.",
                returncode=TRY_LATER,
            ) from error
        self.stdout.write(f"Messages taken in: {taken}.")
        if left:
            raise CommandError(
                f"Not taken in and still unseen: {len(left)} ({', '.join(left)}).",
                returncode=TRY_LATER,
            )

    def _take_each(self, mailbox: Mailbox) -> tuple[int, list[str]]:
        """How many, and what hindered the others: one that fails holds up none behind it."""
        taken, left = 0, []
        for uid in mailbox.unseen():
            raw = mailbox.read(uid, at_most=LARGEST + 1)
            if not raw.strip():
                left.append(f"message {uid}: gone or empty")
                continue
            try:
                arrival = take_in(raw, by=Actor.command("mail-fetch"))
            except Exception as error:  # whatever it is: the message stays unseen
                left.append(f"message {uid}: {type(error).__name__}")
                continue
            mailbox.mark_seen(uid)
            taken += 1
            self.stdout.write(f"{arrival.get_kind_display()}: {arrival.get_state_display()}.")
        return taken, left
