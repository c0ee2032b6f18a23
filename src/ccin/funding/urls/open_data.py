"""The feed of calls and projects; downloads for programs are beside the others, under /data/."""

from django.urls import URLPattern, path

from ccin.funding import feeds

patterns: list[URLPattern] = [
    path("feeds/funding.xml", feeds.funding, name="feed"),
]
