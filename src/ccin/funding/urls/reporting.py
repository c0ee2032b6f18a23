"""Progress of projects, and what is handed in."""

from django.urls import URLPattern, path

from ccin.funding.views import reporting as views

KEEP = "projects/<slug:slug>/keep/"
OUTPUT = f"{KEEP}outputs/<int:pk>/"

patterns: list[URLPattern] = [
    path(f"{KEEP}progress/", views.progress, name="report_progress"),
    path(f"{KEEP}outputs/add/", views.give, name="hand_in_output"),
    path(f"{KEEP}outputs/link/", views.link, name="link_output"),
    path(f"{OUTPUT}again/", views.give_again, name="hand_in_again"),
    path(f"{OUTPUT}accept/", views.accept, name="accept_output"),
    path(f"{OUTPUT}return/", views.give_back, name="return_output"),
    path(f"{OUTPUT}file/", views.output_file, name="output_file"),
]
