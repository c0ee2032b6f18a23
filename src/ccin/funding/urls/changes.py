"""Changes asked of projects."""

from django.urls import URLPattern, path

from ccin.funding.views import changes as views

patterns: list[URLPattern] = [
    path("projects/<slug:slug>/keep/changes/<slug:kind>/", views.ask_change, name="ask_change"),
    path("projects/changes/<int:pk>/", views.change, name="change"),
    path("projects/changes/<int:pk>/decide/", views.decide, name="decide_change"),
    path("projects/changes/<int:pk>/withdraw/", views.withdraw, name="withdraw_change"),
]
