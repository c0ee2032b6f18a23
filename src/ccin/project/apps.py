from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "ccin.project"
    label = "project"

    def ready(self) -> None:
        from ccin.project import checks  # noqa: F401 - registers them
