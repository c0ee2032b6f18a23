"""Writing, checking and publishing."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
