"""Groups, their topics, and the work of those who moderate them."""

from django.urls import URLPattern, path

from ccin.discussion.views import belonging, directory, groups, judging, moderating, topics

app_name = "discussion"
TOPIC = "groups/topics/<int:pk>/"
REPLY = f"{TOPIC}replies/<int:post>/"
GROUP = "groups/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path("directory/", directory.browse, name="people"),
    path("directory/me/", directory.own, name="own_profile"),
    path("groups/", groups.browse, name="groups"),
    path("groups/new/", moderating.make, name="make_group"),
    path(TOPIC, topics.show, name="topic"),
    path(f"{TOPIC}files/<int:file>/", topics.topic_file, name="topic_file"),
    path(f"{TOPIC}change/", topics.change_opening, name="change_topic"),
    path(f"{TOPIC}report/", topics.report_opening, name="report_topic"),
    path(f"{TOPIC}mute/", belonging.mute_topic, name="mute_topic"),
    path(f"{TOPIC}remove/", judging.take_away, name="remove_topic"),
    path(f"{TOPIC}close/", judging.close, name="close_topic"),
    path(f"{TOPIC}open/", judging.reopen, name="reopen_topic"),
    path(f"{TOPIC}pin/", judging.pin, name="pin_topic"),
    path(f"{TOPIC}reports/<int:report>/stand/", judging.stand, name="let_stand"),
    path(f"{REPLY}answer/", topics.mark, name="mark_answer"),
    path(f"{REPLY}thanks/", topics.say_thanks, name="say_thanks"),
    path(f"{REPLY}change/", topics.change, name="change_reply"),
    path(f"{REPLY}report/", topics.report_reply, name="report_reply"),
    path(f"{REPLY}remove/", judging.take_away_reply, name="remove_reply"),
    path(GROUP, groups.show, name="group"),
    path(f"{GROUP}people/", groups.people, name="group_people"),
    path(f"{GROUP}begin/", topics.begin, name="begin"),
    path(f"{GROUP}join/", belonging.join, name="join"),
    path(f"{GROUP}leave/", belonging.leave, name="leave"),
    path(f"{GROUP}wish/", belonging.wish, name="wish"),
    path(f"{GROUP}wish/withdraw/", belonging.withdraw, name="withdraw_wish"),
    path(f"{GROUP}read/", belonging.read, name="mark_read"),
    path(f"{GROUP}mute/", belonging.mute_group, name="mute_group"),
    path(f"{GROUP}moderate/", moderating.moderate, name="moderate"),
    path(f"{GROUP}moderate/wishes/<int:pk>/", moderating.wish, name="answer_wish"),
    path(f"{GROUP}moderate/take-in/", moderating.add, name="take_in"),
    path(f"{GROUP}moderate/people/<int:pk>/out/", moderating.remove_person, name="take_out"),
    path(f"{GROUP}moderate/people/<int:pk>/", moderating.moderator, name="make_moderator"),
    path(f"{GROUP}moderate/change/", moderating.change, name="change_group"),
    path(f"{GROUP}moderate/close/", moderating.close, name="close_group"),
]
