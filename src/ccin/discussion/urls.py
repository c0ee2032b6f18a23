"""Groups and their topics."""

from django.urls import URLPattern, path

from ccin.discussion.views import groups, topics

app_name = "discussion"
urlpatterns: list[URLPattern] = [
    path("groups/", groups.browse, name="groups"),
    path("groups/topics/<int:pk>/", topics.show, name="topic"),
    path("groups/topics/<int:pk>/files/<int:file>/", topics.topic_file, name="topic_file"),
    path("groups/<slug:slug>/", groups.show, name="group"),
    path("groups/<slug:slug>/people/", groups.people, name="group_people"),
]
