from django.urls import path

from ccin.accounts.views import links
from ccin.accounts.views import roles as views

app_name = "accounts"
urlpatterns = [
    path("sign-in/link/<str:token>/", links.link, name="link"),
    path("roles/", views.browse, name="roles"),
    path("roles/add/", views.add, name="add"),
    path("people/<int:pk>/account/", views.add_for, name="add_for"),
    path("roles/<int:pk>/", views.show, name="show"),
    path("roles/<int:pk>/grant/", views.grant, name="grant"),
    path("roles/<int:pk>/end/<int:held>/", views.end, name="end"),
    path("roles/<int:pk>/address/", views.move, name="move"),
    path("roles/<int:pk>/stop/", views.stop, name="stop"),
    path("roles/<int:pk>/restore/", views.restore, name="restore"),
    path("roles/<int:pk>/reset-second-step/", views.reset, name="reset"),
]
