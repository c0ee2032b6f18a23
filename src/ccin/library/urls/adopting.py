"""Adopting, saved searches, and what is counted of use."""

from django.urls import URLPattern, path

from ccin.library.views import adopting, searches, travels, uses

patterns: list[URLPattern] = [
    path("library/what-travels/", travels.what_travels, name="what_travels"),
    path("library/<slug:slug>/adopt/", adopting.adopt, name="adopt"),
    path("adoptions/", adopting.adoptions, name="adoptions"),
    path("adoptions/<int:pk>/", adopting.adoption, name="adoption"),
    path("adoptions/<int:pk>/stop/", adopting.stop, name="stop_adoption"),
    path("adoptions/<int:pk>/withdraw/", adopting.withdraw, name="withdraw_adoption"),
    path("adoptions/<int:pk>/outcome/", adopting.outcome, name="tell_outcome"),
    path("searches/", searches.searches, name="searches"),
    path("searches/save/", searches.save, name="save_search"),
    path("searches/<int:pk>/run/", searches.run, name="run_search"),
    path("searches/<int:pk>/rename/", searches.rename, name="rename_search"),
    path("searches/<int:pk>/stop/", searches.stop, name="stop_search"),
    path("library-use/", uses.use, name="use"),
    path("library-use/<slug:show>/", uses.use, name="use_of"),
    path("library-use/<slug:show>.csv", uses.use_as_csv, name="use_as_csv"),
]
