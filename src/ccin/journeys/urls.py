from django.urls import path

from ccin.journeys.views import erasing, merging, reorganisation

app_name = "journeys"
urlpatterns = [
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
]
