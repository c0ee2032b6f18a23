"""Root URLs: each room's addresses under its own word."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
