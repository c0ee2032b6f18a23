from django.urls import URLPattern, path

from ccin.newsroom import feeds
from ccin.newsroom.views import announcements, archive, issue_letters, issues, items

app_name = "newsroom"
urlpatterns: list[URLPattern] = [
    # The Members' Update: what staff write stands before the archive's addresses.
    path("updates/", archive.updates, name="updates"),
    path("updates/feed/", feeds.updates, name="updates_feed"),
    path("updates/write/", issues.write_updates, name="write_updates"),
    path("updates/write/start/", issues.start, name="start_issue"),
    path("updates/write/<int:pk>/", issues.work, name="work_issue"),
    path("updates/write/<int:pk>/gather/", issues.gather_again, name="gather_issue"),
    path("updates/write/<int:pk>/words/", issues.change, name="change_issue"),
    path("updates/write/<int:pk>/preview/", issues.preview, name="preview_issue"),
    path("updates/write/<int:pk>/letter/", issues.letter, name="issue_letter"),
    path("updates/write/<int:pk>/send/", issues.send, name="send_issue"),
    path("updates/write/<int:pk>/discard/", issues.discard, name="discard_issue"),
    path("updates/write/<int:pk>/try/", issue_letters.try_it, name="try_issue"),
    path("updates/write/<int:pk>/people/", issue_letters.people, name="issue_people"),
    path("updates/write/<int:pk>/stop/", issue_letters.stop, name="stop_issue"),
    path("updates/write/<int:pk>/go-on/", issue_letters.go_on, name="go_on_with_issue"),
    path("updates/write/<int:pk>/again/", issue_letters.resend, name="resend_issue"),
    path("updates/write/<int:pk>/add/", items.add, name="add_item"),
    path("updates/write/<int:pk>/<int:item>/", items.change, name="change_item"),
    path("updates/write/<int:pk>/<int:item>/include/", items.include, name="include_item"),
    path("updates/write/<int:pk>/<int:item>/move/", items.move, name="move_item"),
    path("updates/write/<int:pk>/<int:item>/remove/", items.remove, name="remove_item"),
    path("updates/<slug:month>/", archive.issue, name="issue"),
    path("updates/<slug:month>/<slug:slug>/", archive.item, name="item"),
    path("updates/<slug:month>/<slug:slug>/picture/", archive.item_picture, name="item_picture"),
    # Announcements
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/begin/", announcements.begin_announcement, name="begin_announcement"),
    path("announcements/<int:pk>/", announcements.announcement, name="announcement"),
    path("announcements/<int:pk>/copy/", announcements.copy_announcement, name="copy_announcement"),
    path(
        "announcements/<int:pk>/for-whom/",
        announcements.announcement_segment,
        name="announcement_segment",
    ),
    path(
        "announcements/<int:pk>/words/", announcements.announcement_words, name="announcement_words"
    ),
    path(
        "announcements/<int:pk>/preview/",
        announcements.announcement_preview,
        name="announcement_preview",
    ),
    path("announcements/<int:pk>/try/", announcements.try_announcement, name="try_announcement"),
    path("announcements/<int:pk>/send/", announcements.send_announcement, name="send_announcement"),
    path(
        "announcements/<int:pk>/discard/",
        announcements.discard_announcement,
        name="discard_announcement",
    ),
    path("announcements/<int:pk>/stop/", announcements.stop_announcement, name="stop_announcement"),
    path(
        "announcements/<int:pk>/go-on/",
        announcements.go_on_with_announcement,
        name="go_on_with_announcement",
    ),
    path(
        "announcements/<int:pk>/resend/",
        announcements.resend_announcement,
        name="resend_announcement",
    ),
    path(
        "announcements/<int:pk>/people/",
        announcements.announcement_people,
        name="announcement_people",
    ),
]
