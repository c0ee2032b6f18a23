"""Compiles the styles, for maintainers and CI: `npm ci` in `src/ccin/design/styles` first.

GOV.UK Frontend's classes are compiled under our own prefix, so that templates write one.
"""

import re
import subprocess
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


if __name__ == "__main__":
    CSS.write_text(compiled())
    print(f"{CSS.name}: {CSS.stat().st_size // 1000} kB")
