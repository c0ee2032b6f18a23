"""Everything held about somebody: for themselves, and for staff before they answer."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.journeys.exports import as_json, as_text
from ccin.journeys.models import DataRequest
from ccin.journeys.reads.own_data import A_FEW, held_about, whom_of, whom_of_request
from ccin.journeys.states import REQUEST, RequestState
from ccin.kernel.clock import today

FORMS = {
    "json": (as_json, "application/json", "json"),
    "text": (as_text, "text/plain; charset=utf-8", "txt"),
}


def own_data(request: ActorRequest) -> HttpResponse:
    whom = whom_of(request.actor)
    own = DataRequest.objects.filter(account__in=whom.accounts).order_by("-received_on", "-pk")
    context = {
        "sections": held_about(whom, at_most=A_FEW),
        "requests": own[:A_FEW],
        "may_be_withdrawn": [*REQUEST.moves["withdraw"].sources],
    }
    return render(request, "journeys/data/own.html", context)


def download(request: ActorRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    write, content_type, ending = FORMS[form]
    day = today()
    answer = HttpResponse(write(held_about(whom_of(request.actor)), on=day), content_type)
    answer["Content-Disposition"] = f'attachment; filename="my-data-{day:%Y-%m-%d}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer


def held(request: ActorRequest, pk: int) -> HttpResponse:
    """What would be attached to the answer, looked through first."""
    request.actor.must(Permission.DATA_REQUEST_ANSWER)
    asked = get_object_or_404(
        DataRequest.objects.visible_to(request.actor).exclude(state=RequestState.WITHDRAWN), pk=pk
    )
    context = {"asked": asked, "sections": held_about(whom_of_request(asked))}
    return render(request, "journeys/data/held.html", context)
