"""The map and the figures, each as on any day, with what is behind them."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ccin.kernel.clock import today
from ccin.members.models import Snapshot
from ccin.members.reads.figures import Figures
from ccin.members.reads.figures import figures as figures_on
from ccin.website.forms import ChooseDayForm
from ccin.website.reads.figures import (
    as_of,
    figure_page,
    growth,
    shown_figures,
    snapshot_rows,
    why_they_differ,
)
from ccin.website.reads.map import council_map
from ccin.website.reads.network import records_begin_after
from ccin.website.views.kept import kept_for_visitors


def _day_form(request: HttpRequest) -> ChooseDayForm:
    return ChooseDayForm(request.GET if "on" in request.GET else None)


@kept_for_visitors
def council_map_page(request: HttpRequest) -> HttpResponse:
    """Days to come are shown too: the register knows of councils that are planned."""
    form = _day_form(request)
    day = (form.cleaned_data["on"] if form.is_valid() else None) or today()
    shown = council_map(day)
    context = {
        "form": form,
        "map": shown,
        "is_today": day == today(),
        "begins": None if shown.has_members else records_begin_after(day),
    }
    return render(request, "website/map.html", context)


@kept_for_visitors
def figures(request: HttpRequest) -> HttpResponse:
    form = _day_form(request)
    live = figures_on(as_of(form.cleaned_data["on"] if form.is_valid() else None, today()))
    snapshots = list(Snapshot.objects.all())
    shown = shown_figures(live)
    context = {
        "form": form,
        "live": live,
        "begins": _begins(live),
        "shown": shown,
        "differs": [one for one in shown if one.differs],
        "why_different": why_they_differ(shown),
        "chart": growth(live, snapshots),
        "snapshots": snapshot_rows(snapshots),
    }
    return render(request, "website/figures.html", context)


@kept_for_visitors
def figure(request: HttpRequest, key: str) -> HttpResponse:
    form = _day_form(request)
    live = figures_on(as_of(form.cleaned_data["on"] if form.is_valid() else None, today()))
    page = figure_page(live, key)
    if page is None:
        raise Http404
    context = {"form": form, "page": page, "begins": _begins(live)}
    return render(request, "website/figure.html", context)


def _begins(live: Figures) -> date | None:
    return None if live.counted else records_begin_after(live.on)
