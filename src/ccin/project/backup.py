"""Backup and restore: database and files in one archive, each part with its hash.

The archive does not depend on the database it came from: what was kept on SQLite can be restored
on PostgreSQL. It holds personal data and secrets (second factors), so it is as confidential as the
database; sessions and the cache stay out.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from ccin.kernel.errors import Refused

# Sessions, and Wagtail's own index: it differs from database to database, and ours is not it.
LEFT_OUT = {"sessions", "wagtailsearch"}
MANIFEST = "manifest.json"
Tell = Callable[[str], None]


def back_up(target: Path, *, tell: Tell) -> None:
    """Write the archive beside its final name and move it there whole, so none is ever half."""
    partial = target.with_name(f"{target.name}.partial")
    hashes: dict[str, str] = {}
    counts: dict[str, int] = {}
    with tarfile.open(partial, "w:gz") as archive, transaction.atomic():
        _see_one_moment()
        for model in stored_models():
            rows = model._base_manager.order_by(model._meta.pk.name)
            lines = list(_lines(rows.iterator(chunk_size=2000)))
            counts[model._meta.label] = len(lines)
            name = f"database/{model._meta.label}.jsonl"
            hashes[name] = _add(archive, name, "".join(lines).encode())
            tell(f"{model._meta.label}: {len(lines)} rows")
        for path in sorted(_stored_files(default_storage)):
            with default_storage.open(path) as file:
                hashes[f"files/{path}"] = _add(archive, f"files/{path}", file.read())
        manifest = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "migrations": applied_migrations(),
            "rows": counts,
            "sha256": hashes,
        }
        _add(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    partial.replace(target)


def restore(source: Path, *, tell: Tell) -> None:
    """Fill an empty, migrated database and file store. Every hash is checked before a row is
    written; the rows go in one transaction, so a failure leaves the database as it was."""
    _must_be_empty()
    with tarfile.open(source) as archive:
        manifest = _checked_manifest(archive)
        with transaction.atomic():
            for model in stored_models():
                model._base_manager.all()._raw_delete(using="default")
            ContentType.objects.clear_cache()
            for model in stored_models():
                _load(archive, model, tell=tell)
            _reset_sequences()
        for name in sorted(manifest["sha256"]):
            if name.startswith("files/"):
                path = name.removeprefix("files/")
                if default_storage.exists(path):
                    default_storage.delete(path)
                default_storage.save(path, ContentFile(_read(archive, name)))


def stored_models() -> list[type[models.Model]]:
    """Every table of every room and library, many-to-many tables too; the table of kinds first,
    because Wagtail looks kinds up, and would write the missing, while its rows are loaded."""
    found = apps.get_models(include_auto_created=True)
    stored = [model for model in found if model._meta.managed and not model._meta.proxy]
    kept = [model for model in stored if model._meta.app_label not in LEFT_OUT]
    return sorted(kept, key=lambda model: model is not ContentType)


def applied_migrations() -> list[str]:
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


def _see_one_moment() -> None:
    """On PostgreSQL, read every table as of one moment; SQLite's immediate lock does it already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


class _Exact(DjangoJSONEncoder):
    """Django's own drops microseconds, and the hashes of the audit trail cover them."""

    def default(self, o: object) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _lines(rows: Iterable[models.Model]) -> Iterator[str]:
    for row in rows:
        [plain] = serializers.serialize("python", [row])
        yield json.dumps(plain, cls=_Exact, ensure_ascii=False) + "\n"


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> str:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    member.mtime = int(datetime.now(UTC).timestamp())
    archive.addfile(member, io.BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        file = archive.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise Refused(f"The backup is incomplete: “{name}” is missing. Use another backup.")
    return file.read()


def _stored_files(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}".lstrip("/")
    for name in folders:
        yield from _stored_files(storage, f"{folder}/{name}".lstrip("/"))


def _must_be_empty() -> None:
    for label in ("accounts.Account", "members.Organisation", "audit.Entry"):
        if apps.get_model(label)._base_manager.exists():
            raise Refused(
                "This database is in use: a backup is restored into an empty one. Point "
                "DATABASE_URL at a new database and run “ccin migrate” first."
            )


def _checked_manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(_read(archive, MANIFEST))
    if manifest["migrations"] != applied_migrations():
        raise Refused(
            "The backup was made by another version of ccin, with other migrations. Restore it "
            "with that version, then upgrade and run “ccin migrate”."
        )
    for name, expected in manifest["sha256"].items():
        if hashlib.sha256(_read(archive, name)).hexdigest() != expected:
            raise Refused(f"The backup is damaged: “{name}” does not match its hash.")
    return manifest


def _load(archive: tarfile.TarFile, model: type[models.Model], *, tell: Tell) -> None:
    lines = _read(archive, f"database/{model._meta.label}.jsonl").splitlines()
    count = 0
    for row in serializers.deserialize("python", map(json.loads, lines)):
        row.save(save_m2m=False, force_insert=True)
        count += 1
    tell(f"{model._meta.label}: {count} rows")


def _reset_sequences() -> None:

    statements = connection.ops.sequence_reset_sql(no_style(), stored_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
