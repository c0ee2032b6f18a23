"""The full export: every record the network keeps, as CSV and JSON files that outlive the software.

Secrets (second factors, sessions) stay out; personal data is in it, so it is confidential.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

ROOMS = "ccin."
Tell = Callable[[str], None]


def export_everything(folder: Path, *, tell: Tell) -> None:
    """One CSV and one JSON file a kind of record, and `contents.json`, which explains columns."""
    folder.mkdir(parents=True, exist_ok=False)
    contents = {}
    for model in _our_models():
        label = model._meta.label.lower()
        columns = [field.attname for field in model._meta.concrete_fields if _may_leave(field)]
        rows = list(model._base_manager.order_by("pk").values(*columns))
        _write_csv(folder / f"{label}.csv", columns, rows)
        text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        (folder / f"{label}.json").write_text(text, encoding="utf-8")
        contents[label] = {
            "what": str(model.__doc__).split("\n\n", maxsplit=1)[0],
            "rows": len(rows),
            "columns": {field: str(_words(model, field)) for field in columns},
        }
        tell(f"{label}: {len(rows)} rows")
    explained = json.dumps(contents, ensure_ascii=False, indent=1)
    (folder / "contents.json").write_text(explained, encoding="utf-8")


def _our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m._meta.app_config.name.startswith(ROOMS)]


def _may_leave(field: models.Field[object, object]) -> bool:
    return field.name != "password"


def _words(model: type[models.Model], column: str) -> object:
    field = next(f for f in model._meta.concrete_fields if f.attname == column)
    return field.verbose_name


def _write_csv(path: Path, columns: list[str], rows: list[dict[str, object]]) -> None:
    """With a byte-order mark, without which Excel misreads Welsh names."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
