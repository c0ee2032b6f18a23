"""The gallery of components."""

from django.urls import path

from ccin.design import views

app_name = "design"
urlpatterns = [path("gallery/", views.gallery, name="gallery")]
