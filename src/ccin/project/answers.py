"""The answers `ccin begin` needs: from its options, or asked for on a terminal."""

import re
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ccin.kernel.errors import Refused

ADDRESS = re.compile(r"^[^@\s\"']+@([a-z0-9-]+\.)+[a-z0-9-]{2,}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    option: str
    asks: str
    may_be_empty: bool = False


QUESTIONS = (
    Question("name", "What is the network called?"),
    Question("address", "At which address will people open the site (https://…)?"),
    Question("sender", "From which e-mail address should letters come?"),
    Question("email", "Which mail server sends them (smtp+tls://user:password@host:587)?"),
    Question("staff_name", "What is your name? You get the first staff account."),
    Question("staff_email", "At which e-mail address do you sign in?"),
    Question("selector", "Which DKIM selector signs your letters?", may_be_empty=True),
)


def gather(given: Mapping[str, str | None]) -> dict[str, str]:
    """Every answer, checked. Without a terminal a missing one is refused, with its option."""
    answers = {}
    for question in QUESTIONS:
        answer = given.get(question.option)
        if answer is None and sys.stdin and sys.stdin.isatty():
            sys.stderr.write(f"{question.asks} ")
            answer = input().strip()
        answer = answer or ""
        if not answer and not question.may_be_empty:
            option = question.option.replace("_", "-")
            raise Refused(f"{question.asks} Give it as --{option}.")
        answers[question.option] = answer
    return check(answers)


def check(answers: dict[str, str]) -> dict[str, str]:
    for name in ("sender", "staff_email"):
        if not ADDRESS.match(answers[name]):
            raise Refused(f"“{answers[name]}” is not an e-mail address. Write it like me@place.uk.")
    place = urlsplit(answers["address"])
    if place.scheme not in {"http", "https"} or not place.hostname:
        raise Refused(f"“{answers['address']}” is not an address. Write it like https://place.uk.")
    return answers


def write_settings(answers: Mapping[str, str], target: Path) -> None:
    """Keep the settings where only their owner can read them; never over a file that is there."""
    host = urlsplit(answers["address"]).hostname
    settings = {
        "CCIN_DEMO": "0",
        "CCIN_SECRET_KEY": secrets.token_urlsafe(60),
        "CCIN_NETWORK_NAME": answers["name"],
        "CCIN_ADDRESS": answers["address"].rstrip("/"),
        "CCIN_HOSTS": f"{host},localhost,127.0.0.1",
        "CCIN_FROM": answers["sender"],
        "CCIN_EMAIL": answers["email"],
    }
    lines = ["# Settings of this network; docs/running.md explains each. Keep this file secret."]
    lines += [f"{key}={_quoted(value)}" for key, value in settings.items()]
    target.touch(mode=0o600, exist_ok=False)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(value: str) -> str:
    if any(character in value for character in "\n\r'"):
        raise Refused(f"“{value}” must not hold a line break or a straight quote.")
    return f"'{value}'"
