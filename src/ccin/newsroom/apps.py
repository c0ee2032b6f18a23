from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "ccin.newsroom"
    label = "newsroom"
