"""Recommending and deciding on bids."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
