from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "apps.reports"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation

        from . import handlers  # noqa: F401 - registers the job
        from .queries import needs

        navigation.register(navigation.Entry("Reports", "reports:list", Permission.VIEW_REPORTS, order=40))
        contributions.register_network_needs(needs)
