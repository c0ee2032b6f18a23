from django.urls import path

from ccin.joining import views

app_name = "joining"
urlpatterns = [
    path("contact/enquiry/", views.enquire, name="enquire"),
    path("contact/enquiry/thank-you/", views.thanks, name="thanks"),
    path("enquiries/", views.browse, name="browse"),
    path("enquiries/add/", views.add, name="add"),
    path("enquiries/<int:pk>/", views.show, name="show"),
    path("enquiries/<int:pk>/take/", views.take, name="take"),
    path("enquiries/<int:pk>/plan/", views.plan, name="plan"),
    path("enquiries/<int:pk>/answer/", views.answer, name="answer"),
    path("enquiries/<int:pk>/close/", views.close, name="close"),
]
