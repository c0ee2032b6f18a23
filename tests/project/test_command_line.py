"""The command line as somebody types it: help that teaches, exit codes that mean something."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database  # the program makes an SQLite of its own
HERE = Path(__file__).resolve().parent.parent.parent


def ccin(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if "CCIN" not in key}
    environment |= {"PYTHONPATH": str(HERE / "src"), "CCIN_HOME": str(folder), **settings}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-W", "ignore", "-m", "ccin", *words]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_help_names_every_command_there_is_and_none_there_is_not(tmp_path) -> None:
    from django.core.management import get_commands  # noqa: PLC0415

    from ccin.__main__ import COMMANDS  # noqa: PLC0415 - the program under test

    told = {name for group in COMMANDS.values() for name in group}
    ours = {
        name.replace("_", "-")
        for name, room in get_commands().items()
        if str(room).startswith("ccin.")
    }

    assert ours <= told
    assert told - ours == {"migrate", "allocate"}  # Django’s, and one that asks no database
    result = ccin("--help", folder=tmp_path)
    assert result.returncode == 0
    assert [name for name in told if name not in result.stdout] == []


def test_a_misspelt_command_is_not_understood(tmp_path) -> None:
    result = ccin("figgures", folder=tmp_path)

    assert result.returncode == 2
    assert "Did you mean “figures”?" in result.stderr
    assert result.stdout == ""


def test_a_demonstration_is_refused_where_the_real_thing_is_set_up(tmp_path) -> None:
    result = ccin("demo", folder=tmp_path, CCIN_DEMO="0", CCIN_SECRET_KEY="x" * 60)

    assert result.returncode == 1
    assert "not a demonstration" in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "What is the network called? Give it as --name."),
        (["--name", "Our Network"], "Give it as --address."),
        (["--name", "N", "--address", "n.example"], "Give it as --sender."),
    ],
)
def test_without_a_terminal_begin_says_what_it_needs(words, says, tmp_path) -> None:
    result = ccin("begin", *words, folder=tmp_path, CCIN_DEMO="0")

    assert result.returncode == 1
    assert says in result.stderr
    assert not (tmp_path / "ccin.env").exists()
