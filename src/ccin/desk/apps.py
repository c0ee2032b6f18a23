from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "ccin.desk"
    label = "desk"
