"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {
        "network_name": settings.NETWORK_NAME,
        "is_demo": settings.DEMO,
        "actor": getattr(request, "actor", None),
    }
