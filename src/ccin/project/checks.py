"""One check for each setting that can be wrong: `ccin check` runs them, and so do `ccin serve` and
`ccin worker` before they start. Other commands work while the settings are being put right."""

import os
import shlex
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from django.urls import get_resolver

HERE = ("localhost", "127.0.0.1", "::1", "[::1]")
NOT_A_POST_OFFICE = ("console", "locmem", "dummy", "filebased")
NOT_SHARED = ("locmem", "dummy")

SETTINGS = "ccin_settings"
Rule = Callable[[], Iterator[CheckMessage]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


@register(SETTINGS, deploy=True)
def check_settings(
    app_configs: Sequence[AppConfig] | None = None, **options: Any
) -> list[CheckMessage]:
    return [found for check in RULES for found in check()]


def _error(number: int, words: str, hint: str) -> Error:
    return Error(words, hint=hint, id=f"ccin.E{number:03}")


def _warning(number: int, words: str, hint: str) -> Warning:
    return Warning(words, hint=hint, id=f"ccin.W{number:03}")


@rule
def secret_key() -> Iterator[CheckMessage]:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        key = ""
    weak = len(key) < 50 or "demonstration" in key
    if weak and not settings.DEMO:
        yield _error(
            1,
            "CCIN_SECRET_KEY is missing, short, or the demonstration's.",
            "Set 50 characters or more that nobody can guess. `ccin begin` makes one.",
        )


@rule
def debug() -> Iterator[CheckMessage]:
    if settings.DEBUG and not settings.DEMO:
        yield _error(
            2, "CCIN_DEBUG is on: errors would show the site's inside to anyone.", "Unset it."
        )


@rule
def hosts() -> Iterator[CheckMessage]:
    if settings.DEMO:
        return
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        yield _error(
            3,
            "CCIN_HOSTS names no host, or every host.",
            "Name the hosts that the site answers to, with commas between.",
        )


@rule
def address() -> Iterator[CheckMessage]:
    parts = urlparse(settings.SITE_ADDRESS)
    if not parts.hostname or parts.path or parts.scheme not in {"http", "https"}:
        yield _error(
            4,
            f"CCIN_ADDRESS, {settings.SITE_ADDRESS}, is not an address of a site.",
            "Write it as https://members.example.org, without anything behind the name.",
        )
        return
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        yield _error(
            5,
            f"CCIN_HOSTS leaves out {parts.hostname}, the host of CCIN_ADDRESS.",
            "Add it: links in letters would lead to a page that refuses to answer.",
        )
    if parts.scheme == "http" and parts.hostname not in HERE and not settings.DEMO:
        yield _error(
            6,
            "CCIN_ADDRESS is not https: sign-in codes and personal data would travel in the open.",
            "Put a proxy with a certificate before the site and write the address with https.",
        )
    if parts.scheme == "https" and not settings.PROXIES:
        yield _warning(
            7,
            "CCIN_ADDRESS is https and CCIN_PROXIES is 0: every page would redirect to itself.",
            "Set CCIN_PROXIES to the number of proxies that stand before the site.",
        )


@rule
def letters() -> Iterator[CheckMessage]:
    if settings.DEMO:
        return
    if any(word in settings.EMAIL_BACKEND for word in NOT_A_POST_OFFICE):
        yield _error(
            8,
            "CCIN_EMAIL names no mail server: nobody would get the code to sign in with.",
            "Set it, for example smtp+tls://user:password@mail.example.org:587",
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield _error(
            9,
            "CCIN_FROM is not set: letters would come from nowhere and be refused.",
            "Set the network's own address, and see what `ccin begin` says of its domain.",
        )


@rule
def folder() -> Iterator[CheckMessage]:
    place: Path = settings.VAR
    there = place if place.exists() else place.parent
    if not there.is_dir() or not os.access(there, os.W_OK):
        yield _error(
            10,
            f"{place} cannot be written: uploads and the SQLite database are kept there.",
            "Give the user that runs the site the right to write, or set CCIN_VAR.",
        )


@rule
def cache() -> Iterator[CheckMessage]:
    backend = settings.CACHES["default"]["BACKEND"]
    if any(word in backend for word in NOT_SHARED) and not settings.DEMO:
        yield _error(
            11,
            "REDIS_URL names a cache that processes do not share: limits on tries would not hold.",
            "Unset it to use the database, or name a Redis server.",
        )


@rule
def demonstration() -> Iterator[CheckMessage]:
    has_bar = any(name == "demo" for name in get_resolver().namespace_dict)
    if has_bar and not settings.DEMO:
        yield _error(
            12,
            "The demonstration's sign-in has an address here: anyone could sign in as anyone.",
            "Take ccin.demo.urls out of the addresses; CCIN_DEMO alone puts it in.",
        )
    away = sorted(set(settings.ALLOWED_HOSTS) - set(HERE))
    if settings.DEMO and away:
        yield _warning(
            13,
            f"A demonstration answers to {', '.join(away)}: whoever reaches it can sign in as "
            "any of its invented people.",
            "Keep nothing real in it. For the real thing, unset CCIN_DEMO.",
        )


@rule
def proxies() -> Iterator[CheckMessage]:
    if settings.PROXIES < 0:
        yield _error(14, "CCIN_PROXIES is below 0.", "Count the proxies before the site.")


@rule
def scanner() -> Iterator[CheckMessage]:
    program = next(iter(shlex.split(settings.SCANNER)), "")
    if program and shutil.which(program) is None:
        yield _error(
            15,
            f"CCIN_SCANNER names {program}, which is not here: no upload could be opened.",
            "Install it, or unset CCIN_SCANNER; uploads are then marked “not scanned”.",
        )


@rule
def open_data() -> Iterator[CheckMessage]:
    if not settings.GRANTS_PREFIX.startswith("360G-") or settings.GRANTS_PREFIX == "360G-":
        yield _error(
            30,
            f"CCIN_360GIVING_PREFIX, {settings.GRANTS_PREFIX}, is no prefix of 360Giving.",
            "Write the prefix that 360Giving gave you, such as 360G-ccin, or unset it.",
        )
