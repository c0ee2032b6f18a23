"""The open data page, its downloads, and how to use the API."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from ccin.api import exports, grants
from ccin.api.pages import FIVE_MINUTES
from ccin.api.v1 import api
from ccin.funding.reads.open_data import grants as awarded
from ccin.funding.reads.open_data import left_out
from ccin.kernel.clock import today

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[[HttpRequest], HttpResponse]


def kept(view: View) -> View:
    """Who asks again with the digest of an answer gets 304 and no body."""
    answer: View = cache_control(public=True, max_age=FIVE_MINUTES)(conditional_page(view))
    return answer


def data(request: HttpRequest) -> HttpResponse:
    context = {"awards": awarded().count(), "left_out": left_out()}
    return render(request, "api/data.html", context)


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
def projects_csv(request: HttpRequest) -> HttpResponse:
    return _table("projects", exports.projects_csv())


@kept
def projects_json(request: HttpRequest) -> HttpResponse:
    return _json({"on": today(), "projects": exports.project_rows()})


@kept
def awards_json(request: HttpRequest) -> HttpResponse:
    return _json(_package())


@kept
def awards_csv(request: HttpRequest) -> HttpResponse:
    return _table("awards", grants.as_csv(grants.as_rows(_package())))


@kept
def awards_xlsx(request: HttpRequest) -> HttpResponse:
    return _taken(grants.as_workbook(grants.as_rows(_package())), "awards", "xlsx", WORKBOOK)


def _package() -> dict[str, Any]:
    """The standard knows no package without a grant."""
    packed = grants.package(today())
    if not packed["grants"]:
        raise Http404
    return packed


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
    return _taken(text, name, "csv", "text/csv; charset=utf-8")


def _taken(content: str | bytes, name: str, ending: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{today():%Y-%m-%d}.{ending}"'
    return answer


def _json(body: Mapping[str, Any]) -> HttpResponse:
    return JsonResponse(body, json_dumps_params={"indent": 1, "ensure_ascii": False})
