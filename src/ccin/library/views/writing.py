"""The pages on which a resource is written: its parts, one section at a time, its facts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ccin.access.actor import ActorRequest
from ccin.library.models import Resource
from ccin.library.reads.working import overview_of


def work(request: ActorRequest, pk: int) -> HttpResponse:
    resource = worked_on(request, pk)
    overview = overview_of(resource, request.actor)
    context = {"resource": resource, "overview": overview}
    return render(request, "library/writing/work.html", context)


def worked_on(request: ActorRequest, pk: int) -> Resource:
    """One whose owner, maintainers or staff this actor is among; to all others it is not there."""
    found = Resource.objects.written_by(request.actor)
    return get_object_or_404(found.select_related("owner", "contact", "visible_body"), pk=pk)
