"""Agreements, milestones, payments and outputs of projects."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
