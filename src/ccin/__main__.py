"""The command line: `ccin --help`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccin.project.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(["ccin", *sys.argv[1:]])


if __name__ == "__main__":
    main()
