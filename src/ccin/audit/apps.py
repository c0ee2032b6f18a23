from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ccin.audit"
    label = "audit"
