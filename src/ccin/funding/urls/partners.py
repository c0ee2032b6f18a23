"""Partners: invited, confirmed, looked for."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
