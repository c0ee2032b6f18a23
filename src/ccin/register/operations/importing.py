"""Carrying out what an official file would change."""

from collections import defaultdict

from django.db import models, transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.register.imports.official import plan_import
from ccin.register.imports.plans import Plan
from ccin.register.models import Authority
from ccin.register.operations.facts import BATCH, renew_edition


@transaction.atomic
def import_official(kind: str, content: bytes, *, digest: str, by: Actor) -> Plan:
    """Make every change that the dry run showed, or none.

    `digest` is that of the dry run: another file, or a register that has changed since, is
    refused, so that nothing is written that nobody has seen.
    """
    edition = renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    plan = plan_import(kind, content)
    if plan.faults:
        raise Refused(f"{plan.faults[0]} Nothing was changed.")
    if plan.digest != digest:
        raise Refused(
            "This file would no longer change what you were shown. Check it again, then apply it."
        )
    if plan.changes:
        _write(plan)
        record(
            by,
            "register.file_imported",
            edition,
            concerning=_authorities(plan),
            kind=kind,
            rows=plan.rows,
            changes=len(plan.changes),
            digest=plan.digest,
        )
    return plan


def _write(plan: Plan) -> None:
    """New records in the order of the file, so that a code follows its authority."""
    new: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    fields: dict[models.Model, set[str]] = defaultdict(set)
    for change in plan.changes:
        if change.is_new:
            new[type(change.record)].append(change.record)
        else:
            fields[change.record].update(change.fields)
    for model, records in new.items():
        model._default_manager.bulk_create(records, batch_size=BATCH)
    alike: dict[tuple[type[models.Model], tuple[str, ...]], list[models.Model]] = defaultdict(list)
    for changed, names in fields.items():
        if isinstance(changed, Authority):
            changed.kept = sorted({*changed.kept, *names})
            changed.version += 1
            names.update({"kept", "version"})
        alike[type(changed), tuple(sorted(names))].append(changed)
    for (model, columns), records in alike.items():
        model._default_manager.bulk_update(records, columns, batch_size=BATCH)


def _authorities(plan: Plan) -> list[Authority]:
    touched = {
        change.record.pk: change.record
        for change in plan.changes
        if isinstance(change.record, Authority)
    }
    return list(touched.values())
