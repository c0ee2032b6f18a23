from django.urls import path

from ccin.work import views

app_name = "work"
urlpatterns = [path("jobs/", views.jobs, name="jobs")]
