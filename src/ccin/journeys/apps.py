from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "ccin.journeys"
    label = "journeys"
