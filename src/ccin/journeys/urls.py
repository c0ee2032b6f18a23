from django.urls import path

from ccin.journeys.views import erasing, merging, people, plans, reorganisation

app_name = "journeys"
urlpatterns = [
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
