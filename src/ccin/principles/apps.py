from django.apps import AppConfig


class PrinciplesConfig(AppConfig):
    name = "ccin.principles"
    label = "principles"
