from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "apps.overview"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import navigation

        from . import handlers  # noqa: F401 - registers the job

        navigation.register(
            navigation.Entry(
                "Overview", "area_overview:latest", Permission.VIEW_ICS, order=15, where=navigation.Where.AREA
            )
        )
