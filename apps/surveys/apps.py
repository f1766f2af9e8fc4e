from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "apps.surveys"

    def ready(self):
        from . import handlers  # noqa: F401 - registers them
