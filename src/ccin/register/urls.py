from django.urls import path

from ccin.register import views

app_name = "register"
urlpatterns = [
    path("register/", views.authorities, name="authorities"),
    path("register/import/", views.bring_in, name="import"),
    path("register/import/apply/", views.apply_import, name="apply_import"),
    path("register/changes/", views.changes, name="changes"),
    path("register/changes/add/", views.add_change, name="add_change"),
    path("register/holidays/", views.holidays, name="holidays"),
    path("register/holidays/add/", views.add_day, name="add_holiday"),
    path("register/holidays/<int:pk>/remove/", views.remove_day, name="remove_holiday"),
    path("register/authorities/<slug:key>/", views.authority, name="authority"),
    path("register/authorities/<slug:key>/correct/", views.correct, name="correct"),
    path("register/authorities/<slug:key>/names/add/", views.name_it, name="add_name"),
    path("register/authorities/<slug:key>/control/", views.control, name="control"),
    path("register/names/<int:pk>/remove/", views.forget_name, name="remove_name"),
]
