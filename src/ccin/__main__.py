"""The command line: `ccin --help` teaches it."""

import os
import sys
from difflib import get_close_matches

COMMANDS = {
    "Run": {
        "serve": "serve the site, with its worker beside it",
        "worker": "do background work: letters, sealing, what is due",
        "demo": "fill an empty database with the demonstration network",
        "begin": "set up the real thing: name, first account, mail check, membership list",
        "migrate": "bring the database up to date with the code",
    },
    "Look and check": {
        "figures": "members by class, supporters, citizens and budget, each with its source",
        "allocate": "share out a fund by a file of preferences, explained step by step",
        "mail": "take in what came by e-mail, from a mail server’s pipe or a mailbox",
        "search": "search as anybody does, one question or a file; make the index anew",
        "audit": "verify the chain of the audit trail",
        "retention": "what has been kept long enough, class by class; let it go with --do",
        "check": "check the settings and the code's own consistency",
    },
    "Move data": {
        "register": "the UK's public authorities: find, import, refresh, place on the map",
        "members": "import and export organisations, people and memberships",
        "import-library": "bring case studies, reports and the rest in from a list",
        "backup": "write database and files to one archive, with hashes",
        "restore": "bring a backup back into an empty database",
        "export": "write everything as open files (CSV and JSON)",
    },
}

HELP = """Usage: ccin COMMAND …

The platform that runs the Co-operative Councils' Innovation Network.
`ccin COMMAND --help` explains one command, with examples.
"""


def explain() -> str:
    lines = [HELP]
    for heading, commands in COMMANDS.items():
        lines.append(heading)
        lines.extend(f"  {name:<14} {what}" for name, what in commands.items())
        lines.append("")
    lines.append("Exit codes: 0 done, 1 refused or found wrong (it says why), 2 not understood.")
    return "\n".join(lines)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccin.project.settings")
    words = sys.argv[1:]
    if not words or words[0] in {"-h", "--help", "help"}:
        print(explain())  # noqa: T201 - what was asked for
        return 0
    if words[0] == "allocate":
        from ccin.counting.command import main as allocate  # noqa: PLC0415 - NumPy, for it alone

        return allocate(words[1:])
    import django  # noqa: PLC0415 - takes a second, help should not

    if words[0] == "begin":
        os.environ.setdefault("CCIN_DEMO", "0")
    from django.core.management import (  # noqa: PLC0415 - the same
        execute_from_command_line,
        get_commands,
    )

    django.setup()  # only then are the rooms' own commands known
    known = get_commands()
    name = words[0].replace("-", "_")
    if name not in known:
        near = get_close_matches(words[0], [name for group in COMMANDS.values() for name in group])
        hint = f" Did you mean “{near[0]}”?" if near else " `ccin --help` lists the commands."
        sys.stderr.write(f"ccin does not know the command “{words[0]}”.{hint}\n")
        return 2
    execute_from_command_line(["ccin", name, *words[1:]])
    return 0


if __name__ == "__main__":
    sys.exit(main())
