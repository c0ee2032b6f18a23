"""The gallery: every component on one page, for people who build pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ccin.design.samples import SampleForm


def gallery(request: HttpRequest) -> HttpResponse:
    wrong = SampleForm({"fee": "a lot", "ends_on_day": "31", "ends_on_month": "2"})
    return render(request, "design/gallery.html", {"form": wrong})
