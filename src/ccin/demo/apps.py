from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ccin.demo"
    label = "demo"
