from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "ccin.api"
    label = "api"
