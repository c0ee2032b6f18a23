"""What is printed from tables is printed anew when a table changes."""

import subprocess
import sys

from tests.architecture.house import ROOT


def test_the_pages_of_permissions_and_lifecycles_are_fresh() -> None:
    command = [sys.executable, str(ROOT / "tools" / "print_docs.py"), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert result.stderr == ""
    assert result.returncode == 0
