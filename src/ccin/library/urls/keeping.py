"""Staff: import, themes."""

from django.urls import URLPattern, path

from ccin.library.views import imports, themes

patterns: list[URLPattern] = [
    path("themes/", themes.browse, name="themes"),
    path("themes/add/", themes.add, name="theme_add"),
    path("themes/<int:pk>/", themes.change, name="theme_change"),
    path("themes/<int:pk>/merge/", themes.merge, name="theme_merge"),
    path("resources/import/", imports.bring_in, name="import"),
    path("resources/import/template/", imports.list_template, name="import_template"),
    path("resources/import/<int:pk>/", imports.shown, name="import_shown"),
    path("resources/import/<int:pk>/give-up/", imports.give_up, name="import_give_up"),
]
