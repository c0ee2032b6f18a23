from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "ccin.discussion"
    verbose_name = "Discussion"
