from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "ccin.files"
    verbose_name = "Files"
