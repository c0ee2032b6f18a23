"""The register on the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ccin.access.actor import Actor
from ccin.register.operations import load_facts


class Command(BaseCommand):
    help = "The register of UK public authorities: load its facts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
        commands.add_parser("load", help="load the project's facts, unless they are loaded")
        commands.add_parser("refresh", help="load the project's facts again, whatever is there")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_facts(
            again=options["command"] == "refresh", by=Actor.command("register-load")
        )
        self.stderr.write(f"{loaded.created} rows created, {loaded.changed} brought up to date.")
