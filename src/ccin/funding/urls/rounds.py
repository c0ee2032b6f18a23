"""Rounds, their rules and the calls that everybody reads."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
