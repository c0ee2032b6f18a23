"""What was funded, for everybody."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
