"""The pipeline, as a board and as a table."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor, ActorRequest
from ccin.access.permissions import Permission
from ccin.joining.forms.pipeline import FindApplicationsForm
from ccin.joining.reads.pipeline import (
    ORDERS,
    WAITING_PLACES,
    board,
    lines,
    may_read_pipeline,
    pipeline,
)

A_PAGE = 50
FIRST = {"place": "open"}
HEADINGS = (
    ("name", _("Body")),
    ("class", _("Class")),
    ("region", _("Region")),
    ("place", _("Where it is")),
    ("since", _("Waiting")),
    ("owner", _("Who looks after it")),
)


def applications(request: ActorRequest) -> HttpResponse:
    _permit(request)
    context = {"columns": board(request.actor), **ways_for(request.actor)}
    return render(request, "joining/pipeline/board.html", context)


def applications_table(request: ActorRequest) -> HttpResponse:
    """The same, sorted by any column, narrowed, fifty to a page."""
    _permit(request)
    narrowed = any(name in request.GET for name in ("q", "place", "membership_class", "region"))
    finder = FindApplicationsForm(request.GET if narrowed else {**request.GET.dict(), **FIRST})
    finder.is_valid()
    key, _minus, backwards = _order(finder.cleaned_data.get("sort", ""))
    found = _found(pipeline(request.actor), finder.cleaned_data).order_by(*ORDERS[key])
    page = Paginator(found.reverse() if backwards else found, A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "joining/pipeline/table.html",
        {
            "finder": finder,
            "page": page,
            "lines": lines(page),
            **ways_for(request.actor),
            "headings": _headings(request, key, backwards=backwards),
        },
    )


def _permit(request: ActorRequest) -> None:
    if not may_read_pipeline(request.actor):
        raise PermissionDenied


def ways_for(actor: Actor) -> dict[str, bool]:
    """Which of the pages that belong together this reader may open."""
    return {
        "is_staff": actor.may(Permission.APPLICATION_READ_ANY),
        "may_ask": actor.may(Permission.CONTACTS_ASK),
    }


def _order(sort: str) -> tuple[str, str, bool]:
    backwards = sort.startswith("-")
    key = sort.lstrip("-")
    return (key, "-", backwards) if key in ORDERS else ("since", "", False)


def _headings(
    request: ActorRequest, sorted_by: str, *, backwards: bool
) -> list[tuple[object, str, str]]:
    """Each with the address that sorts by it (the other way round, if it is so sorted already)."""
    found: list[tuple[object, str, str]] = []
    for key, label in HEADINGS:
        query = request.GET.copy()
        query.pop("page", None)
        here = key == sorted_by
        query["sort"] = f"-{key}" if here and not backwards else key
        direction = ("descending" if backwards else "ascending") if here else ""
        found.append((label, f"?{query.urlencode()}", direction))
    return found


def _found(found: QuerySet[Any], wanted: dict[str, Any]) -> QuerySet[Any]:
    for word in wanted.get("q", "")[:200].split()[:8]:
        found = found.filter(name__icontains=word)
    if wanted.get("membership_class"):
        found = found.filter(membership_class=wanted["membership_class"])
    if wanted.get("region"):
        found = found.filter(region__icontains=wanted["region"][:40])
    if wanted.get("place") == "open":
        return found.filter(place__in=[place.value for place in WAITING_PLACES])
    return found.filter(place=wanted["place"]) if wanted.get("place") else found
