from django.urls import path

from ccin.outbox.views import letters as views

app_name = "outbox"
urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/resend/", views.resend, name="resend"),
]
