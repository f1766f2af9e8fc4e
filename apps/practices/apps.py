from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "apps.practices"

    def ready(self):
        from apps.accounts import passwords
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation, topics

        from . import chapter, queries, topic
        from .needs import needs

        passwords.register_words(queries.names_around)
        view = Permission.VIEW_NETWORK
        navigation.register(navigation.Entry("Our network", "practices:about", view, order=18))
        contributions.network_needs.register(needs)
        topics.topics.register(topic.KIND, topic.resolve, "Population need", is_open=True)
        topics.threads.register(topic.told)
        chapters.report_chapters.register("inequalities", chapter.inequalities)
