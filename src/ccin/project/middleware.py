"""Closed by default: every page needs a sign-in unless it is on the literal list of open ones."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

OPEN: frozenset[str] = frozenset(
    {
        "account_login",
        "api:authorities_csv",
        "api:data",
        "api:docs",
        "api:figures_json",
        "api:members_csv",
        "api:members_json",
        "api:snapshots_csv",
        "design:gallery",
        "joining:enquire",
        "joining:thanks",
        "project:live",
        "project:ready",
        "wagtail_serve",
        "website:humans",
        "website:robots",
        "website:security",
        "website:sitemap",
        "website:directory",
        "website:fact_sheet",
        "website:fact_sheet_pdf",
        "website:figure",
        "website:figure_csv",
        "website:figure_json",
        "website:figures",
        "website:join_check",
        "website:map",
        "website:member",
        "website:member_feed",
        "website:network_feed",
        "wagtaildocs_serve",
    }
)


class SignInRequired(LoginRequiredMiddleware):
    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = resolve(request.path_info)
        # The API answers for itself, in its own language.
        if match.view_name in OPEN or match.namespace == "api-v1":
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
