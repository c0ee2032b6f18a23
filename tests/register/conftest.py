"""The real register, loaded for the tests of this room that ask for it."""

import pytest

from ccin.access.actor import Actor
from ccin.register.operations import load_facts


@pytest.fixture
def facts(db: None) -> None:
    load_facts(by=Actor.command("tests"))
