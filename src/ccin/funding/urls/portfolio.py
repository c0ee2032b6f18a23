"""What was funded, for everybody."""

from django.urls import URLPattern, path

from ccin.funding.views import portfolio

patterns: list[URLPattern] = [
    path("projects/", portfolio.browse, name="projects"),
    path("projects/timeline/", portfolio.timeline, name="timeline"),
    path("projects/partnerships/", portfolio.partnerships, name="partnerships"),
    path("projects/money/", portfolio.money, name="money"),
    path("projects/<slug:slug>/outputs/<int:pk>/", portfolio.output, name="project_output"),
    path("projects/<slug:slug>/", portfolio.show, name="project"),
]
