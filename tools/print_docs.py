"""Print docs/permissions.md and docs/lifecycles.md from the tables they show.

python tools/print_docs.py            write both
python tools/print_docs.py --check    fail if one of them is out of date
"""

import importlib
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE / "src")]
os.environ.setdefault("CCIN_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccin.project.settings")

from ccin.access.permissions import BODY_ROLES, GRANTS, STAFF_ROLES, Permission, Role  # noqa: E402
from ccin.kernel.lifecycle import Lifecycle  # noqa: E402

NOTE = "Printed by `python tools/print_docs.py`; change the table in the code, then print it again."


def permissions() -> str:
    kinds = [
        ("Roles on the network's staff", sorted(STAFF_ROLES)),
        ("Roles held for an organisation", [Role.MAIN_CONTACT, Role.REPRESENTATIVE]),
        ("Roles held in a body", sorted(BODY_ROLES)),
    ]
    parts = [
        "# Who may do what",
        f"From `src/ccin/access/permissions.py`. {NOTE} A staff role counts once the second step "
        "of signing in is done; a role held for an organisation counts for that organisation "
        "alone. Commands and the worker, acting under their own names, hold every permission.",
    ]
    for title, roles in kinds:
        granted = [p for p in Permission if any(p in GRANTS[role] for role in roles)]
        head = "| may | " + " | ".join(words(role) for role in roles) + " |"
        rule = "|---|" + ":-:|" * len(roles)
        rows = [
            f"| {words(p)} | " + " | ".join("•" if p in GRANTS[r] else "" for r in roles) + " |"
            for p in granted
        ]
        parts += [f"## {title}", "\n".join([head, rule, *rows])]
    return "\n\n".join(parts) + "\n"


def words(name: str) -> str:
    return str(name).replace("_", " ")


def lifecycles() -> str:
    parts = ["# The lives of records", f"From each room's `states.py`. {NOTE}"]
    for room, lifecycle in found():
        rows = [
            f"| {words(name)} | {', '.join(sorted(move.sources))} | {move.target} | "
            f"{words(move.needs)} |"
            for name, move in lifecycle.moves.items()
        ]
        head = "| move | from | to | needs |\n|---|---|---|---|"
        parts += [
            f"## {lifecycle.name.capitalize()} ({room})",
            f"Begins as {lifecycle.start}.",
            "\n".join([head, *rows]),
        ]
    return "\n\n".join(parts) + "\n"


def found() -> list[tuple[str, Lifecycle]]:
    rooms = sorted(path.parent.name for path in (HERE / "src" / "ccin").glob("*/states.py"))
    return [
        (room, value)
        for room in rooms
        for value in vars(importlib.import_module(f"ccin.{room}.states")).values()
        if isinstance(value, Lifecycle)
    ]


def main() -> None:
    import django  # noqa: PLC0415 - settings first

    django.setup()
    stale = []
    for name, text in (("permissions", permissions()), ("lifecycles", lifecycles())):
        path = HERE / "docs" / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.exit(f"Out of date: {', '.join(stale)}. Run python tools/print_docs.py")


if __name__ == "__main__":
    main()
