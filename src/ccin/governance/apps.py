from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "ccin.governance"
    verbose_name = "Governance"
