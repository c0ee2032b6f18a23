"""Decisions under their permanent numbers, as far as whoever asks may read them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ccin.access.actor import ActorRequest
from ccin.governance.reads.decisions import decisions_for, page_of

A_PAGE = 50


def decisions(request: ActorRequest) -> HttpResponse:
    found = decisions_for(request.actor)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "governance/decisions.html", {"page": page})


def decision(request: ActorRequest, number: str) -> HttpResponse:
    found = get_object_or_404(decisions_for(request.actor), number=number)
    return render(request, "governance/decision.html", {"page": page_of(found, request.actor)})
