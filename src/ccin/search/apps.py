from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "ccin.search"
    verbose_name = "Search"
