"""Changes asked of projects."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
