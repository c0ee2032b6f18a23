from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "ccin.library"
    verbose_name = "Library"
