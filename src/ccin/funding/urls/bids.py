"""Writing and submitting bids."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
