from django.apps import AppConfig


class PurposeConfig(AppConfig):
    name = "apps.purpose"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation, topics

        from . import chapter, handlers, holding, known, needs, queries, topic  # noqa: F401 - handlers register themselves

        navigation.register(navigation.Entry("Purpose", "purpose:index", Permission.VIEW_NETWORK, order=7))
        contributions.network_known.register(known.known)
        contributions.network_needs.register(needs.needs)
        contributions.network_coming.register(needs.coming)
        contributions.network_news.register(needs.news)
        contributions.network_purpose.register(queries.lines)
        contributions.person_holdings.register(holding.holdings)
        contributions.personal_data.register(holding.RECORDS)
        topics.topics.register(topic.KIND, topic.resolve, "Objective", is_open=True)
        topics.threads.register(topic.told)
        chapters.report_chapters.register("purpose", chapter.purpose)
        chapters.report_chapters.register("objectives", chapter.objectives)
        chapters.report_chapters.register("leadership", chapter.leadership)
