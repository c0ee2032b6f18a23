from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ccin.accounts"
    label = "accounts"
