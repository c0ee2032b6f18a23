"""Nobody is written to at once without one of four reasons."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.at_once import ASKED, AT_ONCE, FORMAL, SECURITY, WAITING
from tests.architecture.house import HOUSE, calls, rooms_modules, templates

pytestmark = pytest.mark.one_database

# What the outbox lays around words that were told: of digests, and of notices at once by choice.
AROUND = "outbox"
KIND = re.compile(r"[a-z]+\.[a-z_]+")


def kinds_in(folder: str) -> set[str]:
    """`room.thing_happened` of each template that a letter or a notice is made of."""
    return {
        f"{path.relative_to(HOUSE).parts[0]}.{path.stem}"
        for path in templates()
        if path.parent.name == folder and path.relative_to(HOUSE).parts[0] != AROUND
    }


def named_in(function: str) -> set[str]:
    """The kinds that are literals in calls of `write` or `tell`."""
    return {
        call.args[0].value
        for tree in rooms_modules().values()
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == function and call.args
        if isinstance(call.args[0], ast.Constant) and KIND.fullmatch(str(call.args[0].value))
    }


def test_whatever_goes_at_once_has_its_reason_and_nothing_else_goes() -> None:
    assert kinds_in("letters") == set(AT_ONCE)
    assert set(AT_ONCE.values()) <= {FORMAL, ASKED, SECURITY, WAITING}
    assert named_in("write") <= set(AT_ONCE)


def test_whatever_is_told_has_its_words() -> None:
    assert named_in("tell") <= kinds_in("notices")


def test_the_words_of_a_digest_greet_nobody_and_repeat_no_address() -> None:
    found = {path: text for path, text in templates().items() if path.parent.name == "notices"}

    assert found
    for path, text in found.items():
        assert not re.search(r"Hello|to\.name|\{\{ address \}\}", text), Path(path).name
