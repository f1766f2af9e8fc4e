from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "apps.maturity"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation, topics

        from . import chapter, holding, needs, topic

        navigation.register(navigation.Entry("Maturity", "maturity:index", Permission.VIEW_NETWORK, order=30))
        navigation.register(
            navigation.Entry(
                "Support", "area_support:list", Permission.VIEW_ICS, order=40, where=navigation.Where.AREA
            )
        )
        contributions.network_needs.register(needs.needs)
        contributions.area_needs.register(needs.area_needs)
        contributions.person_holdings.register(holding.holdings)
        contributions.personal_data.register(holding.RECORDS)
        chapters.report_chapters.register("maturity", chapter.maturity)
        topics.topics.register(topic.KIND, topic.resolve, "Maturity")
        topics.threads.register(topic.told)
