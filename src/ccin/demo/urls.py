"""Addresses that only a demonstration has: `project.urls` leaves them out everywhere else."""

from django.urls import path

from ccin.demo import views

app_name = "demo"
urlpatterns = [path("demo/sign-in/", views.sign_in, name="sign_in")]
