from django.urls import path

from ccin.audit import views

app_name = "audit"
urlpatterns = [path("history/", views.history, name="history")]
