from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "apps.surveys"

    def ready(self):
        from apps.core import contributions

        from . import alarms, handlers, personal_data, reading  # noqa: F401 - registers them

        contributions.platform_needs.register(alarms.needs)
        contributions.network_needs.register(reading.needs)
        contributions.personal_data.register(personal_data.RECORDS)
