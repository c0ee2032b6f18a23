"""The real register, for the tests of this room that ask for it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ccin.access.actor import Actor
from ccin.register.operations import load_facts


@pytest.fixture
def facts(db: None) -> None:
    """For a test that changes the register."""
    load_facts(by=Actor.command("tests"))


@pytest.fixture(scope="module")
def register_to_read(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for a module whose tests only read; none of them may ask for `db` as well."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(by=Actor.command("tests"))
        yield
        transaction.set_rollback(True)
