"""Tools written together, syntheses and packs."""

from django.urls import URLPattern, path

from ccin.library.views import maintaining, packs, releases, syntheses, together

working: list[URLPattern] = [
    path("together/", together.together, name="together"),
    path("together/<int:pk>/", together.working, name="working"),
    path("together/<int:pk>/open/", together.open_working, name="open_working"),
    path("together/<int:pk>/close/", together.close_working, name="close_working"),
    path("together/<int:pk>/proposals/", together.proposals, name="proposals"),
    path("together/<int:pk>/<int:section>/propose/", together.propose, name="propose"),
    path("together/<int:pk>/<int:section>/comment/", together.comment, name="comment"),
    path("together/<int:pk>/settle/<int:comment>/", together.settle, name="settle_comment"),
    path("together/proposals/<int:pk>/", together.proposal, name="proposal"),
    path("together/proposals/<int:pk>/answer/", together.answer, name="answer_proposal"),
    path("together/proposals/<int:pk>/discuss/", together.discuss, name="discuss_proposal"),
    path("together/proposals/<int:pk>/withdraw/", together.withdraw, name="withdraw_proposal"),
    path("together/proposals/<int:pk>/renew/", together.renew, name="renew_proposal"),
    path("together/<int:pk>/sections/", maintaining.sections_page, name="sections"),
    path("together/<int:pk>/<int:section>/name/", maintaining.rename, name="rename_section"),
    path("together/<int:pk>/<int:section>/move/", maintaining.move, name="move_section"),
    path("together/<int:pk>/<int:section>/remove/", maintaining.remove, name="remove_section"),
    path("together/<int:pk>/removed/<int:removed>/", maintaining.bring_back, name="bring_back"),
    path("together/<int:pk>/maintainers/", maintaining.maintainers, name="maintainers"),
    path(
        "together/<int:pk>/maintainers/<int:partner>/stop/",
        maintaining.stop,
        name="stop_maintaining",
    ),
    path(
        "together/<int:pk>/invited/<int:invitation>/",
        maintaining.uninvite,
        name="uninvite_maintainer",
    ),
    path(
        "together/invitations/<int:pk>/",
        maintaining.maintainer_invitation,
        name="maintainer_invitation",
    ),
    path("together/<int:pk>/changes/", maintaining.changes, name="changes"),
    path("together/<int:pk>/cited/", syntheses.citations, name="citations"),
    path("together/<int:pk>/cited/<int:citation>/", syntheses.learned, name="learned"),
    path("together/<int:pk>/cited/<int:citation>/move/", syntheses.move, name="move_citation"),
    path("together/<int:pk>/cited/<int:citation>/out/", syntheses.leave_out, name="cite_no_more"),
    path("library/<slug:slug>/releases/", releases.releases, name="releases"),
    path("library/<slug:slug>/compare/", releases.compare, name="compare"),
]
patterns: list[URLPattern] = [
    *working,
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
