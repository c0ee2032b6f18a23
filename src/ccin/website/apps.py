from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "ccin.website"
    label = "website"
