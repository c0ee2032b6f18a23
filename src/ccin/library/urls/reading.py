"""Finding and reading: open to everyone where the resource is."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
