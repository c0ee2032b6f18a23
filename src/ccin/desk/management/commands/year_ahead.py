"""Brings the dates of the network's year that are not there yet."""

from typing import Any

from django.core.management.base import BaseCommand

from ccin.access.actor import Actor
from ccin.desk.operations import bring_the_year


class Command(BaseCommand):
    help = """Adds those dates of the network's year that the platform brings and that are not there
yet, each with its source. What staff changed or set aside stays as it is; safe to run again."""

    def handle(self, *args: Any, **options: Any) -> None:
        brought = bring_the_year(by=Actor.command("year-ahead"))
        self.stdout.write(f"{brought} dates added to the year ahead")
