"""Every test: in a browser and on SQLite first, then on PostgreSQL all but the browser's, those
that ask at every door who may come in, and those of views alone: the test of hostile input opens
every door on both.

With arguments, hands them to pytest once, on SQLite: `./run test tests/members -k merge`.
`--strict` fails where PostgreSQL or Chromium is absent, as continuous integration must.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ahead import migrated_ahead
from postgres import find_binaries, server

HERE = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TWO_AT_ONCE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-rs"]


def pytest(*arguments: str, **settings: str) -> int:
    environment = {"CCIN_DEMO": "1", **os.environ, **settings}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=HERE, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    strict = "--strict" in arguments
    arguments = [word for word in arguments if word != "--strict"]
    if arguments:
        return pytest(*arguments)
    binaries = find_binaries()
    has_browser = "CHROMIUM" in os.environ or any(map(shutil.which, BROWSERS))
    missing = [
        *([] if binaries else ["PostgreSQL's server (Debian: apt-get install postgresql)"]),
        *([] if has_browser else ["Chromium (Debian: apt-get install chromium)"]),
        *([] if shutil.which("java") else ["Java (Debian: apt-get install default-jre-headless)"]),
    ]
    for name in missing:
        print(f"Not found: {name}. Its tests are left out.", flush=True)
    if missing and strict:
        return 1
    on_sqlite = [*TWO_AT_ONCE, *([] if has_browser else ["-m", "not browser"])]
    if not binaries:
        return pytest(*on_sqlite)
    with server(binaries) as address, migrated_ahead(DATABASE_URL=address):
        failed = pytest(*on_sqlite)
        print("── the same on PostgreSQL", flush=True)
        return failed | pytest(
            *TWO_AT_ONCE, "-m", "not browser and not one_database", DATABASE_URL=address
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
