"""Everything that was done, by everybody."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.audit.forms import FindEntriesForm
from ccin.audit.models import Entry, EntryQuerySet
from ccin.audit.reads.history import lines, narrowed

A_PAGE = 50


def history(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.HISTORY_READ)
    finder = FindEntriesForm(request.GET)
    found = Entry.objects.readable_by(request.actor)
    found = narrowed(found, finder.cleaned_data) if finder.is_valid() else found.none()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "audit/history.html",
        {"finder": finder, "page": page, "lines": lines(cast(EntryQuerySet, page.object_list))},
    )
