from django.urls import path

from ccin.api import views

app_name = "api"
urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/api/", views.docs, name="docs"),
    path("data/members.csv", views.members_csv, name="members_csv"),
    path("data/members.json", views.members_json, name="members_json"),
    path("data/library.csv", views.resources_csv, name="resources_csv"),
    path("data/library.json", views.resources_json, name="resources_json"),
    path("data/figures.json", views.figures_json, name="figures_json"),
    path("data/authorities.csv", views.authorities_csv, name="authorities_csv"),
    path("data/published-figures.csv", views.snapshots_csv, name="snapshots_csv"),
]
