from django.urls import path

from ccin.governance.views import bodies, concerns, decisions, keeping, matters, procedures

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
    path("bodies/add/", keeping.add_body, name="add_body"),
    path("bodies/<slug:slug>/", bodies.body, name="body"),
    path("bodies/<slug:slug>/keep/", keeping.keep_body, name="keep_body"),
    path("bodies/<slug:slug>/correct/", keeping.correct_body, name="correct_body"),
    path("bodies/<slug:slug>/terms/add/", keeping.adopt_terms, name="adopt_terms"),
    path("bodies/<slug:slug>/powers/add/", keeping.give_power, name="give_power"),
    path("bodies/<slug:slug>/seats/add/", keeping.add_seat, name="add_seat"),
    path("clauses/<int:pk>/correct/", keeping.correct_clause, name="correct_clause"),
    path("powers/<int:pk>/end/", keeping.end_power, name="end_power"),
    path("seats/<int:pk>/end/", keeping.end_seat, name="end_seat"),
    path("seats/<int:pk>/fill/", keeping.fill_seat, name="fill_seat"),
    path("seats/<int:pk>/fill/<int:person>/", keeping.appoint, name="appoint"),
    path("appointments/<int:pk>/end/", keeping.end_appointment, name="end_appointment"),
    path("appointments/<int:pk>/office/", keeping.change_office, name="change_office"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/raise/", concerns.raise_one, name="raise_concern"),
    path("concerns/<int:pk>/", concerns.concern, name="concern"),
    path("concerns/<int:pk>/acknowledge/", concerns.acknowledge, name="acknowledge_concern"),
    path("concerns/<int:pk>/recommend/", concerns.recommend, name="recommend_on_concern"),
    path("concerns/<int:pk>/decide/", concerns.decide, name="decide_concern"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<slug:number>/", decisions.decision, name="decision"),
]
