from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "apps.networks"

    def ready(self):
        from apps.accounts import passwords
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation

        from . import handlers, queries  # noqa: F401 - registers them
        from .steps import steps

        navigation.register(navigation.Entry("Access", "access:list", Permission.MANAGE_ACCESS, order=60))
        passwords.register_words(queries.names_around)
        contributions.network_steps.register(steps)
