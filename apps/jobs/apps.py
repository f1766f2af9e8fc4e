from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "apps.jobs"

    def ready(self):
        from . import handlers  # noqa: F401 - registers them
