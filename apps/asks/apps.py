from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "apps.asks"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation

        from . import chapter, needs

        # Everybody else comes from the reports, so that the row of sections stays one line.
        navigation.register(
            navigation.Entry("Asks", "asks:list", Permission.WRITE_ASKS, order=50, group="Manage")
        )
        navigation.register(
            navigation.Entry(
                "Asks", "area_asks:list", Permission.VIEW_ICS, order=30, where=navigation.Where.AREA
            )
        )
        contributions.network_needs.register(needs.needs)
        contributions.network_news.register(needs.news)
        contributions.area_needs.register(needs.area_needs)
        chapters.report_chapters.register("asks", chapter.asks)
