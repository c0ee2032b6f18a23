"""How long lists are cut into pages, and how answers are kept by those who asked."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import Field, Schema
from ninja.decorators import decorate_view
from ninja.pagination import LimitOffsetPagination

FIVE_MINUTES = 300


class Pages(LimitOffsetPagination):
    """`limit` rows from `offset` on, and how many there are in all."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=500)
        offset: int = Field(0, ge=0, le=1_000_000)


# An answer carries a digest of itself; who asks again with it gets 304 and no body.
kept = decorate_view(cache_control(public=True, max_age=FIVE_MINUTES), conditional_page)


def health() -> dict[str, Any]:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"status": "ok", "demo": settings.DEMO}
