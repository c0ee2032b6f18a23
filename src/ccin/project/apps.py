from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "ccin.project"
    label = "project"
