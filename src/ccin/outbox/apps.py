from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "ccin.outbox"
    label = "outbox"
