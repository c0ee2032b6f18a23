"""`ccin demo`: fill an empty database with the demonstration network, and serve it."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.demo.fill import fill, who_can_sign_in
from ccin.demo.whole_round import hold_whole_round
from ccin.kernel.errors import Refused
from ccin.project.beginning import lay_foundations


class Command(BaseCommand):
    help = (
        "Prepare the database and fill the network as its brochure describes it, with fictional "
        "people to sign in as. Safe to run again: what is there stays. "
        "Example: ccin demo --serve"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serve", action="store_true", help="then serve it, on PORT or 8000")
        parser.add_argument(
            "--whole-round",
            action="store_true",
            help="hold a whole round of funding as well: forty bids, twelve assessors, letters",
        )

    def handle(self, *args: object, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration. Run it without CCIN_DEMO=0.")
        tell = self.stderr.write
        tell("Preparing the database …")
        call_command("migrate", verbosity=0)
        by = Actor.command("demo")
        lay_foundations(by=by, tell=tell)
        if fill(by=by, tell=tell):
            tell("The network is filled.")
        if options["whole_round"]:
            try:
                hold_whole_round(by=by, tell=tell)
            except Refused as refusal:
                tell(str(refusal))
        if options["serve"]:
            port = int(os.environ.get("PORT", "8000"))
            tell(self._welcome(port))
            call_command("serve", port=port)

    def _welcome(self, port: int) -> str:
        lines = ["", f"Open  http://localhost:{port}/", "", "Sign in as (no password needed):"]
        address = f"http://localhost:{port}/demo/sign-in/"
        others = 0
        for account in who_can_sign_in():
            held = account.roles_held.values_list("role", flat=True)
            if not held:
                others += 1
                continue
            what = ", ".join(role.replace("_", " ") for role in held)
            lines.append(f"  {account.name:<24} {what}")
        lines.append(f"  and {others} more, of members, applicants, the committee and the board")
        return "\n".join([*lines, f"at    {address}", "", "Stop with Ctrl-C."])
