"""A council looks at itself."""

from django.urls import URLPattern, path

from ccin.library.views import ourselves

patterns: list[URLPattern] = [
    path("organisations/<int:pk>/progress/", ourselves.ourselves, name="ourselves"),
    path(
        "organisations/<int:pk>/progress/<int:assessment>/publish/",
        ourselves.publish,
        name="publish_assessment",
    ),
    path(
        "organisations/<int:pk>/progress/<int:assessment>/withdraw/",
        ourselves.withdraw,
        name="withdraw_assessment",
    ),
]
