"""Progress and claims of projects."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
