from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "ccin.texts"
    verbose_name = "Texts"
