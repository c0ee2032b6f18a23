from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "ccin.funding"
    label = "funding"
