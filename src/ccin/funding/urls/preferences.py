"""Preferences put through a rule of allocation, as advice."""

from django.urls import URLPattern, path

from ccin.funding.views import preferences

patterns: list[URLPattern] = [
    path("funding/rounds/<slug:slug>/preferences/", preferences.browse, name="preferences"),
    path("funding/preferences/<int:pk>/", preferences.show, name="preference_run"),
    path("funding/preferences/<int:pk>/match/", preferences.match, name="match_preferences"),
    path("funding/preferences/<int:pk>/show/", preferences.reveal, name="show_preferences"),
]
