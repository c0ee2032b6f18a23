"""Adopting, saved searches, and what is counted of use."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
