"""What was funded, for everybody."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.files.reads import answer_with
from ccin.funding.forms.portfolio import FilterProjectsForm
from ccin.funding.reads.keeping import panel_for
from ccin.funding.reads.money import money as money_awarded
from ccin.funding.reads.pictures import partnerships as partnerships_on
from ccin.funding.reads.pictures import timeline as timeline_of_projects
from ccin.funding.reads.portfolio import in_rows, options, projects, shown, sums
from ccin.funding.reads.project_page import project_page, seen_by
from ccin.funding.states import OutputState
from ccin.kernel.clock import today
from ccin.library.views.privacy import for_its_reader

A_PAGE = 50


@require_safe
def browse(request: ActorRequest) -> HttpResponse:
    form = FilterProjectsForm(request.GET or None, options=options())
    found = projects(form.wanted())
    counted = sums(found)
    pages = Paginator(in_rows(found), A_PAGE)
    pages.count = counted.projects + counted.invented  # counted already
    page = pages.get_page(request.GET.get("page"))
    context = {"form": form, "sums": counted, "page": page, "rows": shown(page.object_list)}
    return render(request, "funding/portfolio/browse.html", context)


@require_safe
def timeline(request: ActorRequest) -> HttpResponse:
    return render(request, "funding/portfolio/timeline.html", {"timeline": timeline_of_projects()})


@require_safe
def partnerships(request: ActorRequest) -> HttpResponse:
    found = partnerships_on(today())
    page = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"found": found, "page": page}
    return render(request, "funding/portfolio/partnerships.html", context)


@require_safe
def money(request: ActorRequest) -> HttpResponse:
    return render(request, "funding/portfolio/money.html", {"money": money_awarded()})


@require_safe
@for_its_reader
def show(request: ActorRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(seen_by(request.actor), slug=slug)
    page = project_page(found, request.actor, today())
    context = {"page": page, "project": found, "panel": panel_for(found, request.actor)}
    return render(request, "funding/portfolio/project.html", context)


@require_safe
@for_its_reader
def output(request: ActorRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file that came of a project, once it was accepted."""
    project = get_object_or_404(seen_by(request.actor), slug=slug)
    kept = project.outputs.filter(state=OutputState.ACCEPTED, upload__isnull=False)
    found = get_object_or_404(kept.select_related("upload"), pk=pk)
    if found.upload is None:
        raise Http404
    return answer_with(found.upload)
