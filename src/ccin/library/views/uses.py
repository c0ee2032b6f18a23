"""The page of use, for staff: five tables by period, each also as a spreadsheet."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.library.forms.uses import PeriodForm
from ccin.library.reads.uses import SHOWN, Table, counted_since, table
from ccin.library.rules.uses import period_begins
from ccin.members.exports import as_csv

A_PAGE = 50
MOST_IN_A_SPREADSHEET = 10_000


def use(request: ActorRequest, show: str = "read") -> HttpResponse:
    request.actor.must(Permission.LIBRARY_USE_READ)
    form = PeriodForm(request.GET or {"period": "year"})
    shown = _table(show, form)
    page = Paginator(shown.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "show": show,
        "title": SHOWN[show],
        "period": form.chosen(),
        "form": form,
        "table": shown,
        "page": page,
        "lines": shown.lines(list(page.object_list)),
        "counted_since": counted_since(),
        "may_ask": request.actor.may_somewhere(Permission.TOPIC_ASK),
        "may_write": request.actor.may(Permission.RESOURCE_WRITE),
    }
    return render(request, "library/uses/page.html", context)


def use_as_csv(request: ActorRequest, show: str) -> HttpResponse:
    request.actor.must(Permission.LIBRARY_USE_READ)
    shown = _table(show, PeriodForm(request.GET or {"period": "year"}))
    lines = shown.lines(list(shown.rows[:MOST_IN_A_SPREADSHEET]))
    headings = [str(SHOWN[show]), *shown.headings, _("Note")]
    cells = ((line.what, *map(str, line.numbers), line.note) for line in lines)
    rows = (dict(zip(headings, row, strict=True)) for row in cells)
    answer = HttpResponse(as_csv(rows, headings), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="library-{show}.csv"'
    return answer


def _table(show: str, form: PeriodForm) -> Table:
    if show not in SHOWN:
        raise Http404
    return table(show, period_begins(form.chosen(), today=today()))
