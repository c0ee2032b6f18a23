"""Tools written together, syntheses and packs."""

from django.urls import URLPattern, path

from ccin.library.views import packs

patterns: list[URLPattern] = [
    path("packs/", packs.packs, name="packs"),
    path("packs/manage/", packs.manage_packs, name="manage_packs"),
    path("packs/manage/<int:pk>/", packs.work_pack, name="work_pack"),
    path("packs/manage/<int:pk>/words/", packs.change, name="change_pack"),
    path("packs/manage/<int:pk>/choose/", packs.choose, name="choose_for_pack"),
    path("packs/manage/<int:pk>/cover/", packs.cover, name="cover_pack"),
    path("packs/manage/<int:pk>/cover/remove/", packs.drop_cover, name="uncover_pack"),
    path("packs/manage/<int:pk>/publish/", packs.publish, name="publish_pack"),
    path("packs/manage/<int:pk>/reopen/", packs.reopen, name="reopen_pack"),
    path("packs/manage/<int:pk>/<int:item>/move/", packs.move_item, name="move_in_pack"),
    path("packs/manage/<int:pk>/<int:item>/out/", packs.take_out_item, name="take_out_of_pack"),
    path("packs/<slug:slug>.pdf", packs.pack_pdf, name="pack_pdf"),
    path("packs/<slug:slug>/", packs.pack, name="pack"),
    path("packs/<slug:slug>/cover.jpg", packs.pack_cover, name="pack_cover"),
]
