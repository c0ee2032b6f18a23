"""What a synthesis cites, for those who write it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.library.forms.packs import ChosenForm
from ccin.library.forms.syntheses import FindToCiteForm, LearnedForm
from ccin.library.models import Citation, Resource
from ccin.library.operations import syntheses
from ccin.library.reads.reading import readable_by
from ccin.library.reads.syntheses import synthesis_of, to_cite
from ccin.library.reads.writing import may_write
from ccin.library.states.resources import ResourceKind

A_PAGE = 50


def citations(request: ActorRequest, pk: int) -> HttpResponse:
    """What it cites, and below it what else could be cited."""
    resource = _synthesis(request, pk)
    finder = FindToCiteForm(request.GET)
    form = ChosenForm(
        request.POST if request.method == "POST" else None,
        among=to_cite(resource, request.actor),
    )
    if form.is_valid():
        with refusals_on(form):
            number = syntheses.cite(resource, form.cleaned_data["chosen"], by=request.actor)
            messages.success(request, _("Cited now as well: %(number)d") % {"number": number})
            return redirect("library:citations", pk)
    among = to_cite(resource, request.actor, finder.words())
    context = {
        "resource": resource,
        "synthesis": synthesis_of(resource, request.actor),
        "finder": finder,
        "form": form,
        "page": Paginator(among, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "library/syntheses/citations.html", context)


def learned(request: ActorRequest, pk: int, citation: int) -> HttpResponse:
    one = _citation(request, pk, citation)
    sent = request.POST if request.method == "POST" else None
    form = LearnedForm(sent, initial={"learned": one.learned})
    if form.is_valid():
        with refusals_on(form):
            syntheses.say_what_is_learned(one, form.cleaned_data["learned"], by=request.actor)
            messages.success(request, _("Saved"))
            return redirect("library:citations", pk)
    return render(request, "library/syntheses/learned.html", {"citation": one, "form": form})


@require_POST
def move(request: ActorRequest, pk: int, citation: int) -> HttpResponse:
    one = _citation(request, pk, citation)
    syntheses.move_citation(one, up=request.POST.get("to") == "up", by=request.actor)
    messages.success(request, _("You have moved “%(title)s”") % {"title": one.cited})
    return redirect("library:citations", pk)


@require_POST
def leave_out(request: ActorRequest, pk: int, citation: int) -> HttpResponse:
    one = _citation(request, pk, citation)
    syntheses.cite_no_more(one, by=request.actor)
    messages.success(request, _("It is not cited any more"))
    return redirect("library:citations", pk)


def _synthesis(request: ActorRequest, pk: int) -> Resource:
    found = Resource.objects.visible_to(request.actor).filter(kind=ResourceKind.SYNTHESIS)
    resource = get_object_or_404(found.select_related("owner"), pk=pk)
    if not may_write(request.actor, resource):
        raise PermissionDenied(Permission.RESOURCE_WRITE)
    return resource


def _citation(request: ActorRequest, pk: int, citation: int) -> Citation:
    resource = _synthesis(request, pk)
    readable = readable_by(request.actor).values("pk")
    found = Citation.objects.filter(synthesis=resource, cited__in=readable)
    found = found.select_related("synthesis", "cited")
    return get_object_or_404(found, pk=citation)
