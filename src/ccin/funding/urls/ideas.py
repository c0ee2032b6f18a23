"""Work areas."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
