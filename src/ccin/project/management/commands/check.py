"""`ccin check`."""

from typing import Any

from django.conf import settings
from django.core.management.commands.check import Command as Check


class Command(Check):
    help = (
        "Say which settings are wrong and what to do about each; ends with 1 if the site must not "
        "be started with them. Example: ccin check"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **{**options, "deploy": not settings.DEMO})
