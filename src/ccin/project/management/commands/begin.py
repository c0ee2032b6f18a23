"""`ccin begin`: from nothing to the real thing, with no demonstration data in it."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ccin.access.actor import Actor
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation
from ccin.project.answers import QUESTIONS, gather, write_settings
from ccin.project.beginning import lay_foundations, open_first_account
from ccin.project.mail import check_domain, look_up


class Command(BaseCommand):
    help = (
        "Set up the real thing: settings, database, the facts every network needs, the first staff "
        "account, a check of the mail, and (with --members FILE) the membership list, shown before "
        "anything is changed. Safe to run again. Asks on a terminal for what you leave out. "
        "Example: ccin begin --name 'Our Network' --members members.xlsx"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for question in QUESTIONS:
            parser.add_argument(f"--{question.option.replace('_', '-')}", help=question.asks)
        parser.add_argument("--members", help="a spreadsheet of the membership, CSV or XLSX")
        parser.add_argument("--yes", action="store_true", help="apply the list without asking")
        parser.add_argument("--no-mail-check", action="store_true", help="where nothing answers")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            answers = gather(options | self._kept(options))
            if not _is_set_up():
                write_settings(answers, settings.SETTINGS_FILE)
                self.say(f"Your settings are kept in {settings.SETTINGS_FILE.name}.")
                _start_again(answers, options)
            self._begin(answers, options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def say(self, words: str) -> None:
        self.stderr.write(words)

    def _kept(self, options: dict[str, Any]) -> dict[str, str]:
        """What the settings say already and the options do not."""
        if not _is_set_up():
            return {}
        kept = {
            "name": settings.NETWORK_NAME,
            "address": settings.SITE_ADDRESS,
            "sender": settings.DEFAULT_FROM_EMAIL,
            "email": os.environ.get("CCIN_EMAIL", ""),
        }
        return {name: value for name, value in kept.items() if not options.get(name)}

    def _begin(self, answers: dict[str, str], options: dict[str, Any]) -> None:
        by = Actor.command("begin")
        call_command("migrate", verbosity=0)
        if Organisation.objects.filter(fictional=True).exists():
            raise Refused("This database holds a demonstration. Point DATABASE_URL at another one.")
        lay_foundations(by=by, tell=self.say)
        open_first_account(answers["staff_name"], answers["staff_email"], by=by)
        self.say(f"{answers['staff_email']} can sign in, as administrator and membership officer.")
        if not options["no_mail_check"]:
            self._check_mail(answers)
        if options["members"]:
            self._import(options)
        self.say("\nNext: “ccin serve”, open the site and sign in. docs/running.md goes on.")

    def _check_mail(self, answers: dict[str, str]) -> None:
        domain = answers["sender"].rpartition("@")[2]
        try:
            for finding in check_domain(domain, selector=answers["selector"], lookup=look_up):
                self.say(f"  {'✓' if finding.good else '✗'} {finding.about}: {finding.says}")
            nobody = f"no-such-person-{os.getpid()}@{domain}"
            for to in (answers["staff_email"], nobody):
                send_mail(f"A test from {answers['name']}", TEST_LETTER, None, [to])
        except OSError as failure:
            self.say(f"  ✗ Mail: {failure} Put it right, then run “ccin begin” again.")
            return
        self.say(f"  Two test letters are on their way. One must reach {answers['staff_email']}; ")
        self.say(f"  the other, to {nobody}, must bounce back to {answers['sender']}.")

    def _import(self, options: dict[str, Any]) -> None:
        call_command("members", "import", options["members"], "--dry-run")
        if not options["yes"]:
            if not sys.stdin.isatty():
                raise Refused("Nothing was imported. Look at the list above, then add --yes.")
            self.stderr.write("Import this? Type yes: ", ending="")
            if input().strip().lower() != "yes":
                raise Refused("Nothing was imported.")
        call_command("members", "import", options["members"], "--apply")


TEST_LETTER = "This is a test of the mail settings. If you can read it, letters arrive.\n"


def _is_set_up() -> bool:
    """By the file this command writes, or by the environment, as in a container."""
    return settings.SETTINGS_FILE.exists() or "CCIN_SECRET_KEY" in os.environ


def _start_again(answers: dict[str, str], options: dict[str, Any]) -> None:
    """Run this command anew, so that it runs under the settings it has just written."""
    words = ["begin"]
    for name, answer in answers.items():
        words += [f"--{name.replace('_', '-')}", answer]
    words += ["--members", options["members"]] if options["members"] else []
    words += ["--yes"] if options["yes"] else []
    words += ["--no-mail-check"] if options["no_mail_check"] else []
    os.environ.pop("CCIN_DEMO", None)
    os.execv(sys.executable, [sys.executable, "-m", "ccin", *words])
