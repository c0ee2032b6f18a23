"""The migrated database that tests copy, made in the background while something else runs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


@contextmanager
def migrated_ahead(**settings: str) -> Iterator[None]:
    """Tests that start before it is done wait for it. If it fails it says nothing: they make their
    own then, and tell what is wrong."""
    environment = {
        "CCIN_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "ccin.project.settings",
        "PYTHONPATH": str(HERE / "src"),
        **os.environ,
        **settings,
    }
    making = subprocess.Popen(
        [sys.executable, "-m", "tests.database"],
        cwd=HERE,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        making.terminate()
        making.wait()
