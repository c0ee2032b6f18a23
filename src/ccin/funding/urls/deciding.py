"""Recommending and deciding on bids."""

from django.urls import URLPattern, path

from ccin.funding.views import deciding

patterns: list[URLPattern] = [
    path("funding/rounds/<slug:slug>/decisions/", deciding.decisions, name="decisions"),
    path("funding/bids/<int:pk>/recommend/", deciding.recommend, name="recommend_on_bid"),
    path("funding/bids/<int:pk>/decide/", deciding.decide, name="decide_bid"),
    path("funding/bids/<int:pk>/vote/", deciding.vote, name="vote_on_bid"),
]
