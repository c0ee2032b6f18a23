from django.urls import path

from ccin.governance.views import bodies, decisions, matters, procedures

app_name = "governance"
urlpatterns = [
    path("matters/", matters.matters, name="matters"),
    path("matters/<int:pk>/ask/", matters.ask, name="ask"),
    path("matters/<int:pk>/interest/", matters.declare, name="declare"),
    path("matters/<int:pk>/dispensation/", matters.dispensation, name="dispensation"),
    path("matters/<int:pk>/vote/", procedures.open_one, name="open_procedure"),
    path("procedures/<int:pk>/", procedures.procedure, name="procedure"),
    path("procedures/<int:pk>/stop/", procedures.stop, name="stop_procedure"),
    path("interests/", matters.interests, name="interests"),
    path("interests/<int:pk>/take-back/", matters.take_back_interest, name="take_back_interest"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:slug>/", bodies.body, name="body"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<slug:number>/", decisions.decision, name="decision"),
]
