from django.urls import path

from ccin.desk import views

app_name = "desk"
urlpatterns = [
    path("desk/", views.home, name="home"),
    path("desk/search/", views.search, name="search"),
    path("desk/year-ahead/", views.year_ahead, name="year_ahead"),
    path("desk/year-ahead/dates/", views.deadlines, name="deadlines"),
    path("desk/year-ahead/dates/add/", views.add, name="add_deadline"),
    path("desk/year-ahead/dates/<int:pk>/", views.correct, name="correct_deadline"),
    path("desk/year-ahead/dates/<int:pk>/done/", views.done, name="done"),
    path("desk/year-ahead/dates/<int:pk>/not-done/", views.not_done, name="not_done"),
]
