"""The framework's bare minimum page, for comparison: one view, one template, no database."""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

settings.configure(
    SECRET_KEY="of-no-use",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"page.html": "<!doctype html><title>{{ word }}</title><p>{{ word }}"},
                    )
                ]
            },
        }
    ],
)


def show(request: HttpRequest) -> HttpResponse:
    return render(request, "page.html", {"word": os.environ.get("WORD", "Hello")})


urlpatterns = [path("", show)]

import django  # noqa: E402 - after the settings

django.setup()
application = WSGIHandler()
