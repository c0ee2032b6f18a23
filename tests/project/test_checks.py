"""Each setting that can be wrong is refused with a sentence that says what to do."""

from pathlib import Path

import pytest
from django.test import override_settings

from ccin.project import urls  # read now, while this is a demonstration: it then has the bar
from ccin.project.checks import check_settings

RIGHT = {
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": ["members.example.org"],
    "SITE_ADDRESS": "https://members.example.org",
    "PROXIES": 1,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "network@example.org",
    "ROOT_URLCONF": "ccin.accounts.sign_in_urls",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}},
}


def found(**wrong: object) -> list[str]:
    with override_settings(**{**RIGHT, **wrong}):
        return [message.id for message in check_settings()]


def test_right_settings_pass() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ({"SECRET_KEY": ""}, "ccin.E001"),
        ({"SECRET_KEY": "k" * 49}, "ccin.E001"),
        ({"SECRET_KEY": "only-for-demonstrations" * 3}, "ccin.E001"),
        ({"DEBUG": True}, "ccin.E002"),
        ({"ALLOWED_HOSTS": ["*"]}, "ccin.E003"),
        ({"SITE_ADDRESS": "members.example.org"}, "ccin.E004"),
        ({"GRANTS_PREFIX": "our-grants"}, "ccin.E030"),
        ({"SITE_ADDRESS": "https://members.example.org/site"}, "ccin.E004"),
        ({"SITE_ADDRESS": "https://other.example.org"}, "ccin.E005"),
        ({"SITE_ADDRESS": "http://members.example.org"}, "ccin.E006"),
        ({"PROXIES": 0}, "ccin.W007"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "ccin.E008"),
        ({"DEFAULT_FROM_EMAIL": "network@localhost"}, "ccin.E009"),
        ({"VAR": Path("/dev/null/ccin")}, "ccin.E010"),
        (
            {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}},
            "ccin.E011",
        ),
        ({"ROOT_URLCONF": urls.__name__}, "ccin.E012"),
        ({"DEMO": True}, "ccin.W013"),
        ({"PROXIES": -1}, "ccin.E014"),
        ({"SCANNER": "no-such-scanner -"}, "ccin.E015"),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, object], number: str) -> None:
    assert found(**wrong) == [number]


def test_a_site_on_this_machine_may_do_without_https() -> None:
    assert found(SITE_ADDRESS="http://localhost:8000", ALLOWED_HOSTS=["localhost"]) == []


def test_a_demonstration_on_this_machine_passes_with_nothing_set() -> None:
    as_it_comes = {
        "DEMO": True,
        "SECRET_KEY": "x",
        "ALLOWED_HOSTS": ["localhost"],
        "SITE_ADDRESS": "http://localhost:8000",
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
        "ROOT_URLCONF": "ccin.project.urls",
    }

    assert found(**as_it_comes) == []
