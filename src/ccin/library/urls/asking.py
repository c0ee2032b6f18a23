"""Asking the network."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
