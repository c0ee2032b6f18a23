"""Tools written together, syntheses and packs."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
