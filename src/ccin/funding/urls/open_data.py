"""Awards as open data, and feeds."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
