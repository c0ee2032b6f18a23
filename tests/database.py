"""A migrated database to copy: migrating takes most of a minute, copying a fraction of a second.

The template is kept by the hash of every migration and of the data files they read, so it is made
once and made anew when one of them changes. Worktrees of one machine share it. Run as a program
(`python -m tests.database`), it makes the template ahead of the tests, which find it or wait.
"""

import getpass
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError, ProgrammingError

try:
    import fcntl
except ImportError:  # Windows: each process makes its own
    fcntl = None  # type: ignore[assignment]  # a module otherwise

SOURCE = Path(__file__).resolve().parent.parent / "src"
TEMPLATES = Path(tempfile.gettempdir()) / f"ccin-test-databases-{getpass.getuser()}"
KEPT = 12  # templates of other branches that stay for their next run


def migrations_hash() -> str:
    digest = hashlib.sha256(f"{django.VERSION} {connection.vendor}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        digest.update(config.name.encode())
        folders = [Path(config.path) / "migrations"]
        if config.name.startswith("ccin."):
            folders.append(Path(config.path) / "data")
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix != ".pyc":
                    digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def point_at(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def migrate() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        call_command("migrate", interactive=False, verbosity=0)
    connection.close()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """So that of two processes the second finds the template that the first has made; one of each
    kind of database may be made at the same time."""
    TEMPLATES.mkdir(exist_ok=True)
    with (TEMPLATES / f"lock-{connection.vendor}").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class SqliteDatabase:
    """A file for this process, filled from the template with SQLite's own backup."""

    def __init__(self, folder: Path) -> None:
        self.template = TEMPLATES / f"{migrations_hash()}.sqlite3"
        self.path = folder / "test.sqlite3"

    def create(self) -> None:
        self.find_template()
        self.restore()
        point_at(str(self.path))
        options: dict[str, Any] = connection.settings_dict["OPTIONS"]
        options["init_command"] += "PRAGMA reverse_unordered_selects=ON;"

    def find_template(self) -> None:
        with one_at_a_time():
            if self.template.exists():
                os.utime(self.template)
            else:
                self.make_template()

    def make_template(self) -> None:
        """From nothing, with the command that somebody who runs the platform would type."""
        draft = TEMPLATES / f"draft-{os.getpid()}.sqlite3"
        draft.unlink(missing_ok=True)
        here = {"DATABASE_URL": f"sqlite:///{draft}", "PYTHONPATH": str(SOURCE)}
        command = [sys.executable, "-m", "ccin", "migrate", "--no-input", "--verbosity", "0"]
        subprocess.run(command, env={**os.environ, **here}, check=True)
        with sqlite3.connect(draft) as settle:
            settle.execute("PRAGMA journal_mode=DELETE")
        settle.close()
        draft.replace(self.template)
        newest_first = sorted(TEMPLATES.glob("*.sqlite3"), key=lambda p: -p.stat().st_mtime)
        for old in newest_first[KEPT:]:
            old.unlink(missing_ok=True)

    def restore(self) -> None:
        source, target = sqlite3.connect(self.template), sqlite3.connect(self.path)
        source.backup(target)
        source.close()
        target.close()

    def destroy(self) -> None:
        connection.close()


class PostgresDatabase:
    """A database for this process, made with CREATE DATABASE … TEMPLATE."""

    def __init__(self, worker: str) -> None:
        home = connection.settings_dict["NAME"]
        self.template = f"{home}_template_{migrations_hash()}"
        self.name = f"test_{home}_{worker}_{os.getpid()}"

    def create(self) -> None:
        self.find_template()
        self.restore()
        point_at(self.name)

    def find_template(self) -> None:
        with one_at_a_time():
            if not self.template_exists():
                self.make_template()

    def template_exists(self) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
            return cursor.fetchone() is not None

    def make_template(self) -> None:
        draft = f"{self.template}_{os.getpid()}"
        self.run(f'CREATE DATABASE "{draft}"')
        point_at(draft)
        migrate()
        try:
            self.run(f'ALTER DATABASE "{draft}" RENAME TO "{self.template}"')
        except (OperationalError, ProgrammingError):  # another process was faster
            self.run(f'DROP DATABASE "{draft}"')

    def restore(self) -> None:
        connection.close()
        self.run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')

    def destroy(self) -> None:
        connection.close()
        self.run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def run(self, sql: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)


def database_of(worker: str, folder: Path) -> SqliteDatabase | PostgresDatabase:
    if connection.vendor == "sqlite":
        return SqliteDatabase(folder)
    return PostgresDatabase(worker)


if __name__ == "__main__":
    django.setup()
    database_of("ahead", TEMPLATES).find_template()
