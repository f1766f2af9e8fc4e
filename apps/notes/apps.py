from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "apps.notes"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation, topics

        from . import handlers, needs, topic  # noqa: F401 - registers them

        navigation.register(
            navigation.Entry("Raise something", "notes:list", Permission.VIEW_NETWORK, order=50)
        )
        contributions.network_needs.register(needs.needs)
        topics.topics.register(topic.KIND, topic.resolve)
