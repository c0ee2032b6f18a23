from django.urls import path

from ccin.principles import views

app_name = "principles"
urlpatterns = [
    path("organisations/<int:pk>/self-assessment/", views.show, name="show"),
    path("organisations/<int:pk>/self-assessment/take/", views.take, name="take"),
    path(
        "organisations/<int:pk>/self-assessment/<int:assessment>/correct/",
        views.correct,
        name="correct",
    ),
]
