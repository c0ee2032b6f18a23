from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "ccin.members"
    label = "members"
