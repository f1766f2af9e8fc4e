from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "apps.desk"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation

        from . import (
            handlers,  # noqa: F401 - registers the jobs
            needs,
        )

        for text, name, order in (("Networks", "ics:networks", 10), ("Collections", "ics:batches", 15)):
            navigation.register(
                navigation.Entry(text, name, Permission.VIEW_ICS, order=order, where=navigation.Where.AREA)
            )
        contributions.network_needs.register(needs.needs)
        contributions.area_needs.register(needs.area_needs)
