"""The gallery: every component on one page, for people who build pages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ccin.design import samples


def gallery(request: HttpRequest) -> HttpResponse:
    context = {
        "form": samples.wrong_form(),
        "filter_form": samples.FilterForm(request.GET or None, auto_id="filter_%s"),
        "tiles": samples.island(),
        "ways": samples.ways(),
        "legend": samples.legend(),
        "rows": samples.rows(),
        "growth": samples.growth(),
        "page": Paginator(range(240), 20).page(5),
    }
    return render(request, "design/gallery.html", context)
