"""The open data page, its downloads, and how to use the API."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from ccin.api import exports
from ccin.api.pages import FIVE_MINUTES
from ccin.api.v1 import api
from ccin.kernel.clock import today

View = Callable[[HttpRequest], HttpResponse]


def kept(view: View) -> View:
    """Who asks again with the digest of an answer gets 304 and no body."""
    answer: View = cache_control(public=True, max_age=FIVE_MINUTES)(conditional_page(view))
    return answer


def data(request: HttpRequest) -> HttpResponse:
    return render(request, "api/data.html")


@kept
def members_csv(request: HttpRequest) -> HttpResponse:
    return _table("members", exports.members_csv(today()))


@kept
def members_json(request: HttpRequest) -> HttpResponse:
    return _json({"on": today(), "members": exports.member_rows(today())})


@kept
def resources_csv(request: HttpRequest) -> HttpResponse:
    return _table("library", exports.resources_csv())


@kept
def resources_json(request: HttpRequest) -> HttpResponse:
    return _json({"on": today(), "resources": exports.resource_rows()})


@kept
def figures_json(request: HttpRequest) -> HttpResponse:
    return _json(exports.figures_now(today()))


@kept
def authorities_csv(request: HttpRequest) -> HttpResponse:
    return _table("authorities", exports.authorities_csv())


@kept
def snapshots_csv(request: HttpRequest) -> HttpResponse:
    return _table("published-figures", exports.snapshots_csv())


def docs(request: HttpRequest) -> HttpResponse:
    """Drawn from the API's own document, so that the two cannot disagree."""
    schema = api.get_openapi_schema()
    calls = [
        {
            "line": f"GET {path}",
            "summary": call["description"] if "description" in call else call["summary"],
            "parameters": [_parameter(one) for one in call.get("parameters", [])],
        }
        for path, methods in schema["paths"].items()
        for call in methods.values()
    ]
    return render(request, "api/docs.html", {"calls": calls, "about": api.description})


def _parameter(given: Mapping[str, Any]) -> dict[str, Any]:
    shape = given["schema"]
    kinds = [one.get("format") or one.get("type") for one in shape.get("anyOf", [shape])]
    words = [kind for kind in kinds if kind and kind != "null"]
    return {"name": given["name"], "kind": words[0] if words else "", "required": given["required"]}


def _table(name: str, text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{today():%Y-%m-%d}.csv"'
    return answer


def _json(body: Mapping[str, Any]) -> HttpResponse:
    return JsonResponse(body, json_dumps_params={"indent": 1, "ensure_ascii": False})
