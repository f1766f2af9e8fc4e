from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "apps.wellbeing"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import navigation

        navigation.register(
            navigation.Entry("Wellbeing", "wellbeing:index", Permission.VIEW_RESULTS, order=15)
        )
