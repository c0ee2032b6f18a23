"""Compiles the styles, for maintainers; `--check` fails where the committed file is another.

GOV.UK Frontend's classes are compiled under our own prefix, so that templates write one.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

DESIGN = Path(__file__).resolve().parent.parent / "src" / "ccin" / "design"
STYLES = DESIGN / "styles"
CSS = DESIGN / "static" / "design" / "ccin.css"


def compiled() -> str:
    sass = subprocess.run(
        [
            STYLES / "node_modules" / ".bin" / "sass",
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            f"--load-path={STYLES / 'node_modules'}",
            STYLES / "ccin.scss",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return re.sub(r"(?<=[.-])govuk-", "ccin-", sass.stdout)


def fetch_sources() -> None:
    """What `package-lock.json` names, where it is not there yet."""
    if (STYLES / "node_modules").is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("The styles are compiled with Node: install npm, then try again.")
    command = [npm, "ci", "--no-audit", "--no-fund", "--silent", "--ignore-scripts"]
    subprocess.run(command, cwd=STYLES, check=True)


def main() -> None:
    fetch_sources()
    css = compiled().encode()
    if "--check" in sys.argv:
        if css != CSS.read_bytes():
            sys.exit("ccin.css is not what the sources compile to: run tools/build_styles.py")
        return
    CSS.write_bytes(css)
    print(f"{CSS.name}: {CSS.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
