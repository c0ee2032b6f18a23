"""The page on which an application is read."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ccin.access.actor import ActorRequest
from ccin.files.reads import answer_with
from ccin.joining.models import Application
from ccin.joining.reads.considering import application_page


def application(request: ActorRequest, pk: int) -> HttpResponse:
    page = application_page(found(request, pk), request.actor)
    return render(request, "joining/application.html", {"page": page, "can": page.can})


def decision_document(request: ActorRequest, pk: int) -> FileResponse:
    """The body's own decision to join, as it was sent; only for those who may read the rest."""
    upload = found(request, pk).decision_document
    if upload is None:
        raise Http404
    return answer_with(upload)


def found(request: ActorRequest, pk: int) -> Application:
    seen = Application.objects.visible_to(request.actor).select_related(
        "authority",
        "parish__authority",
        "principal_council",
        "organisation",
        "decision_document",
        "mentor",
        "membership",
        "matter__recommended_under__clause__terms__body",
        "matter__decided_under__clause__terms__body",
    )
    return get_object_or_404(seen.distinct(), pk=pk)
