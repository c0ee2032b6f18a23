"""Finding and reading: open to everyone where the resource is."""

from django.urls import URLPattern, path

from ccin.library import feeds
from ccin.library.views import citing, finding, reading

patterns: list[URLPattern] = [
    path("library/", finding.search, name="search"),
    path("feeds/library.xml", feeds.library, name="feed"),
    path("library/themes/<slug:slug>/", finding.theme, name="theme"),
    path("r/<int:pk>/", reading.short, name="short"),
    path("library/<slug:slug>.pdf", reading.paper, name="resource_pdf"),
    path("library/<slug:slug>.bib", citing.bibtex, name="bibtex"),
    path("library/<slug:slug>.ris", citing.ris, name="ris"),
    path("library/<slug:slug>/releases/<int:number>/", reading.release, name="release"),
    path("library/<slug:slug>/files/<int:pk>/", reading.file, name="file"),
    path("library/<slug:slug>/", reading.resource, name="resource"),
]
