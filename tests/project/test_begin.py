"""`ccin begin`: the real thing, with no demonstration in it; safe to run again."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.database import SqliteDatabase
from tests.project.test_command_line import ccin

pytestmark = pytest.mark.one_database  # the program makes an SQLite of its own

WORDS = [
    *("--name", "The O’Neill & Ŵyn Network"),
    *("--address", "https://network.example/"),
    *("--sender", "letters@network.example"),
    *("--email", "smtp://127.0.0.1:9"),
    *("--staff-name", "Siân Ŵyn-Jones"),
    *("--staff-email", "Sian@network.example"),
    "--no-mail-check",
]
LIST = """name,kind,class,starts_on
Oldham Council,council,full,2018-04-01
Hearth and Hexagon,cooperative,affiliate,2020-02-29
"""


def migrated_but_for_the_desk(folder: Path) -> Path:
    """A database whose last migration is still to be made: the template was made from nothing."""
    database = folder / "var" / "ccin.sqlite3"
    database.parent.mkdir()
    shutil.copy(SqliteDatabase(folder).template, database)
    with sqlite3.connect(database) as behind:
        behind.execute("DROP TABLE desk_done")
        behind.execute("DROP TABLE desk_deadline")
        behind.execute("DELETE FROM django_migrations WHERE app = 'desk'")
    behind.close()
    return database


def test_from_an_empty_database_to_the_first_membership_list(
    tmp_path: Path, django_db_setup: None
) -> None:
    path = migrated_but_for_the_desk(tmp_path)
    sheet = tmp_path / "members.csv"
    sheet.write_text(LIST, encoding="utf-8")

    shown = ccin("begin", *WORDS, "--members", str(sheet), folder=tmp_path)
    assert shown.returncode == 1, shown.stderr
    assert "Nothing was imported" in shown.stderr
    settings = tmp_path / "ccin.env"
    assert settings.stat().st_mode & 0o777 == 0o600
    secret = settings.read_text(encoding="utf-8")

    done = ccin("begin", *WORDS, "--members", str(sheet), "--yes", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert settings.read_text(encoding="utf-8") == secret

    figures = ccin("figures", "--json", folder=tmp_path)
    found = json.loads(figures.stdout)
    assert (found["full"]["value"], found["affiliate"]["value"]) == (1, 1)
    with sqlite3.connect(path) as database:
        names = [row[0] for row in database.execute("SELECT name FROM members_organisation")]
        accounts = database.execute("SELECT email, fictional FROM accounts_account").fetchall()
        assert database.execute("SELECT count(*) FROM desk_done").fetchone() == (0,)
    database.close()
    assert sorted(names) == ["Hearth and Hexagon", "Oldham Council"]
    assert accounts == [("sian@network.example", 0)]


def test_where_the_environment_has_the_settings_no_file_is_written(
    tmp_path: Path, django_db_setup: None
) -> None:
    (tmp_path / "var").mkdir()
    shutil.copy(SqliteDatabase(tmp_path).template, tmp_path / "var" / "ccin.sqlite3")
    settings = {
        "CCIN_DEMO": "0",
        "CCIN_SECRET_KEY": "x" * 60,
        "CCIN_NETWORK_NAME": "Our Network",
        "CCIN_ADDRESS": "https://network.example",
        "CCIN_FROM": "letters@network.example",
        "CCIN_EMAIL": "smtp://127.0.0.1:9",
    }
    me = ["--staff-name", "Siân", "--staff-email", "sian@network.example", "--no-mail-check"]

    done = ccin("begin", *me, folder=tmp_path, **settings)

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ccin.env").exists()
    assert "sian@network.example can sign in" in done.stderr
