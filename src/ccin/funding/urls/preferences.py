"""Preferences put through a rule of allocation, as advice."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
