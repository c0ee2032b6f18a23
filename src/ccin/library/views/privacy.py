"""What no cache between here and the reader may keep."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

from ccin.access.actor import ActorRequest

View = Callable[..., HttpResponseBase]


def for_its_reader(view: View) -> View:
    """For a page that shows each reader what they may see: whoever is signed in gets theirs alone,
    and a visitor's is no answer to anybody else."""

    @wraps(view)
    def shown(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.actor.is_signed_in:
            patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return shown
