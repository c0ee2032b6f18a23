"""What can be taken away from the figures: a table, JSON."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from ccin.kernel.clock import today
from ccin.members.reads.figures import Figures
from ccin.members.reads.figures import figures as figures_on
from ccin.members.rules.figures import KEYS
from ccin.website.exports import as_csv, as_json
from ccin.website.forms import ChooseDayForm
from ccin.website.reads.figures import as_of


def figure_csv(request: HttpRequest, key: str) -> HttpResponse:
    live = _live(request, key)
    answer = HttpResponse(as_csv(live, key), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-{live.on:%Y-%m-%d}.csv"'
    return answer


def figure_json(request: HttpRequest, key: str) -> HttpResponse:
    return JsonResponse(as_json(_live(request, key), key), json_dumps_params={"indent": 1})


def _live(request: HttpRequest, key: str) -> Figures:
    if key not in KEYS:
        raise Http404
    form = ChooseDayForm(request.GET)
    return figures_on(as_of(form.cleaned_data["on"] if form.is_valid() else None, today()))
