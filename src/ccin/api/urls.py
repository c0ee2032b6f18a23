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
    path("data/projects.csv", views.projects_csv, name="projects_csv"),
    path("data/projects.json", views.projects_json, name="projects_json"),
    path("data/awards.json", views.awards_json, name="awards_json"),
    path("data/awards.csv", views.awards_csv, name="awards_csv"),
    path("data/awards.xlsx", views.awards_xlsx, name="awards_xlsx"),
    path("data/figures.json", views.figures_json, name="figures_json"),
    path("data/authorities.csv", views.authorities_csv, name="authorities_csv"),
    path("data/published-figures.csv", views.snapshots_csv, name="snapshots_csv"),
]
