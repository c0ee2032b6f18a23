"""Checking, marking and moderating bids, and their presentation."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
