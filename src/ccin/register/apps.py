from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "ccin.register"
    label = "register"
