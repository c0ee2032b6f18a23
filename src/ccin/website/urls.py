from django.urls import path

from ccin.website.views import directory

app_name = "website"
urlpatterns = [
    path("members/", directory.members, name="directory"),
    path("members/<slug:slug>/", directory.member, name="member"),
]
