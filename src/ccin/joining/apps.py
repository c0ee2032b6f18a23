from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "ccin.joining"
    label = "joining"
