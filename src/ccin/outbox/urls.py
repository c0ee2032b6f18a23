from django.urls import path

from ccin.outbox.views import letters as views
from ccin.outbox.views import stopping

app_name = "outbox"
urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/resend/", views.resend, name="resend"),
    path("e-mail/stop/<str:token>/", stopping.stop, name="stop"),
]
