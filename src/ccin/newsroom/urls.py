from django.urls import URLPattern, path

from ccin.newsroom import feeds
from ccin.newsroom.views import archive, issues, items

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
    path("updates/write/<int:pk>/add/", items.add, name="add_item"),
    path("updates/write/<int:pk>/<int:item>/", items.change, name="change_item"),
    path("updates/write/<int:pk>/<int:item>/include/", items.include, name="include_item"),
    path("updates/write/<int:pk>/<int:item>/move/", items.move, name="move_item"),
    path("updates/write/<int:pk>/<int:item>/remove/", items.remove, name="remove_item"),
    path("updates/<slug:month>/", archive.issue, name="issue"),
    path("updates/<slug:month>/<slug:slug>/", archive.item, name="item"),
    path("updates/<slug:month>/<slug:slug>/picture/", archive.item_picture, name="item_picture"),
]
