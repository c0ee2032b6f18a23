"""Everything continuous integration does, in order; stops at the first thing that is wrong."""

import os
import subprocess
import sys
from pathlib import Path

from ahead import migrated_ahead

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TEMPLATES = sorted((HERE / "src").glob("ccin/*/templates/**/*.html"))
# Without the packages' own scripts: the checker's would fetch a Java that the system has.
NPM = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]

CHECKS = [
    ("format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("lint", [str(BIN / "ruff"), "check", "."]),
    ("import contracts", [str(BIN / "lint-imports")]),
    ("types", [str(BIN / "mypy")]),
    ("migrations", [sys.executable, "-m", "ccin", "makemigrations", "--check", "--dry-run"]),
    ("styles", [sys.executable, "tools/build_styles.py", "--check"]),
    ("HTML checker", [*NPM, "--prefix", "tools/html-checker"]),
    ("templates", [str(BIN / "djade"), "--check", *map(str, TEMPLATES)]),
    ("tests", [sys.executable, "tools/test.py", "--strict"]),
]


def main() -> None:
    os.environ.setdefault("CCIN_DEMO", "1")
    with migrated_ahead():
        for name, command in CHECKS:
            print(f"── {name}", flush=True)
            if subprocess.run(command, cwd=HERE, stdin=subprocess.DEVNULL, check=False).returncode:
                sys.exit(f"The check of {name} failed: {' '.join(command)}")


if __name__ == "__main__":
    main()
