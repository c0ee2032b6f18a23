from django.urls import path

from ccin.journeys.views import (
    data_requests,
    erasing,
    merging,
    not_reached,
    own_data,
    people,
    plans,
    receiving,
    reorganisation,
    retention,
)

app_name = "journeys"
urlpatterns = [
    path("e-mail/arrived/", receiving.receive, name="receive"),
    path("letters/not-reached/", not_reached.not_reached, name="not_reached"),
    path(
        "letters/not-reached/<int:pk>/again/",
        not_reached.send_to_address_again,
        name="send_to_address_again",
    ),
    path("letters/not-reached/<int:pk>/seen/", not_reached.have_looked, name="have_looked"),
    path("letters/arrived/", not_reached.arrived, name="arrived"),
    path("letters/arrived/<int:pk>/settle/", not_reached.settle, name="settle"),
    path("my/data/", own_data.own_data, name="own_data"),
    path("my/data/download/<str:form>/", own_data.download, name="download_own_data"),
    path("my/data/ask/", data_requests.ask, name="ask_about_data"),
    path("my/data/asked/", data_requests.asked, name="asked"),
    path("my/data/ask/<str:token>/", data_requests.confirm, name="confirm_data_request"),
    path("my/data/requests/<int:pk>/withdraw/", data_requests.withdraw, name="withdraw_request"),
    path("retention/", retention.retention, name="retention"),
    path("data-requests/", data_requests.browse, name="data_requests"),
    path("data-requests/add/", data_requests.add, name="add_data_request"),
    path("data-requests/<int:pk>/", data_requests.show, name="data_request"),
    path("data-requests/<int:pk>/held/", own_data.held, name="data_request_held"),
    path("data-requests/<int:pk>/<str:step>/", data_requests.step, name="data_request_step"),
    path("organisations/<int:pk>/people/", people.our_people, name="our_people"),
    path("organisations/<int:pk>/hand-over/", people.hand_on, name="hand_over"),
    path("organisations/<int:pk>/merge/", merging.find_organisation, name="find_organisation"),
    path(
        "organisations/<int:pk>/merge/<int:other>/",
        merging.merge_organisation,
        name="merge_organisation",
    ),
    path("organisations/<int:pk>/council/", reorganisation.move_council, name="move_council"),
    path("organisations/reorganisation/", reorganisation.reorganisation, name="reorganisation"),
    path("memberships/<int:pk>/pass-on/", reorganisation.pass_on, name="pass_on"),
    path("people/<int:pk>/erase/", erasing.erase, name="erase"),
    path("people/<int:pk>/merge/", merging.find_person, name="find_person"),
    path("people/<int:pk>/merge/<int:other>/", merging.merge_person, name="merge_person"),
    path("organisations/reorganisation/plan/<int:event>/", plans.plan, name="plan"),
    path("organisations/reorganisation/plan/<int:event>/begin/", plans.begin, name="begin_plan"),
    path(
        "organisations/reorganisation/plan/<int:event>/discard/", plans.discard, name="discard_plan"
    ),
    path(
        "organisations/reorganisation/plan/<int:event>/confirm/", plans.confirm, name="confirm_plan"
    ),
    path("organisations/reorganisation/plan/<int:event>/<str:step>/", plans.step, name="plan_step"),
]
