from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "apps.wellbeing"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation

        from . import owed, response_handlers  # noqa: F401 - handlers register themselves

        navigation.register(
            navigation.Entry("Wellbeing", "wellbeing:index", Permission.VIEW_RESULTS, order=15)
        )
        contributions.network_needs.register(owed.needs)
        contributions.network_news.register(owed.news)
