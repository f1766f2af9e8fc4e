from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "apps.scorecard"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation

        from .needs import needs

        navigation.register(
            navigation.Entry("Scorecard", "scorecard:list", Permission.VIEW_RESULTS, order=10)
        )
        contributions.register_network_needs(needs)
