from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "apps.networks"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import navigation

        from . import handlers  # noqa: F401 - registers them

        navigation.register(navigation.Entry("Access", "access:list", Permission.MANAGE_ACCESS, order=60))
