"""Writes the agreed document of the API anew: `python -m tests.api.write_document`."""

import json
from pathlib import Path

import django


def write() -> None:
    django.setup()
    from ccin.api.v1 import api  # noqa: PLC0415  the app registry must be ready first

    document = json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False)
    Path(__file__).with_name("openapi.json").write_text(document + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
