from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "ccin.work"
    label = "work"
