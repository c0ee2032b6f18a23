"""The database's own refusal to change or delete what was recorded, as triggers.

Installed by migration. A migration that alters one of these tables on SQLite rebuilds it and loses
its triggers: install them again in the same migration; `ccin audit verify` names what is missing.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

SEALED_TABLES = ("audit_entry", "audit_concern", "audit_seal")
DETAIL = "audit_detail"
TABLES = (*SEALED_TABLES, DETAIL)

REFUSAL = "what was recorded cannot be changed or deleted"
# The one change a detail may see: its values and salt emptied, once.
ONLY_ERASED = (
    "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.salt = '' "
    "AND NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.\"values\" = '{}'"
)

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def trigger_names(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Every trigger that must stand, with its table."""
    acts = ["update", "delete"]
    if connection.vendor == "postgresql":
        acts.append("truncate")
    return {f"{table}_no_{act}": table for table in TABLES for act in acts}


def install(connection: BaseDatabaseWrapper) -> None:
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for name, table in trigger_names(connection).items():
            cursor.execute(_create(connection.vendor, name, table))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for the way back of the migration, and where a backup is put back."""
    with connection.cursor() as cursor:
        for name, table in trigger_names(connection).items():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Which triggers do not stand, so that rows could be changed unseen."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in trigger_names(connection) if name not in standing]


def _create(vendor: str, name: str, table: str) -> str:
    act = name.rsplit("_", 1)[1].upper()
    only = f"WHEN (NOT ({ONLY_ERASED}))" if (table, act) == (DETAIL, "UPDATE") else ""
    if vendor == "postgresql":
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} {only} "
            "EXECUTE FUNCTION audit_refuse()"
        )
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} {only} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
