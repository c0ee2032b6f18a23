"""Funding's addresses: money and decisions under /funding/, what came of it under /projects/."""

from django.urls import URLPattern

from ccin.funding.urls import (
    assessing,
    bids,
    changes,
    deciding,
    ideas,
    letters,
    open_data,
    partners,
    portfolio,
    preferences,
    projects,
    reporting,
    rounds,
)

app_name = "funding"
urlpatterns: list[URLPattern] = [
    *ideas.patterns,
    *rounds.patterns,
    *bids.patterns,
    *partners.patterns,
    *assessing.patterns,
    *deciding.patterns,
    *letters.patterns,
    *projects.patterns,
    *reporting.patterns,
    *changes.patterns,
    *open_data.patterns,
    *preferences.patterns,
    *portfolio.patterns,  # ends with /projects/<slug>/, so it stays last
]
