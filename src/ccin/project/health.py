"""Whether the process lives and is ready for visitors: for load balancers and for people."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from ccin.work.reads import has_worker


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 until the database answers and is up to date. A missing worker is told, not failed:
    pages work without it, and taking them away would not bring it back."""
    database = _database()
    found = {
        "database": database,
        "migrations": database and _migrations(),
        "worker": database and _worker(),
    }
    is_ready = found["database"] and found["migrations"]
    return JsonResponse({"ready": is_ready, **found}, status=200 if is_ready else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


def _migrations() -> bool:
    applied = MigrationRecorder(connection).applied_migrations()
    return all(leaf in applied for leaf in _newest())


@cache
def _newest() -> list[tuple[str, str]]:
    """The last migration of each app, as the code of this process knows it."""
    return list(MigrationLoader(None).graph.leaf_nodes())


def _worker() -> bool:
    try:
        return has_worker()
    except DatabaseError:
        return False
