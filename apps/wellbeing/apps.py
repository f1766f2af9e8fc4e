from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "apps.wellbeing"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation, topics
        from apps.surveys import companions
        from apps.surveys.models import Kind

        from . import around, handlers, known, needs, owed, response_handlers, topic  # noqa: F401 - handlers register themselves

        companions.register(
            Kind.CHECK_IN,
            companions.Companion(
                answer="wellbeing/answer.html",
                thanks="wellbeing/thanks.html",
                mails="wellbeing/mail",
                results="check_in:page",
                words=around.words,
                pages=companions.Pages(**around.PAGES),
            ),
        )
        navigation.register(
            navigation.Entry("Wellbeing", "wellbeing:index", Permission.VIEW_RESULTS, order=15)
        )
        contributions.network_known.register(known.known)
        contributions.network_needs.register(needs.needs)
        contributions.network_needs.register(needs.forwarding)
        contributions.network_needs.register(owed.needs)
        contributions.network_coming.register(needs.coming)
        contributions.network_news.register(owed.news)
        topics.topics.register(topic.KIND, topic.resolve, "Check-in")
        topics.threads.register(topic.told)
