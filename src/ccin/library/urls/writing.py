"""Writing, checking and publishing."""

from django.urls import URLPattern, path

from ccin.library.views import writing

patterns: list[URLPattern] = [
    path("resources/<int:pk>/", writing.work, name="work"),
]
