"""Letters about what was decided."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
