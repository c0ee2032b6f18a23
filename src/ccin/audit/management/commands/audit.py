"""`ccin audit verify` and `ccin audit seal`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ccin.access.actor import Actor
from ccin.audit.operations import seal_entries
from ccin.audit.reads.chain import verify_chain


class Command(BaseCommand):
    help = (
        "Check that the record of who did what is whole. `verify` compares every entry with its "
        "seal and ends with 0 if all is well and 1 if anything is wrong, each fault on a line. "
        "`seal` does at once what the worker does every minute, through the whole record."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=["verify", "seal"])

    def handle(self, *args: Any, task: str, **options: Any) -> None:
        if task == "seal":
            sealed = seal_entries(thoroughly=True, by=Actor.command("audit-seal"))
            self.stdout.write(f"Entries sealed: {sealed}.")
            return
        report = verify_chain()
        for fault in report.broken:
            self.stdout.write(fault)
        self.stdout.write(
            f"Entries sealed: {report.sealed}, waiting for their seal: {report.waiting}, with "
            f"personal values erased: {report.erased}. Last seal: {report.head}"
        )
        if not report.holds:
            raise CommandError(f"The record is not whole. Faults: {len(report.broken)}.")
