"""Writing, checking and publishing."""

from django.urls import URLPattern, path

from ccin.library.views import describing, publishing, writing

patterns: list[URLPattern] = [
    path("resources/", publishing.resources, name="resources"),
    path("resources/new/", writing.start, name="start"),
    path("resources/new/<slug:way>/", writing.start_by, name="start_by"),
    path("resources/<int:pk>/", writing.work, name="work"),
    path("resources/<int:pk>/sections/new/", writing.add_section, name="add_section"),
    path("resources/<int:pk>/sections/sort/", writing.sort, name="sort"),
    path("resources/<int:pk>/sections/<int:section>/", writing.section, name="section"),
    path("resources/<int:pk>/sections/<int:section>/pen/", writing.take, name="take_pen"),
    path("resources/<int:pk>/sections/<int:section>/stop/", writing.put_down, name="put_down"),
    path(
        "resources/<int:pk>/sections/<int:section>/versions/",
        writing.section_versions,
        name="versions",
    ),
    path("resources/<int:pk>/about/", describing.describe, name="describe"),
    path("resources/<int:pk>/principles/", describing.principles, name="principles"),
    path("resources/<int:pk>/files/", describing.files, name="files"),
    path("resources/<int:pk>/files/<int:file>/", describing.open_file, name="open_file"),
    path("resources/<int:pk>/files/<int:file>/title/", describing.rename, name="rename_file"),
    path("resources/<int:pk>/files/<int:file>/remove/", describing.take_away, name="remove_file"),
    path("resources/<int:pk>/partners/", describing.partners, name="partners"),
    path(
        "resources/<int:pk>/partners/<int:partner>/remove/",
        describing.drop_partner,
        name="drop_partner",
    ),
    path("resources/<int:pk>/preview/", writing.preview, name="preview"),
    path("resources/<int:pk>/submit/", publishing.submit, name="submit"),
    path("resources/<int:pk>/return/", publishing.give_back, name="give_back"),
    path("resources/<int:pk>/note/", publishing.ask_about_it, name="note"),
    path("resources/<int:pk>/check/", publishing.check, name="check"),
    path("resources/<int:pk>/publish/", publishing.publish, name="publish"),
    path("resources/<int:pk>/offer/", publishing.offer, name="offer_changes"),
    path("resources/<int:pk>/review/", publishing.review, name="review"),
    path("resources/<int:pk>/archive/", publishing.archive, name="archive"),
    path("resources/<int:pk>/take-down/", publishing.take_down, name="take_down"),
    path("resources/<int:pk>/discard/", publishing.discard, name="discard"),
]
