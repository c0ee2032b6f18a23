"""Rounds, their rules and the calls that everybody reads."""

from django.urls import URLPattern, path

from ccin.funding.views import rounds

patterns: list[URLPattern] = [
    path("funding/", rounds.home, name="home"),
    path("funding/rounds/<slug:slug>/", rounds.show, name="round"),
]
