from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "ccin.design"
    label = "design"
