"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ccin.project.navigation import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    return {
        "network_name": settings.NETWORK_NAME,
        "is_demo": settings.DEMO,
        "actor": actor,
        "navigation": SimpleLazyObject(lambda: navigation(request, actor)),
    }
