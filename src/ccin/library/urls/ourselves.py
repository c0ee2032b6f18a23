"""A council looks at itself."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
